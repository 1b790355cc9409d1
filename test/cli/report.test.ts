import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules";
import { counter, countingLoop, privatePackage, queue, Workspace } from "./workspace";

const withCounter = { ...privatePackage, "src/counter.ts": counter, "src/main.ts": countingLoop() };

describe("the report", () => {
  it("is empty, and the exit code 0, where no iterator is written by hand", async () => {
    const workspace = new Workspace({
      ...privatePackage,
      "src/main.ts": "export async function* numbers() {\n  yield 1;\n}\n",
    });
    const { code, stdout, stderr } = await workspace.run();
    expect(stdout).toBe("✔ Nothing to do. 1 file checked\n");
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("gives places that count from 1, with the end behind the last character", async () => {
    const report = await new Workspace(withCounter).report();
    expect(report).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      files: 2,
      findings: [
        {
          file: "src/counter.ts",
          line: 1,
          column: 14,
          endLine: 1,
          endColumn: 21,
          rule: "prefer-async-generator",
          severity: "information",
          message: expect.stringContaining("Counter"),
          verdict: "safe",
          target: "function",
          reasons: expect.any(Array),
        },
      ],
      errors: [],
    });
  });

  it("ends with exit code 1 when something can be done", async () => {
    const { code, stdout } = await new Workspace(withCounter).run("src");
    expect(code).toBe(1);
    expect(stdout).toContain("src/counter.ts:1:14  ✔ safe  ");
    expect(stdout).toContain("1 finding: ✔ 1 safe. 2 files checked");
    expect(stdout).toContain("--fix");
  });

  it("names what is refused, with reasons, and asks nothing of anybody", async () => {
    const workspace = new Workspace({ ...privatePackage, "src/queue.ts": queue });
    const [finding] = (await workspace.report()).findings;
    expect(finding).toMatchObject({ file: "src/queue.ts", line: 3, verdict: "refused" });
    expect(finding?.reasons).not.toEqual([]);
    const { code, stdout } = await workspace.run();
    expect(code).toBe(0);
    expect(stdout).toContain("src/queue.ts:3:7  ✖ refused  ");
    for (const reason of finding?.reasons ?? []) {
      expect(stdout).toContain(`${reason.code}: ${reason.message}`);
    }
    expect(stdout).not.toContain("--fix");
  });

  it("says what is to be reviewed, and what a project can declare about its users", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "package.json": `{ "name": "library", "type": "module", "exports": "./dist/counter.js" }`,
    });
    expect((await workspace.report()).findings).toMatchObject([
      {
        verdict: "review",
        reasons: expect.arrayContaining([
          {
            code: "public-api",
            message: expect.stringMatching(
              /^the package is not private, and '\w+' lets others import it: .*$/,
            ) as string,
            file: "package.json",
            line: 1,
            column: expect.any(Number) as number,
          },
        ]),
      },
    ]);
    expect((await workspace.run()).code).toBe(1);
    const [serial] = (await workspace.report("--outside-consumers", "serial")).findings;
    expect(serial?.verdict).toBe("safe");
  });

  it("says in which file the code stands that a reason blames", async () => {
    const workspace = new Workspace({
      ...privatePackage,
      "src/counter.ts": counter,
      "src/main.ts": [
        'import { Counter } from "./counter";',
        "const both = new Counter(2);",
        "console.log(await Promise.all([both.next(), both.next()]));",
      ].join("\n"),
    });
    const [finding] = (await workspace.report()).findings;
    expect(finding).toMatchObject({ file: "src/counter.ts", verdict: "review" });
    const queued = finding?.reasons?.find(({ code }) => code === "queued-next");
    expect(queued).toMatchObject({ file: "src/main.ts", line: 3, column: 32 });
    expect(queued?.message).not.toContain("main.ts");
    const { stdout } = await workspace.run();
    expect(stdout).toContain("src/main.ts:3:32");
  });

  it("looks only at the files that were asked for", async () => {
    const workspace = new Workspace({ ...withCounter, "src/other.ts": counter });
    expect((await workspace.report("src/other.ts")).findings.map(({ file }) => file)).toEqual([
      "src/other.ts",
    ]);
    expect(await workspace.report("src/main.ts")).toMatchObject({ files: 1, findings: [] });
  });

  it("shows paths relative to the folder it is called in", async () => {
    const workspace = new Workspace({ ...withCounter, "tools/readme.txt": "" });
    const { stdout } = await workspace.runIn("tools", ["--format", "json", "../src"]);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ file: "../src/counter.ts" }] });
  });

  it("shows under each finding what its conversion would change, and writes nothing", async () => {
    const workspace = new Workspace(withCounter);
    const { code, stdout } = await workspace.run("--preview");
    expect(code).toBe(1);
    expect(stdout).toContain("    --- a/src/counter.ts\n");
    expect(stdout).toMatch(/^ {4}-export class Counter \{$/m);
    expect(stdout).toMatch(/^ {4}\+ {2}for await \(const n of counter\(0, 3\)\) \{$/m);
    expect(workspace.read("src/counter.ts")).toBe(counter);
  });

  it("leaves declaration files, packages and build output alone", async () => {
    const workspace = new Workspace({
      ...privatePackage,
      "src/types.d.ts": "export declare class Types { [Symbol.asyncIterator](): this; }\n",
      "node_modules/dep/index.js": counter,
      "dist/counter.js": counter,
      ".cache/counter.ts": counter,
    });
    expect(await workspace.report()).toMatchObject({ files: 0, findings: [], errors: [] });
  });

  it("notes a file with a syntax error, and checks the others", async () => {
    const workspace = new Workspace({
      ...withCounter,
      "src/broken.ts": "export class Broken {\n  [Symbol.asyncIterator]( { return this; }\n}\n",
    });
    const report = await workspace.report();
    expect(report.findings.map(({ file }) => file)).toEqual(["src/counter.ts"]);
    expect(report.errors).toEqual([
      { file: "src/broken.ts", message: expect.stringMatching(/^Syntax error at \d+:\d+: /) },
    ]);
    expect((await workspace.run("src/broken.ts")).stdout).toContain("src/broken.ts: Syntax error at ");
  });
});

describe("SARIF", () => {
  it("has the rule, the place and the verdict", async () => {
    const { stdout, code } = await new Workspace(withCounter).run("--format", "sarif");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "Yieldwise", rules: rules.map(({ id }) => ({ id })) } },
          columnKind: "utf16CodeUnits",
          invocations: [{ executionSuccessful: true }],
          results: [
            {
              ruleId: "prefer-async-generator",
              ruleIndex: 0,
              level: "note",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "src/counter.ts" },
                    region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 21 },
                  },
                },
              ],
              properties: { verdict: "safe", target: "function" },
            },
          ],
        },
      ],
    });
  });

  it("does not raise an alarm over what is refused", async () => {
    const workspace = new Workspace({ ...privatePackage, "src/queue.ts": queue });
    const { stdout } = await workspace.run("--format", "sarif");
    expect(JSON.parse(stdout)).toMatchObject({
      runs: [{ results: [{ kind: "informational", level: "none" }] }],
    });
  });
});

describe("colours", () => {
  const escape = "\u001B[";

  it("are for terminals", async () => {
    expect((await new Workspace(withCounter).run()).stdout).not.toContain(escape);
  });

  it("can be forced, and forbidden", async () => {
    const workspace = new Workspace(withCounter);
    expect((await workspace.runIn(".", [], { FORCE_COLOR: "1" })).stdout).toContain(escape);
    expect((await workspace.runIn(".", [], { FORCE_COLOR: "1", NO_COLOR: "1" })).stdout).not.toContain(
      escape,
    );
  });
});

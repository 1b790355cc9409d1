import { describe, expect, it } from "vitest";
import { counter, privatePackage, Workspace } from "./workspace";

const folder = { ...privatePackage, "src/counter.ts": counter, "notes.md": "asyncIterator" };

describe("the command line", () => {
  it("explains itself", async () => {
    const { code, stdout } = await new Workspace({}).run("--help");
    expect(code).toBe(0);
    for (const word of ["--fix-review", "--format", "--project", "prefer-async-generator", "Exit code"]) {
      expect(stdout).toContain(word);
    }
  });

  it("tells its version", async () => {
    const { code, stdout } = await new Workspace({}).run("--version");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [["--bogus"], "Unknown option '--bogus'. See yieldwise --help"],
    [["--format", "xml"], '--format takes pretty or json or sarif, not "xml"'],
    [["--rule", "no-such-rule"], 'There is no rule "no-such-rule". The rules are: prefer-async-generator'],
    [["--outside-consumers", "good"], '--outside-consumers takes serial or unknown, not "good"'],
    [["--preferred-target", "class"], '--preferred-target takes function or method, not "class"'],
    [["--annotate-types", "no"], '--annotate-types takes as-written or always or where-needed, not "no"'],
    [["--diff", "--format", "json"], "--diff prints a diff, not a report: leave out --format json"],
    [["--preview", "--fix"], "--preview is for a report: leave it out, or leave out --fix and --diff"],
    [["nowhere"], "nowhere: There is no file or folder nowhere."],
    [["src", "nowhere/a.ts"], "nowhere/a.ts: There is no file or folder nowhere/a.ts."],
    [["notes.md"], "notes.md: notes.md is not code that Yieldwise reads."],
    [["--project", "nowhere.json"], "There is no nowhere.json. Give --project a tsconfig.json"],
  ])("says what is wrong with %j, and exits with 2", async (args, message) => {
    const { code, stdout, stderr } = await new Workspace(folder).run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(`yieldwise: ${message}`);
    expect(stderr).not.toContain("    at ");
    expect(stdout).toBe("");
  });

  it("gives programs a report of what went wrong, too", async () => {
    const { code, stdout } = await new Workspace(folder).run("--format", "json", "nowhere");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [],
      errors: [{ file: "nowhere", message: expect.stringContaining("There is no file or folder nowhere") }],
    });
  });

  it("does with --fix what the project prefers", async () => {
    const workspace = new Workspace(folder);
    const how = ["--preferred-target", "method", "--annotate-types", "where-needed"];
    const { stdout } = await workspace.run("--diff", ...how, "src");
    expect(stdout).toContain("+  async *[Symbol.asyncIterator]() {");
    expect((await workspace.report("--preferred-target", "method", "src")).findings).toMatchObject([
      { verdict: "safe", target: "method" },
    ]);
  });

  it("runs the rules that are named", async () => {
    const report = await new Workspace(folder).report("--rule", "prefer-async-generator", "src");
    expect(report.findings.map(({ rule }) => rule)).toEqual(["prefer-async-generator"]);
  });

  it("runs a rule that is off by default only when it is named", async () => {
    const countdown = `class Countdown {
  constructor(private left: number) {}
  [Symbol.iterator]() { return this; }
  next(): IteratorResult<number> {
    return this.left > 0 ? { value: this.left--, done: false } : { value: undefined, done: true };
  }
}
console.log([...new Countdown(3)]);
export {};
`;
    const workspace = new Workspace({ "package.json": '{ "private": true }', "src/countdown.ts": countdown });
    expect((await workspace.report("src")).findings).toEqual([]);
    const { findings } = await workspace.report("--rule", "prefer-generator", "src");
    expect(findings.map(({ rule, severity, verdict }) => ({ rule, severity, verdict }))).toEqual([
      { rule: "prefer-generator", severity: "information", verdict: "safe" },
    ]);
  });
});

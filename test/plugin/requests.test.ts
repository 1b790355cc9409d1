import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  commands,
  type EditsBody,
  type FileEditsBody,
  type FindingBody,
  type FindingsBody,
  pluginName,
} from "../../src/protocol";
import { applyCodeEdits, placeOf, TsServer, type Version, versions } from "../support/tsserver";
import { buildPlugin } from "./support/build";
import { createWorkspace, type Workspace } from "./support/workspace";

const source = `import { SafePages } from "./pages";
class RefusedQueue {
  entries = [];
}
export const all = [new SafePages(), new RefusedQueue(), "danger"];
`;
const pages = `export class SafePages {
  count = 0;
}
`;

let plugin: Workspace;
let workspace: Workspace;
beforeAll(async () => {
  plugin = await buildPlugin("test/plugin/engines/marker-plugin.ts");
  workspace = createWorkspace({
    "tsconfig.json": '{ "compilerOptions": { "lib": ["es5"], "types": [] } }',
    "source.ts": source,
    "pages.ts": pages,
  });
});
afterAll(() => {
  plugin.remove();
  workspace.remove();
});

describe.each(Object.keys(versions) as Version[])("requests to tsserver %s", (version) => {
  let server: TsServer;
  const file = (name: string): string => workspace.path(name);
  beforeAll(() => {
    server = new TsServer({ version, globalPlugins: [pluginName], probeLocations: [plugin.root] });
    server.open(file("source.ts"));
    server.open(file("pages.ts"));
  });
  afterAll(() => server.stop());

  const findings = async (name: string, more: object = {}): Promise<readonly FindingBody[]> =>
    (await server.request<FindingsBody>(commands.findings, { file: file(name), ...more })).findings;

  const applied = (changes: readonly FileEditsBody[]): Record<string, string> =>
    Object.fromEntries(
      changes.map(({ file: name, edits }) => {
        const relative = name.slice(workspace.root.length + 1);
        return [relative, applyCodeEdits(workspace.read(relative), edits)];
      }),
    );

  it("give every finding of a file, refused sites with their reasons", async () => {
    const found = await findings("source.ts");
    expect(found.map(({ rule }) => rule)).toEqual(["marked-class", "no-danger"]);
    const at = {
      start: placeOf(source, "RefusedQueue"),
      end: { line: 2, offset: 19 },
    };
    const reasons = [
      { code: "identity", message: "somebody asks for 'instanceof'", verdict: "refused" },
      { code: "identity", message: "and more", verdict: "review" },
    ].map((reason) => ({ ...reason, at: { file: file("source.ts"), ...at } }));
    expect(found[0]).toEqual({
      rule: "marked-class",
      label: "class 'RefusedQueue'",
      name: "RefusedQueue",
      message: "class 'RefusedQueue' is marked, and consumers out of sight are unknown",
      range: at,
      site: { start: { line: 2, offset: 1 }, end: { line: 4, offset: 2 } },
      verdict: "refused",
      target: "function",
      reasons,
      choices: [
        {
          id: expect.any(String) as string,
          title: "Convert 'RefusedQueue' to a function",
          verdict: "refused",
          target: "function",
          reasons,
        },
      ],
      suppressions: ["line", "file"].map((place) => ({
        id: expect.any(String) as string,
        title: `Disable marked-class for this ${place}`,
        verdict: "review",
        reasons: [],
      })),
    });
  });

  it("give a rule's repair as a choice", async () => {
    const [, danger] = await findings("source.ts");
    expect(danger?.choices.map(({ title, verdict }) => ({ title, verdict }))).toEqual([
      { title: "Calm down", verdict: "safe" },
    ]);
  });

  it("take options for one answer", async () => {
    const [serial] = await findings("source.ts", { options: { outsideConsumers: "serial" } });
    const [unknown] = await findings("source.ts");
    expect(serial?.message).toContain("are serial");
    expect(unknown?.message).toContain("are unknown");
  });

  it("give the edits of a choice in all files", async () => {
    const [finding] = await findings("pages.ts");
    const id = finding?.choices[0]?.id;
    const { changes } = await server.request<EditsBody>(commands.edits, { file: file("pages.ts"), id });
    expect(applied(changes)).toEqual({
      "pages.ts": pages.replace("SafePages", "safepages"),
      "source.ts": source.replaceAll("SafePages", "safepages"),
    });
  });

  it("give no edits for a choice that is refused, or no longer there", async () => {
    const [refused] = await findings("source.ts");
    for (const id of [refused?.choices[0]?.id, "marked-class:1:2:function:0"]) {
      const { changes } = await server.request<EditsBody>(commands.edits, { file: file("source.ts"), id });
      expect(changes).toEqual([]);
    }
  });

  it("give what can be done at a place, and nothing beside it", async () => {
    const at = async (part: string): Promise<unknown[]> => {
      const place = placeOf(source, part);
      const body = await server.request<FindingsBody>(commands.offers, { file: file("source.ts"), ...place });
      return body.findings.map(({ choices }) => choices.map(({ verdict }) => verdict));
    };
    expect(await at("entries = []")).toEqual([["refused"]]);
    expect(await at("danger")).toEqual([["safe"]]);
    expect(await at("export const")).toEqual([]);
  });

  it("give the safe edits of a file together, also for some of the rules only", async () => {
    const all = await server.request<EditsBody>(commands.fixAll, { file: file("source.ts") });
    expect(applied(all.changes)).toEqual({ "source.ts": source.replace("danger", "calm") });
    const some = await server.request<EditsBody>(commands.fixAll, {
      file: file("source.ts"),
      rules: ["marked-class"],
    });
    expect(some.changes).toEqual([]);
  });

  it("answer about a file that is not open, with its own project, and leave it closed", async () => {
    const other = createWorkspace({
      "tsconfig.json": '{ "compilerOptions": { "lib": ["es5"], "types": [] } }',
      "closed.ts": pages,
      "user.ts": 'import { SafePages } from "./closed";\nnew SafePages();\n',
    });
    const args = { file: other.path("closed.ts") };
    for (let round = 0; round < 2; round++) {
      const { findings: found } = await server.request<FindingsBody>(commands.findings, args);
      const id = found[0]?.choices[0]?.id;
      const { changes } = await server.request<EditsBody>(commands.edits, { ...args, id });
      expect(changes.map((change) => change.file)).toEqual([other.path("closed.ts"), other.path("user.ts")]);
    }
    other.remove();
  });

  it("give the comment that suppresses a finding", async () => {
    const [, finding] = await findings("source.ts");
    const id = finding?.suppressions[0]?.id;
    const { changes } = await server.request<EditsBody>(commands.edits, { file: file("source.ts"), id });
    expect(applied(changes)["source.ts"]).toContain(
      "// yieldwise-disable-next-line no-danger\nexport const all",
    );
  });

  it("say nothing about code that is half typed", async () => {
    const loose = createWorkspace({ "half.ts": "class SafeThing {}\nnew SafeThing(;\n" });
    const args = { file: loose.path("half.ts") };
    const body = await server.request<FindingsBody>(commands.findings, args);
    expect(body).toEqual({ findings: [], unfinished: true });
    loose.remove();
  });

  it("answer about a loose file", async () => {
    const loose = createWorkspace({ "loose.js": "export {};\nclass SafeThing {}\nnew SafeThing();\n" });
    server.open(loose.path("loose.js"));
    const args = { file: loose.path("loose.js") };
    const { findings: found } = await server.request<FindingsBody>(commands.findings, args);
    expect(found.map(({ choices }) => choices.length)).toEqual([2]);
    const { changes } = await server.request<EditsBody>(commands.fixAll, args);
    expect(changes[0]?.edits).toHaveLength(2);
    loose.remove();
  });

  it("say what is wrong with a request", async () => {
    const ask = (command: string, args: object): Promise<unknown> => server.request(command, args);
    await expect(ask(commands.findings, {})).rejects.toThrow("needs an argument 'file'");
    await expect(ask(commands.findings, { file: file("missing.ts") })).rejects.toThrow(
      "neither on disk nor open",
    );
    await expect(ask(commands.offers, { file: file("pages.ts"), line: 99, offset: 1 })).rejects.toThrow(
      "has no line 99 with an offset 1",
    );
    await expect(ask(commands.offers, { file: file("pages.ts"), line: 1, offset: 80 })).rejects.toThrow(
      "has no line 1 with an offset 80",
    );
  });
});

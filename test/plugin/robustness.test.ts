import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands, pluginName } from "../../src/protocol";
import { type CodeFix, type Refactor, TsServer, type Version, versions } from "../support/tsserver";
import { buildPlugin } from "./support/build";
import { createWorkspace, type Workspace } from "./support/workspace";

const text = `first(); class BrokenThing {}
const wrong: number = "text";
export const all = [new BrokenThing(), wrong];
`;

let workspace: Workspace;
let failing: Workspace;
let marker: Workspace;
const servers = new Map<string, TsServer>();

beforeAll(async () => {
  workspace = createWorkspace({
    "tsconfig.json": JSON.stringify({ compilerOptions: { lib: ["es5"], types: [] } }),
    "a.ts": text,
  });
  [failing, marker] = await Promise.all([
    buildPlugin("test/plugin/engines/failing-plugin.ts"),
    buildPlugin("test/plugin/engines/marker-plugin.ts"),
  ]);
});
afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()));
  for (const folder of [workspace, failing, marker]) folder.remove();
});

/** The server of a kind, started when it is asked for first. */
function start(probe: Workspace | undefined, version: Version, args: readonly string[] = []): TsServer {
  const key = [version, probe?.root ?? "no plugin", ...args].join(" ");
  const running = servers.get(key);
  if (running) return running;
  const server = new TsServer({
    version,
    globalPlugins: [pluginName],
    probeLocations: [probe?.root ?? workspace.root],
    logFile: workspace.path(`log-${String(servers.size)}.txt`),
    args,
  });
  servers.set(key, server);
  server.open(file());
  return server;
}

const file = (): string => workspace.path("a.ts");

async function everything(server: TsServer): Promise<Record<string, unknown>> {
  const diagnostics = await server.diagnostics(file());
  const [fixes, refactors] = await Promise.all([
    server.request<CodeFix[]>("getCodeFixes", {
      file: file(),
      startLine: 1,
      startOffset: 1,
      endLine: 1,
      endOffset: 6,
      errorCodes: [2304],
    }),
    server.request<Refactor[]>("getApplicableRefactors", {
      file: file(),
      startLine: 2,
      startOffset: 1,
      endLine: 2,
      endOffset: 30,
    }),
  ]);
  return { diagnostics, fixes, refactors };
}

describe.each(Object.keys(versions) as Version[])("a defect in the engine, in tsserver %s", (version) => {
  it("leaves what the editor gets as it is without the plugin", async () => {
    const [without, withFailing] = await Promise.all([
      everything(start(undefined, version)),
      everything(start(failing, version)),
    ]);
    expect(withFailing).toEqual(without);
    expect(JSON.stringify(without)).toContain("fixMissingFunctionDeclaration");
    expect(JSON.stringify(without)).toContain("is not assignable to type 'number'");
  });

  it("is in the server's log, with its stack", async () => {
    const server = start(failing, version);
    await server.diagnostics(file());
    const log = server.log();
    expect(log).toContain(`yieldwise: Diagnosing ${file()} failed`);
    expect(log).toMatch(/Error: The engine fails on purpose\n\s+at .*index\.js/);
  });

  it("fails a request of ours with its message, and only that", async () => {
    const server = start(failing, version);
    await expect(server.request(commands.findings, { file: file() })).rejects.toThrow("fails on purpose");
    expect((await server.diagnostics(file())).semantic).toHaveLength(2);
  });

  it("in one fix leaves the others of the editor", async () => {
    const server = start(marker, version);
    const fixes = await server.request<CodeFix[]>("getCodeFixes", {
      file: file(),
      startLine: 1,
      startOffset: 1,
      endLine: 1,
      endOffset: 20,
      errorCodes: [999_001, 2304],
    });
    expect(fixes.map(({ fixName }) => fixName)).toContain("fixMissingFunctionDeclaration");
    const combined = await server.request<{ changes: unknown[] }>("getCombinedCodeFix", {
      scope: { type: "file", args: { file: file() } },
      fixId: "yieldwise/marked-class",
    });
    expect(combined.changes).toEqual([]);
    expect(server.log()).toContain("The marker engine fails on purpose");
  });
});

describe("a server without types", () => {
  it("keeps quiet", async () => {
    const server = start(marker, "6.0", ["--serverMode", "partialSemantic"]);
    await server.request("navtree", { file: file() });
    await expect(server.request(commands.findings, { file: file() })).rejects.toThrow(
      `Unrecognized JSON command: ${commands.findings}`,
    );
    expect(server.log()).not.toContain("yieldwise:");
  });
});

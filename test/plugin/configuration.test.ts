import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/engine/options";
import { resolveConfiguration } from "../../src/plugin/configuration";
import { commands, type FindingsBody, type PluginConfiguration, pluginName } from "../../src/protocol";
import { type FileDiagnostics, type Refactor, TsServer } from "../support/tsserver";
import { buildPlugin } from "./support/build";
import { createWorkspace, type Workspace } from "./support/workspace";

const text = `class SafeThing {}
export const all = [new SafeThing(), "danger"];
`;

let plugin: Workspace;
const started: { server: TsServer; workspace: Workspace }[] = [];
beforeAll(async () => {
  plugin = await buildPlugin("test/plugin/engines/marker-plugin.ts");
});
afterEach(async () => {
  for (const { server, workspace } of started.splice(0)) {
    await server.stop();
    workspace.remove();
  }
});
afterAll(() => {
  plugin.remove();
});

interface Setup {
  /** What the tsconfig's `plugins` hold, besides the name. */
  readonly entries?: readonly PluginConfiguration[];
  readonly global?: boolean;
}

interface Editor {
  readonly server: TsServer;
  readonly file: string;
  readonly workspace: Workspace;
  readonly shown: () => Promise<readonly string[]>;
  readonly configure: (configuration: PluginConfiguration) => Promise<unknown>;
}

function open({ entries = [], global = true }: Setup): Editor {
  const workspace = createWorkspace({ "a.ts": text, "tsconfig.json": tsconfig(entries) });
  const server = new TsServer({ globalPlugins: global ? [pluginName] : [], probeLocations: [plugin.root] });
  started.push({ server, workspace });
  const file = workspace.path("a.ts");
  server.open(file);
  return {
    server,
    file,
    workspace,
    shown: async () => brief(await server.diagnostics(file)),
    configure: (configuration) => server.request("configurePlugin", { pluginName, configuration }),
  };
}

function tsconfig(entries: readonly PluginConfiguration[]): string {
  const plugins = entries.map((entry) => ({ name: pluginName, ...entry }));
  return JSON.stringify({ compilerOptions: { lib: ["es5"], types: [], plugins } });
}

function brief({ semantic, suggestion }: FileDiagnostics): string[] {
  return [...semantic, ...suggestion].map(({ category, text: message }) => `${category}: ${message}`);
}

const marked = (category: string, consumers = "unknown"): string =>
  `${category}: class 'SafeThing' is marked, and consumers out of sight are ${consumers}`;
const danger = "warning: danger ahead";

describe("the plugin", () => {
  it("works from a tsconfig alone", async () => {
    expect(await open({ entries: [{}], global: false }).shown()).toEqual([danger, marked("suggestion")]);
  });

  it("shows everything once where both the editor and the tsconfig bring it", async () => {
    expect(await open({ entries: [{}] }).shown()).toEqual([danger, marked("suggestion")]);
  });

  it("shows everything once where the tsconfig lists it twice", async () => {
    expect(await open({ entries: [{}, {}] }).shown()).toEqual([danger, marked("suggestion")]);
  });

  it("shows everything once after the tsconfig was loaded again, and takes its changes", async () => {
    const { server, workspace, shown } = open({ entries: [{}] });
    await shown();
    workspace.write("tsconfig.json", tsconfig([{ rules: { "no-danger": "error" } }]));
    await server.request("reloadProjects");
    expect(await shown()).toEqual(["error: danger ahead", marked("suggestion")]);
  });

  it("shows each rule as the tsconfig says", async () => {
    const { server, file, shown } = open({
      entries: [{ rules: { "marked-class": "error", "no-danger": "off" }, outsideConsumers: "serial" }],
    });
    expect(await shown()).toEqual([marked("error", "serial")]);
    const fixes = await server.request("getCodeFixes", {
      file,
      startLine: 2,
      startOffset: 1,
      endLine: 2,
      endOffset: 60,
      errorCodes: [999_002],
    });
    expect(fixes).toEqual([]);
  });

  it("shows information and hints as suggestions, since editors take messages for errors", async () => {
    const { shown } = open({ entries: [{ rules: { "marked-class": "hint", "no-danger": "information" } }] });
    expect(await shown()).toEqual([marked("suggestion"), "suggestion: danger ahead"]);
  });

  it("shows nothing when it is switched off", async () => {
    expect(await open({ entries: [{ enable: false }] }).shown()).toEqual([]);
  });

  it("shows nothing once an editor extension presents, which it then answers", async () => {
    const { server, file, shown, configure } = open({ entries: [{ presentation: "native" }] });
    expect(await shown()).toHaveLength(2);
    const refreshed = server.event("projectsUpdatedInBackground");
    await configure({ presentation: "none" });
    await refreshed;
    expect(await shown()).toEqual([]);
    const position = { file, line: 1, offset: 8 };
    const refactors = await server.request<Refactor[]>("getApplicableRefactors", position);
    expect(refactors.filter(({ name }) => name === "yieldwise")).toEqual([]);
    const { findings } = await server.request<FindingsBody>(commands.findings, { file });
    expect(findings).toHaveLength(2);
    await configure({ presentation: "native" });
    expect(await shown()).toHaveLength(2);
  });

  it("shows nothing in a project that opens after the extension has said that it presents", async () => {
    const { server, workspace, shown, configure } = open({});
    await shown();
    await configure({ presentation: "none" });
    workspace.write("other/tsconfig.json", tsconfig([{ rules: { "no-danger": "error" } }]));
    workspace.write("other/b.ts", text);
    const file = workspace.path("other/b.ts");
    server.open(file);
    expect(brief(await server.diagnostics(file))).toEqual([]);
  });

  it("keeps what the tsconfig says where the editor says nothing of it", async () => {
    const { shown, configure } = open({ entries: [{ outsideConsumers: "serial" }] });
    await shown();
    await configure({ rules: { "no-danger": "error" } });
    expect(await shown()).toEqual(["error: danger ahead", marked("suggestion", "serial")]);
  });

  it("answers one request once in a server with several projects", async () => {
    const { server, workspace, file, shown } = open({});
    await shown();
    workspace.write("other/tsconfig.json", tsconfig([{}]));
    workspace.write("other/b.ts", text);
    server.open(workspace.path("other/b.ts"));
    for (const name of [file, workspace.path("other/b.ts")]) {
      const { findings } = await server.request<FindingsBody>(commands.findings, { file: name });
      expect(findings).toHaveLength(2);
    }
  });
});

describe("a configuration", () => {
  const resolve = (...layers: unknown[]): unknown => {
    const warnings: string[] = [];
    return { ...resolveConfiguration(layers, (warning) => warnings.push(warning)), warnings };
  };

  it("has a default for everything", () => {
    const defaults = { native: true, rules: {}, options: defaultOptions, warnings: [] };
    expect(resolve()).toEqual(defaults);
    expect(resolve({ name: pluginName, global: true }, undefined, "nonsense")).toEqual(defaults);
  });

  it("takes the later word, rule by rule", () => {
    expect(
      resolve(
        {
          enable: false,
          rules: { a: "error", b: "off" },
          outsideConsumers: "serial",
          annotateTypes: "always",
        },
        { enable: true, rules: { b: "hint" }, preferredTarget: "method", annotateTypes: "whereNeeded" },
      ),
    ).toMatchObject({
      native: true,
      rules: { a: "error", b: "hint" },
      options: {
        outsideConsumers: "serial",
        preferredTarget: "method",
        annotateTypes: "whereNeeded",
        switchedOn: ["a", "b"],
      },
    });
  });

  it("leaves out what makes no sense, and says so", () => {
    expect(resolve({ enable: "no", rules: { a: "loud", b: "off" }, presentation: 1 })).toEqual({
      native: true,
      rules: { b: "off" },
      options: defaultOptions,
      warnings: [
        `'enable' is "no", and should be one of [true,false]; it is left out.`,
        `'presentation' is 1, and should be one of ["native","none"]; it is left out.`,
        `'rules' has "loud" for 'a', and should have one of ["error","warning","information","hint","off"]; it is left out.`,
      ],
    });
    expect(resolve({ preferredTarget: "class", annotateTypes: true })).toMatchObject({
      options: defaultOptions,
      warnings: [
        `'preferredTarget' is "class", and should be one of ["function","method"]; it is left out.`,
        `'annotateTypes' is true, and should be one of ["asWritten","always","whereNeeded"]; it is left out.`,
      ],
    });
    expect(resolve({ rules: ["a"] })).toMatchObject({
      warnings: [`'rules' is ["a"], and should be an object of settings by rule id; it is left out.`],
    });
  });
});

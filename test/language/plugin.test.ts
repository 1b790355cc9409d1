import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfiguration } from "../../src/plugin/configuration";
import { commands, type FindingsBody, pluginName } from "../../src/protocol";
import { type CodeFix, placeOf, type Refactor, TsServer } from "../support/tsserver";
import { buildPlugin } from "../plugin/support/build";
import { createWorkspace, type Workspace } from "../plugin/support/workspace";
import { englishIn, pseudo } from "./pseudo";

const counter = `export class Counter {
  private left = 3;
  [Symbol.asyncIterator]() {
    return this;
  }
  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) return { value: undefined, done: true };
    return { value: this.left--, done: false };
  }
}
`;
const tsconfig = (more: object): string =>
  JSON.stringify({
    compilerOptions: { target: "esnext", types: [], plugins: [{ name: pluginName, ...more }] },
  });

let plugin: Workspace;
let workspace: Workspace;
let server: TsServer;
beforeAll(async () => {
  plugin = await buildPlugin("src/plugin/main.ts");
  workspace = createWorkspace({
    "package.json": '{ "private": true }',
    "tsconfig.json": tsconfig({}),
    "counter.ts": counter,
    "translated/tsconfig.json": tsconfig({ messages: pseudo }),
    "translated/counter.ts": counter,
  });
  server = new TsServer({ globalPlugins: [pluginName], probeLocations: [plugin.root] });
  server.open(workspace.path("counter.ts"));
  server.open(workspace.path("translated/counter.ts"));
});
afterAll(async () => {
  await server.stop();
  plugin.remove();
  workspace.remove();
});

/** All that an editor shows of a file, or hands on to an extension. */
async function saidOf(name: string): Promise<string[]> {
  const file = workspace.path(name);
  const { line, offset } = placeOf(counter, "Counter");
  const { semantic, suggestion } = await server.diagnostics(file);
  const ours = [...semantic, ...suggestion].filter(({ source = "" }) => source.startsWith("yieldwise/"));
  const fixes = await server.request<CodeFix[]>("getCodeFixes", {
    file,
    startLine: line,
    startOffset: offset,
    endLine: line,
    endOffset: offset + 1,
    errorCodes: ours.map(({ code }) => code),
  });
  const refactors = await server.request<Refactor[]>("getApplicableRefactors", { file, line, offset });
  const { findings } = await server.request<FindingsBody>(commands.findings, { file });
  const choices = findings.flatMap((finding) => [...finding.choices, ...finding.suppressions]);
  const texts = {
    diagnostics: ours.flatMap(({ text, relatedInformation = [] }) => [
      text,
      ...relatedInformation.map(({ message }) => message),
    ]),
    fixes: fixes.flatMap(({ description, fixAllDescription }) => [description, fixAllDescription ?? ""]),
    refactors: refactors
      .filter((refactor) => refactor.name === "yieldwise")
      .flatMap(({ description, actions }) => [description, ...actions.map((action) => action.description)]),
    findings: findings.flatMap(({ message, label = "" }) => [message, label]),
    choices: choices.flatMap(({ title, reasons }) => [title, ...reasons.map(({ message }) => message)]),
  };
  for (const list of Object.values(texts)) expect(list.length).toBeGreaterThan(0);
  return Object.values(texts)
    .flat()
    .filter((text) => text !== "");
}

const escapedFrom = (said: readonly string[]): string[] => said.flatMap((text) => englishIn(text, counter));
const isTranslated = (text: string): boolean => text.includes("⟦");

describe("the plugin", () => {
  it("speaks the language of its configuration, each project its own", async () => {
    expect((await saidOf("counter.ts")).filter(isTranslated)).toEqual([]);
    expect(escapedFrom(await saidOf("translated/counter.ts"))).toEqual([]);
    expect((await saidOf("counter.ts")).filter(isTranslated)).toEqual([]);
  });

  it("speaks another language as soon as the editor says so, also of what it has looked at before", async () => {
    const configure = (configuration: object): Promise<unknown> =>
      server.request("configurePlugin", { pluginName, configuration });
    await configure({ messages: pseudo });
    expect(escapedFrom(await saidOf("counter.ts"))).toEqual([]);
    await configure({});
    expect((await saidOf("counter.ts")).filter(isTranslated)).toEqual([]);
  });

  it("names an iterator apart from what it is called, whatever the language", async () => {
    for (const name of ["counter.ts", "translated/counter.ts"]) {
      const { findings } = await server.request<FindingsBody>(commands.findings, {
        file: workspace.path(name),
      });
      expect(findings.map((finding) => finding.name)).toEqual(["Counter"]);
    }
  });

  it("leaves out what are no translations, and tells", () => {
    const told: string[] = [];
    const resolved = resolveConfiguration([{ messages: { text: 1 } }, { messages: "de" }], (each) =>
      told.push(each),
    );
    expect(resolved.messages).toBeUndefined();
    expect(told).toHaveLength(2);
  });
});

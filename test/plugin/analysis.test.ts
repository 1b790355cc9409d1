import ts from "typescript";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/engine/options";
import type { Facts } from "../../src/engine/facts";
import type { Unseen } from "../../src/engine/out-of-sight";
import { type Analysis, projectAnalysis } from "../../src/plugin/analysis";
import { isolate, type Log } from "../../src/plugin/log";
import { markerParts } from "./engines/marker-parts";
import { createProject } from "../support/project";

interface Setup {
  /** Files of other languages on disk, by their absolute names. */
  readonly components?: (project: { path(name: string): string }) => Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly project?: object;
  readonly cancelled?: () => boolean;
}

function analyse({
  files = { "a.ts": "export class SafeThing {}" },
  components = () => ({}),
  project = {},
  cancelled,
}: Setup): {
  readonly analysis: Analysis;
  readonly file: string;
  readonly runs: () => number;
  /** Why not every consumer can be seen; "nothing asked" before the first question. */
  readonly unseen: () => Unseen | "nothing asked" | undefined;
} {
  const inMemory = createProject(files);
  const { languageService } = inMemory;
  const onDisk = components(inMemory);
  let runs = 0;
  let unseen: Unseen | "nothing asked" | undefined = "nothing asked";
  const info = {
    project: {
      languageServiceEnabled: true,
      projectKind: ts.server.ProjectKind.Configured,
      getCompilerOptions: () => ({}),
      getScriptInfo: () => undefined,
      getProjectName: () => inMemory.path("tsconfig.json"),
      getCurrentDirectory: () => inMemory.path("").replace(/\/$/, ""),
      ...project,
    },
    serverHost: {
      readDirectory: () => Object.keys(onDisk).filter((name) => name.endsWith(".vue")),
      readFile: (name: string) => onDisk[name],
      fileExists: (name: string) => Object.keys(files).some((file) => inMemory.path(file) === name),
    },
    languageService,
    languageServiceHost: {
      getCancellationToken: () => ({ isCancellationRequested: cancelled ?? (() => false) }),
      readFile: () => undefined,
    },
  } as unknown as ts.server.PluginCreateInfo;
  const analysis = projectAnalysis(
    ts,
    {
      ...markerParts,
      facts: (...args): Facts => {
        unseen = args[2].unseen;
        return markerParts.facts(...args);
      },
      lint: (input) => {
        runs++;
        return markerParts.lint(input);
      },
    },
    info,
  );
  return { analysis, file: inMemory.path("a.ts"), runs: () => runs, unseen: () => unseen };
}

describe("the analysis of a project", () => {
  it("is made once for each state and each set of options", () => {
    const { analysis, file, runs } = analyse({});
    const first = analysis.findings(file, defaultOptions);
    expect(first).toHaveLength(1);
    expect(analysis.findings(file, { ...defaultOptions })).toBe(first);
    expect(runs()).toBe(1);
    analysis.findings(file, { ...defaultOptions, outsideConsumers: "serial" });
    expect(runs()).toBe(2);
  });

  it("finds nothing in a file that the project does not hold", () => {
    expect(analyse({}).analysis.findings("/elsewhere.ts", defaultOptions)).toEqual([]);
  });

  it("finds nothing while the language service is switched off for a project of too many files", () => {
    const { analysis, file, runs } = analyse({ project: { languageServiceEnabled: false } });
    expect(analysis.program()).toBeUndefined();
    expect(analysis.findings(file, defaultOptions)).toEqual([]);
    expect(runs()).toBe(0);
  });

  const { Configured, External, Inferred } = ts.server.ProjectKind;
  const second = { projectKind: Configured, getProjectName: () => "/project/test/tsconfig.json" };

  it.each([
    ["a project with a tsconfig", {}, undefined],
    ["a project that an editor describes", { projectKind: External }, undefined],
    ["loose files", { projectKind: Inferred }, { cause: "no-config" }],
    [
      "a project for others to reference",
      { getCompilerOptions: () => ({ composite: true }) },
      {
        cause: "composite",
        at: { fileName: "/project/tsconfig.json", lines: { start: { line: 1, character: 2 } } },
      },
    ],
    [
      "a file of two projects",
      { getScriptInfo: () => ({ containingProjects: [second] }) },
      { cause: "shared", at: { fileName: "/project/test/tsconfig.json" } },
    ],
    [
      "a file of a project that an editor describes, too",
      { getScriptInfo: () => ({ containingProjects: [{ projectKind: External }] }) },
      { cause: "shared" },
    ],
    [
      "a file that the editor has opened before",
      { getScriptInfo: () => ({ containingProjects: [{ projectKind: Inferred }] }) },
      undefined,
    ],
  ])("knows whether it sees every consumer, and why not: %s", (_, project, expected) => {
    const { analysis, file, unseen } = analyse({
      project,
      components: (inMemory) => ({
        [inMemory.path("tsconfig.json")]: `{\n  "composite": true\n}`,
        [inMemory.path("test/tsconfig.json")]: "{}",
      }),
    });
    analysis.findings(file, defaultOptions);
    if (expected) expect(unseen()).toMatchObject(expected);
    else expect(unseen()).toBeUndefined();
  });

  it.each([
    ["imports the file", `import { SafeThing } from "./a";`, "component"],
    ["imports what passes it on", `import { SafeThing } from "./index";`, "component-indirect"],
    ["imports something else", `import { other } from "./other";`, undefined],
  ])("knows that it does not see every consumer where a component %s", (_, script, cause) => {
    const { analysis, file, unseen } = analyse({
      files: {
        "a.ts": "export class SafeThing {}",
        "index.ts": `export * from "./a";`,
        "other.ts": "export const other = 1;",
      },
      // That its project is composite as well matters less than who certainly uses it.
      project: cause ? { getCompilerOptions: () => ({ composite: true }) } : {},
      components: (project) => ({ [project.path("App.vue")]: `<script>\n  ${script}</script>` }),
    });
    analysis.findings(file, defaultOptions);
    if (!cause) expect(unseen()).toBeUndefined();
    else
      expect(unseen()).toMatchObject({
        cause,
        at: { fileName: "/project/App.vue", lines: { start: { line: 1 } } },
      });
  });

  it("stops when the request is called off, also within a search, and can be asked again", () => {
    let cancelled = true;
    const { analysis, file, runs } = analyse({ cancelled: () => cancelled });
    expect(() => analysis.findings(file, defaultOptions)).toThrow(ts.OperationCanceledException);
    expect(runs()).toBe(0);
    cancelled = false;
    const [finding] = analysis.findings(file, defaultOptions);
    cancelled = true;
    expect(() => finding?.fixes[0]?.edits()).toThrow(ts.OperationCanceledException);
    cancelled = false;
    expect(finding?.fixes[0]?.edits()).toHaveLength(1);
  });
});

describe("a piece of the plugin that fails", () => {
  const silent = (): Log & { readonly lines: string[] } => {
    const lines: string[] = [];
    return {
      lines,
      info: (line) => lines.push(line),
      failure: (what, error) => lines.push(what, String(error)),
    };
  };

  it("is logged and replaced", () => {
    const log = silent();
    const result = isolate(ts, log, "Diagnosing a.ts", "theirs", () => {
      throw new TypeError("oops");
    });
    expect(result).toBe("theirs");
    expect(log.lines).toEqual([
      "Diagnosing a.ts failed; the editor gets what it would get without the plugin.",
      "TypeError: oops",
    ]);
  });

  it("passes on that a request is called off, which is no defect", () => {
    const log = silent();
    const cancel = (): never => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the server does it
      throw new ts.OperationCanceledException();
    };
    expect(() => isolate(ts, log, "Diagnosing a.ts", "theirs", cancel)).toThrow(
      ts.OperationCanceledException,
    );
    expect(log.lines).toEqual([]);
  });
});

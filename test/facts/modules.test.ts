import typescript from "typescript";
import type ts from "typescript";
import { describe, expect, test } from "vitest";
import { singleFileFacts } from "../../src/facts";
import { createProject, root } from "../support/project";

type Files = Readonly<Record<string, string>>;

/** The lines that name the first file: "b.ts: import './a'". */
function importsOf(files: Files, complete = true): string[] | undefined {
  const project = createProject(files, { complete });
  const [first = ""] = Object.keys(files);
  return project.facts.modules
    ?.importsOf(project.sourceFile(first))
    ?.map((specifier) => `${nameOf(specifier.getSourceFile())}: ${specifier.getText()}`)
    .sort();
}

function nameOf({ fileName }: ts.SourceFile): string {
  return fileName.slice(root.length + 1);
}

describe("importsOf", () => {
  test("tells every way to name a file", () => {
    const files = {
      "a.ts": "export class X {}",
      "b.ts": "import { X } from './a';\nnew X();",
      "c.ts": 'export * from "./a";',
      "d.ts": "export { X as Y } from './a.js';",
      "e.ts": "export const load = () => import('./a');",
      "f.ts": "export type X = import('./a').X;",
      "g.js": "const { X } = require('./a');\nnew X();",
      "h.cts": "import x = require('./a');\nnew x.X();",
    };
    expect(importsOf(files)).toEqual([
      "b.ts: './a'",
      'c.ts: "./a"',
      "d.ts: './a.js'",
      "e.ts: './a'",
      "f.ts: './a'",
      "g.js: './a'",
      "h.cts: './a'",
    ]);
  });

  test("does not tell of imports of another file, however alike", () => {
    expect(
      importsOf({
        "a.ts": "export class X {}",
        "lib/a.ts": "export class X {}",
        "b.ts": "import { X } from './lib/a';\nnew X();",
        "c.ts": "export const text = './a';",
      }),
    ).toEqual([]);
  });

  test("does not tell of files that are reached through another one", () => {
    expect(
      importsOf({
        "a.ts": "export class X {}",
        "index.ts": "export * from './a';",
        "b.ts": "import { X } from './index';\nnew X();",
      }),
    ).toEqual(["index.ts: './a'"]);
  });

  test("is not known where files may be out of sight", () => {
    expect(importsOf({ "a.ts": "export class X {}", "b.ts": "import './a';" }, false)).toBeUndefined();
    const { sourceFile, facts } = singleFileFacts(typescript, { fileName: "/x/a.ts", text: "export {};" });
    expect(facts.modules?.importsOf(sourceFile)).toBeUndefined();
  });
});

describe("moduleOf", () => {
  const moduleOf = (text: string, specifier: string): string | undefined => {
    const project = createProject({
      "b.ts": text,
      "a.ts": "export class X {}",
      "lib/index.ts": "export const y = 1;",
    });
    const node = project.node("b.ts", specifier);
    if (!typescript.isExpression(node)) throw new Error(`'${specifier}' is no expression`);
    const module = project.facts.modules?.moduleOf(node);
    return module && nameOf(module);
  };

  test("is the file that a specifier names", () => {
    expect(moduleOf("import { X } from './a';", "'./a'")).toBe("a.ts");
    expect(moduleOf("export * from './a.js';", "'./a.js'")).toBe("a.ts");
    expect(moduleOf("void import('./lib');", "'./lib'")).toBe("lib/index.ts");
  });

  test("is not known for what the project does not hold", () => {
    expect(moduleOf("import { X } from './missing';", "'./missing'")).toBeUndefined();
    expect(moduleOf("import fs from 'node:fs';", "'node:fs'")).toBeUndefined();
    expect(moduleOf("export const text = './a';", "'./a'")).toBeUndefined();
  });
});

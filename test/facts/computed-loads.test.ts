import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { createProject } from "../support/project";

const readers = {
  "readers/lines.js": "export class Lines {}",
  "other/words.js": "export class Words {}",
  // Both are named by code as well, so that only a path that is read leads to them.
  "names.js": `import { Lines } from "./readers/lines.js";\nimport { Words } from "./other/words.js";\nnew Lines(); new Words();`,
};

/** Which of the classes may be loaded by a path that nobody can read. */
function reached(
  loader: string,
  { at = "load.js", files = {}, options = {} }: Partial<Setting> = {},
): readonly string[] {
  const project = createProject({ ...readers, ...files, [at]: loader }, { compilerOptions: options });
  return ["readers/lines.js", "other/words.js"].filter((name) => {
    const file = project.sourceFile(name);
    const [declaration] = file.statements;
    const named = (declaration as ts.ClassDeclaration).name ?? file;
    const isLost = project.facts.references(named) === undefined;
    expect(project.facts.unseenUsers?.(file)?.cause).toBe(isLost ? "computed" : undefined);
    return isLost;
  });
}

interface Setting {
  readonly at: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options: ts.CompilerOptions;
}

describe("a path that is worked out while the program runs", () => {
  it.each([
    ["a template", "export const load = (kind) => import(`./readers/${kind}.js`);"],
    ["a template of CommonJS", "exports.load = (kind) => require(`./readers/${kind}`);"],
    ["a sum", 'exports.load = (kind) => require("./readers/" + kind);'],
    ["a path from the folder", 'exports.load = (kind) => require(path.join(__dirname, "readers", kind));'],
    [
      "a folder by name",
      'const dir = join(__dirname, "..", "project", "readers");\nexports.load = (n) => require(join(dir, n));',
    ],
    [
      "a URL",
      'const dir = new URL("./readers/", import.meta.url);\nexport const load = (n) => import(new URL(n, dir).href);',
    ],
    ["a folder around", "export const load = (kind) => import(`../readers/${kind}.js`);", "tools/load.js"],
    ["a part of the folder's name", "export const load = (kind) => import(`./read${kind}/lines.js`);"],
    ["a part of the path", 'exports.load = (n) => require(path.join(process.cwd(), "readers", n));'],
    ["one of two", 'exports.load = (is) => require(is ? "./readers/lines" : "./none");'],
    ["a pattern of a bundler", 'export const all = import.meta.glob("./readers/*.ts");'],
    [
      "patterns of a bundler",
      'export const all = import.meta.glob(["/readers/**/*.js", "!**/*.test.js"], { eager: true });',
    ],
    ["a folder of a bundler", 'export const all = require.context("./readers", true, /\\.js$/);'],
  ])("may lead to what lies there: %s", (_, loader, at = "load.js") => {
    expect(reached(loader, { at })).toEqual(["readers/lines.js"]);
  });

  it.each([
    ["a file that is no code", "exports.load = (name) => require(`./readers/${name}.json`);"],
    ["a package", "exports.load = (name) => require(`@scope/${name}`);"],
    ["a part of a package", 'exports.load = (name) => import("lodash/" + name);'],
    ["another folder", "exports.load = (name) => require(`./reader/${name}`);"],
    ["another file", "exports.load = (name) => require(`./readers/${name}/index.js`);"],
    ["nothing that can be read", "exports.load = (name) => require(name);"],
    ["a name that is written", 'const { Lines } = require("./readers/lines.js");\nnew Lines();'],
    ["a comment", "// import(`./readers/${kind}.js`)\nexport {};"],
  ])("leaves the rest in sight: %s", (_, loader) => {
    expect(reached(loader)).toEqual([]);
  });

  it("may lead to what only tests name, where nothing of it can be read", () => {
    const files = {
      "names.js": 'import { Words } from "./other/words.js";\nnew Words();',
      "readers/lines.test.js": 'import { Lines } from "./lines.js";\nnew Lines();',
    };
    expect(reached("exports.load = (name) => require(name);", { files })).toEqual(["readers/lines.js"]);
  });

  it("may lead to what lies around, where nothing of it can be read", () => {
    const loader = "exports.load = (name) => require(name);";
    expect(reached(loader, { at: "readers/load.js" })).toEqual(["readers/lines.js"]);
  });

  it("goes by the names of the configuration", () => {
    const options = { paths: { "#lib/*": ["./*"] } };
    const loader = "export const load = (kind) => import(`#lib/readers/${kind}.js`);";
    expect(reached(loader, { options })).toEqual(["readers/lines.js"]);
  });
});

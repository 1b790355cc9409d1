import type ts from "typescript";
import { expect, it } from "vitest";
import { createProject } from "../support/project";

const lines = "export class Lines {}";
const declared = "export declare class Lines {}";

/** Whether the users of the first file's class may be shown something else in its place. */
function isDeclaredApart(files: Readonly<Record<string, string>>): boolean {
  const project = createProject(files);
  const [first = ""] = Object.keys(files);
  const file = project.sourceFile(first);
  const name = (file.statements[0] as ts.ClassDeclaration).name ?? file;
  const isLost = project.facts.references(name) === undefined;
  expect(project.facts.unseenUsers?.(file)?.cause).toBe(isLost ? "declared" : undefined);
  return isLost;
}

it.each<readonly [string, Readonly<Record<string, string>>]>([
  ["beside it", { "lines.js": lines, "lines.d.ts": declared }],
  ["beside a module", { "lines.mjs": lines, "lines.d.mts": declared }],
  ["by a pattern", { "lines.js": lines, "types.d.ts": `declare module "*/lines.js" { ${lines} }` }],
  ["by a pattern for many", { "lines.js": lines, "types.d.ts": `declare module "*.js" { ${lines} }` }],
  [
    "by a part of its name",
    { "text-lines.js": lines, "types.d.ts": `declare module "./text-*" { ${lines} }` },
  ],
])("a class of JavaScript is declared %s", (_, files) => {
  expect(isDeclaredApart(files)).toBe(true);
});

it.each<readonly [string, Readonly<Record<string, string>>]>([
  ["a file of TypeScript", { "lines.ts": lines, "types/lines.d.ts": declared }],
  ["another folder", { "lines.js": lines, "types/lines.d.ts": declared }],
  ["files of another kind", { "lines.js": lines, "types.d.ts": `declare module "*.css" { ${lines} }` }],
  ["other files", { "lines.js": lines, "types.d.ts": `declare module "*-lines.js" { ${lines} }` }],
  ["packages", { "lines.js": lines, "types.d.ts": `declare module "@text/*" { ${lines} }` }],
  [
    "anything, without a word of what it has",
    { "lines.js": lines, "types.d.ts": 'declare module "*/lines.js";' },
  ],
  ["a package of that name", { "lines.js": lines, "types.d.ts": `declare module "lines" { ${lines} }` }],
])("declarations of %s say nothing of it", (_, files) => {
  expect(isDeclaredApart(files)).toBe(false);
});

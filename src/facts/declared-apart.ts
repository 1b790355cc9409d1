import type ts from "typescript";
import { isJavaScript } from "../engine/syntax/nodes";
import { spanInText, type FileSpan } from "../engine/text";
import type { TypeScript } from "../engine/typescript";
import type { FactsHost } from "./facts-host";
import { ownFiles } from "./module-graph";
import { perProgram } from "./per-program";

/**
 * `lines.d.ts` beside `lines.js`, or `declare module "./lines.js"`: who imports the file sees those, and no reference to them leads to it.
 *
 * @returns where the declarations are, of a file of JavaScript
 */
export function declaredApart(
  ts: TypeScript,
  program: ts.Program,
  host: FactsHost,
  file: ts.SourceFile,
): FileSpan | undefined {
  return isJavaScript(file)
    ? known(program, file, () => findDeclarations(ts, program, host, file))
    : undefined;
}

const known = perProgram<FileSpan | undefined>();

function findDeclarations(
  ts: TypeScript,
  program: ts.Program,
  host: FactsHost,
  file: ts.SourceFile,
): FileSpan | undefined {
  const declaration = ambientModule(ts, program, file);
  if (declaration) {
    const { fileName, text } = declaration.getSourceFile();
    return spanInText(fileName, text, { start: declaration.getStart(), end: declaration.end });
  }
  const name = file.fileName.replace(/\.([cm]?)jsx?$/, ".d.$1ts");
  const text = name === file.fileName ? undefined : host.readFile(name);
  return text === undefined ? undefined : spanInText(name, text, { start: 0, end: 0 });
}

function ambientModule(
  ts: TypeScript,
  program: ts.Program,
  file: ts.SourceFile,
): ts.StringLiteral | undefined {
  for (const own of ownFiles(program)) {
    if (!own.text.includes("module")) continue;
    for (const statement of own.statements)
      if (ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name) && statement.body)
        if (mayStandFor(statement.name.text, file.fileName)) return statement.name;
  }
  return undefined;
}

/** What could be a relative path, or the end of one. */
const relative = /^(?:[./]*\*|\.{0,2}\/)/;

/**
 * `declare module "*\/lines.js" {…}`, `declare module "*.js" {…}`, of which the last part tells
 *
 * @param name - of a module that is declared, in which a star stands for anything
 * @returns whether it may be the module that a file is
 */
export function mayStandFor(name: string, fileName: string): boolean {
  const wanted = lastPart(name);
  const own = lastPart(fileName);
  if (wanted === own) return /[./]/.test(name);
  if (!relative.test(name) || !wanted.includes("*")) return false;
  const [start = "", end = ""] = wanted.split("*");
  const whole = fileName.slice(fileName.lastIndexOf("/") + 1);
  return [own, whole].some((each) => each.startsWith(start) && each.endsWith(end));
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[cm]?[jt]sx?$/, "");
}

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

/** `declare module "*\/lines.js" {…}`, of which the last part of the name tells */
function ambientModule(
  ts: TypeScript,
  program: ts.Program,
  file: ts.SourceFile,
): ts.StringLiteral | undefined {
  const wanted = lastPart(file.fileName);
  for (const own of ownFiles(program)) {
    if (!own.text.includes("module")) continue;
    for (const statement of own.statements)
      if (ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name))
        if (/[./]/.test(statement.name.text) && lastPart(statement.name.text) === wanted)
          return statement.name;
  }
  return undefined;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[cm]?[jt]sx?$/, "");
}

import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";

/**
 * A path that nothing could be found at may still be one that a tool finds something at. Where it is relative to the file that it
 * stands in, it is clear where that would be.
 *
 * @returns whether the name of a module leads to another place than that of the file
 */
export function leadsElsewhere(
  ts: TypeScript,
  specifier: ts.StringLiteralLike,
  fileName: string,
  { outDir, rootDirs }: ts.CompilerOptions,
): boolean {
  if (!/^\.\.?\//.test(specifier.text) || rootDirs || !isRelativeToItsFile(ts, specifier)) return false;
  const path = resolved(folderOf(specifier.getSourceFile().fileName), specifier.text);
  if (isOutput(path, fileName, outDir)) return false;
  const wanted = stem(fileName);
  return stem(path) !== wanted && `${path.toLowerCase()}/index` !== wanted;
}

/** Loaders take a path so; what `spawn("./worker.js")` is relative to is its own affair. */
function isRelativeToItsFile(ts: TypeScript, specifier: ts.StringLiteralLike): boolean {
  const { parent } = specifier;
  if (!ts.isCallExpression(parent))
    return (
      ts.isImportDeclaration(parent) ||
      ts.isExportDeclaration(parent) ||
      ts.isExternalModuleReference(parent) ||
      ts.isLiteralTypeNode(parent)
    );
  if (parent.arguments[0] !== specifier) return false;
  return (
    parent.expression.kind === ts.SyntaxKind.ImportKeyword ||
    /^(?:require(?:\.resolve)?|(?:vi|jest)\.\w+)$/.test(parent.expression.getText())
  );
}

/** Folders that what is built goes to, with the names that the sources have. */
const outputs = /\/(?:dist|build|built|lib|libs|out|output|es|esm|cjs|umd|js|target|compiled|generated)\//i;

/** It may have been made of the file, which does not lie there itself. */
function isOutput(path: string, fileName: string, outDir: string | undefined): boolean {
  const isIn = (folder: string): boolean => path.toLowerCase().startsWith(`${folder.toLowerCase()}/`);
  if (outDir !== undefined && isIn(outDir)) return true;
  const common = commonFolder(path, fileName);
  return outputs.test(path.slice(common.length));
}

/** The folder around both, without a slash at its end. */
function commonFolder(one: string, other: string): string {
  const others = other.split("/");
  const segments = one.split("/");
  const differing = segments.findIndex((segment, index) => segment !== others[index]);
  return segments.slice(0, Math.max(differing, 0)).join("/");
}

function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf("/"));
}

function resolved(folder: string, path: string): string {
  const segments = folder.split("/");
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/");
}

/** Whether the file system minds upper and lower case is not known. */
function stem(path: string): string {
  return path.toLowerCase().replace(/\.(?:d\.)?[cm]?[jt]sx?$/, "");
}

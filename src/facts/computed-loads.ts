import type ts from "typescript";
import { unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import { folderOf, isAbsolute, piecesOf, type Pieces } from "./path-pieces";

/** A call that loads modules by a path that is worked out while the program runs: `require(path.join(__dirname, name))` */
export interface ComputedLoad {
  readonly call: ts.CallExpression;
  /** What is known of the paths; `undefined` where nothing is. */
  readonly paths: readonly (RegExp | undefined)[];
}

const known = new WeakMap<ts.SourceFile, readonly ComputedLoad[]>();

/** What loads a module, but for `require("…")` with nothing but a text. */
const loaders = /\b(?:require|import)\b(?=\s*[(.])(?!\s*\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*\))/g;

/** @returns the calls of a file that load modules by paths that are worked out */
export function computedLoadsIn(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  options: ts.CompilerOptions,
): readonly ComputedLoad[] {
  const before = known.get(sourceFile);
  if (before) return before;
  const found = [...sourceFile.text.matchAll(loaders)].flatMap(({ index }): ComputedLoad[] => {
    const call = callAt(ts, sourceFile, index);
    const named = call && modulesLoaded(ts, call);
    return call && named
      ? [{ call, paths: named.flatMap((path) => patternOf(path, sourceFile, options)) }]
      : [];
  });
  const reaching = found.filter(({ paths }) => paths.length > 0);
  known.set(sourceFile, reaching);
  return reaching;
}

/** The call whose callee starts at this place. */
function callAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.CallExpression | undefined {
  let node: ts.Node = sourceFile;
  for (;;) {
    if (ts.isCallExpression(node) && node.expression.getStart(sourceFile) === position) {
      const callee = node.expression;
      if (!ts.isCallExpression(callee)) return node;
    }
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= position && position < child.end ? child : undefined,
    );
    if (!inner) return undefined;
    node = inner;
  }
}

/** @returns the paths that it may load from; `undefined` for another call, and where the module's name is written there */
function modulesLoaded(ts: TypeScript, { expression, arguments: given }: ts.CallExpression) {
  const [first] = given;
  if (!first) return undefined;
  const callee = expression.getText();
  if (/^import\.meta\.glob(?:Eager)?$/.test(callee)) return globsOf(ts, first);
  if (callee === "require.context")
    return piecesOf(ts, first).map((folder): Pieces => [...folder, "/", undefined]);
  const isLoader = expression.kind === ts.SyntaxKind.ImportKeyword || callee === "require";
  return isLoader && !ts.isStringLiteralLike(unwrap(ts, first)) ? piecesOf(ts, first) : undefined;
}

/** `"./readers/*.ts"` is all that is known of it up to the first character that stands for others. */
function globsOf(ts: TypeScript, argument: ts.Expression): readonly Pieces[] {
  const value = unwrap(ts, argument);
  const list = ts.isArrayLiteralExpression(value) ? [...value.elements] : [value];
  return list.flatMap((one): Pieces[] => {
    if (!ts.isStringLiteralLike(one)) return [[undefined]];
    if (one.text.startsWith("!")) return [];
    const [start = ""] = one.text.split(/[*?[{(]/, 1);
    // A path from the root is one from the root of the bundler.
    const pieces: Pieces = start === one.text ? [start] : [start, undefined];
    return [isAbsolute(start) ? [undefined, ...pieces] : pieces];
  });
}

/** Files that are no code. */
const data = /\.(?:json[5c]?|node|wasm|css|svg|md|html?|txt|ya?ml|toml)$/;

/** @returns none where it leads to no code of the project */
function patternOf(
  pieces: Pieces,
  sourceFile: ts.SourceFile,
  options: ts.CompilerOptions,
): readonly (RegExp | undefined)[] {
  if (data.test(pieces.at(-1) ?? "")) return [];
  const placed = placedAt(pieces, sourceFile, options);
  if (!placed) return [];
  const [first, ...more] = placed;
  const parts = [first === undefined ? first : normal(first), ...more];
  const last = parts.length - 1;
  const stems = parts.map((part, index) => (index === last && part ? stem(part) : part));
  if (!stems.some((part) => part !== undefined && /\w/.test(part))) return [undefined];
  const source = stems.map((part) =>
    part === undefined ? ".*" : part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return [new RegExp(`^${source.join("")}(?:\\/index)?$`, "i")];
}

/** Where a path starts; `undefined` where it is that of a package. */
function placedAt(
  [first, ...more]: Pieces,
  sourceFile: ts.SourceFile,
  options: ts.CompilerOptions,
): Pieces | undefined {
  if (first === undefined) return [first, ...more];
  // TypeScript 5 knows `baseUrl`, and 6 wants nobody to use it.
  const { paths, baseUrl } = options as { readonly paths?: object; readonly baseUrl?: unknown };
  const path = first.replace(/^file:\/\//, "");
  if (isAbsolute(path)) return [path, ...more];
  if (path.startsWith(".")) return [`${folderOf(sourceFile.fileName)}/${path}`, ...more];
  if (path === "") return [undefined, ...more];
  const alias = Object.keys(paths ?? {})
    .map((key) => key.replace(/\*$/, ""))
    .find((key) => key !== "" && path.startsWith(key));
  if (alias !== undefined) return [undefined, `/${path.slice(alias.length)}`, ...more];
  if (/^[@~#]?\//.test(path)) return [undefined, path.replace(/^[@~#]/, ""), ...more];
  return baseUrl === undefined ? undefined : [undefined, `/${path}`, ...more];
}

/** Without `.` and `..`, as far as the path is known. */
function normal(path: string): string {
  const segments: string[] = [];
  const all = path.replaceAll("\\", "/").split("/");
  for (const [index, segment] of all.entries()) {
    const isLast = index === all.length - 1;
    if (segment === "..") segments.pop();
    else if (segment !== "." && (segment !== "" || index === 0 || isLast)) segments.push(segment);
  }
  return segments.join("/");
}

/** @returns the path without the ending that code has */
export function stem(path: string): string {
  return path.replace(/\.(?:d\.)?[cm]?[jt]sx?$/, "");
}

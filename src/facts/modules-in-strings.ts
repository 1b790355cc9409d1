import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import { innermost } from "./symbols";

/**
 * A relative path in quotes, with what stands behind a key or an argument. A pattern that starts with certain characters goes through a
 * text several times as fast as one that starts with alternatives.
 */
const relativePaths = /\.\/(?<=["'`]\.?\.\/)[^"'`\n]*["'`](?=\s*[:,)\]])/g;

const known = new WeakMap<ts.SourceFile, readonly ts.StringLiteralLike[]>();

/**
 * @returns the relative paths that a file writes as keys and as arguments, `proxyquire("./count", { "./lines": Stub })`, whatever takes
 * them
 */
export function pathsInStrings(ts: TypeScript, sourceFile: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const before = known.get(sourceFile);
  if (before) return before;
  const found = [...sourceFile.text.matchAll(relativePaths)].flatMap(({ index }) =>
    namingAt(ts, sourceFile, index),
  );
  known.set(sourceFile, found);
  return found;
}

/** @returns where a file writes this text as a key or as an argument: `vi.mock("@app/lines")` */
export function textInStrings(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  wanted: string,
): readonly ts.StringLiteralLike[] {
  const { text } = sourceFile;
  const found: ts.StringLiteralLike[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    found.push(...namingAt(ts, sourceFile, at).filter((node) => node.text === wanted));
  return found;
}

function namingAt(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  position: number,
): readonly ts.StringLiteralLike[] {
  const node = innermost(ts, sourceFile, position);
  return ts.isStringLiteralLike(node) && (isKey(ts, node) || isArgument(ts, node)) ? [node] : [];
}

/** `{ "./lines": Stub }`, `{ ["./lines"]: Stub }`, `stubs["./lines"] = Stub` */
function isKey(ts: TypeScript, node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  const member = ts.isComputedPropertyName(parent) ? parent.parent : parent;
  return (
    (ts.isObjectLiteralElement(member) && (member.name === node || member.name === parent)) ||
    (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
  );
}

function isArgument(ts: TypeScript, node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  return ts.isCallExpression(parent) && parent.arguments.includes(node);
}

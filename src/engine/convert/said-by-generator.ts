import type ts from "typescript";
import { protocols, type IteratorKind } from "../kind";
import { startWithComments } from "../lower/pieces";
import { paragraphsOf, type Comment } from "../syntax/comments";
import { elementKey, memberKey } from "../syntax/keys";
import { functionAround, some, walk } from "../syntax/nodes";
import { isOfProtocolOnly, type Place } from "../syntax/protocol-comments";
import { resultComments } from "../syntax/result-comments";
import type { TypeScript } from "../typescript";

interface Search {
  /** Those of one range that goes. */
  readonly comments: readonly Comment[];
  readonly kind: IteratorKind;
}

/** @returns the comments that speak of nothing but the protocol, at the members and results that the generator does without */
export function sayingNothingMore(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { comments, kind }: Search,
): ReadonlySet<Comment> {
  const found = new Set<Comment>();
  const starts = new Set(resultsAround(ts, sourceFile, comments).map(({ start }) => start));
  for (const paragraph of paragraphsOf(sourceFile.text, comments)) {
    const [first] = paragraph;
    if (!first || first.text.startsWith("/**")) continue;
    const said = paragraph.map(({ text }) => text).join("\n");
    const { place, names } = placeOf(ts, sourceFile, first, kind) ?? {};
    const isGone = starts.has(first.start) || (place !== undefined && isOfProtocolOnly(said, place, names));
    if (isGone) for (const comment of paragraph) found.add(comment);
  }
  return found;
}

/** What is said of results, in `next()` and `return()`. */
function resultsAround(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  comments: readonly Comment[],
): readonly Comment[] {
  const [first] = comments;
  const last = comments.at(-1);
  if (!first || !last) return [];
  const found: Comment[] = [];
  walk(ts, sourceFile, (node) => {
    if (node.end < first.start || node.pos > last.end) return false;
    if (!ts.isReturnStatement(node)) return true;
    const fn = functionAround(ts, node);
    const isClosing = fn !== undefined && keyAt(ts, fn) === "return";
    found.push(...resultComments(ts, sourceFile, node, isClosing ? "result" : "statement"));
    return true;
  });
  return found;
}

interface Placed {
  readonly place: Place;
  /** What is around it is called so. */
  readonly names: readonly string[];
}

function placeOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { start, end }: Comment,
  kind: IteratorKind,
): Placed | undefined {
  let place: Place | undefined;
  const names: string[] = [];
  walk(ts, sourceFile, (node) => {
    const behind = sourceFile.text.slice(node.end, start);
    const isBehind = node.end <= start && /^[;,]?[ \t]*$/.test(behind);
    if (node.pos > end || (node.end <= start && !isBehind)) return false;
    if (!isBehind) names.push(...namesOf(ts, node));
    if (startWithComments(ts, node) <= start) place = placeAt(ts, node, start, kind) ?? place;
    return true;
  });
  return place && { place, names };
}

function namesOf(ts: TypeScript, node: ts.Node): string[] {
  const isNamed = ts.isClassLike(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
  const { name } = isNamed || ts.isVariableDeclaration(node) ? node : {};
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** A comment above a node, in it, or behind it on its line. */
function placeAt(ts: TypeScript, node: ts.Node, start: number, kind: IteratorKind): Place | undefined {
  if (ts.isReturnStatement(node) && (start < node.getStart() || start >= node.end)) {
    if (!some(ts, node, (inner) => keyAt(ts, inner) === "next")) return undefined;
    return start < node.getStart() ? "open" : "brace";
  }
  const body = bodyOf(ts, node);
  const isAfter = body !== undefined && start >= body.end && body.end - body.getStart() > 2;
  const isInside = body !== undefined && start >= body.getStart() && !isAfter;
  if (ts.isConstructorDeclaration(node))
    return isInside && node.body?.statements.length === 0 ? "constructor" : undefined;
  const key = keyAt(ts, node);
  if (isAfter && isMultiLine(node)) return key === undefined ? undefined : "brace";
  if (key === protocols[kind].openKey) return !isInside || givesItself(ts, body) ? "open" : undefined;
  if (isInside) return undefined;
  if (key === "next") return "next";
  return key === "return" || key === "throw" ? "close" : undefined;
}

function isMultiLine(node: ts.Node): boolean {
  return node.getText().includes("\n");
}

/** `{ return this; }` */
function givesItself(ts: TypeScript, body: ts.Node | undefined): boolean {
  if (!body || !ts.isBlock(body)) return body?.kind === ts.SyntaxKind.ThisKeyword;
  const [only, ...more] = body.statements;
  const given = only && ts.isReturnStatement(only) && more.length === 0 ? only.expression : undefined;
  return given !== undefined && (given.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(given));
}

/** The body of a method, or of the function that a property or an assignment gives one. */
function bodyOf(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) return node.body;
  const value =
    ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) ? node.initializer : assigned(ts, node);
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value.body : undefined;
}

function assigned(ts: TypeScript, node: ts.Node): ts.Expression | undefined {
  return ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression)
    ? node.expression.right
    : undefined;
}

/** The key of a member, or of what a statement adds: `Rows.prototype.next = …;` */
function keyAt(ts: TypeScript, node: ts.Node): string | undefined {
  if (ts.isExpressionStatement(node))
    return ts.isBinaryExpression(node.expression) ? elementKey(ts, node.expression.left) : undefined;
  if (!ts.isClassElement(node) && !ts.isObjectLiteralElement(node)) {
    const owner = ts.isFunctionLike(node) ? node.parent : undefined;
    return owner && owner !== node && ts.isPropertyAssignment(owner) ? memberKey(ts, owner.name) : undefined;
  }
  return node.name && memberKey(ts, node.name);
}

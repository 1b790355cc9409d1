import type ts from "typescript";
import { startWithComments } from "../lower/pieces";
import { protocols, type IteratorKind } from "../kind";
import { commentsIn, dedented, isHeading, type Comment } from "../syntax/comments";
import { goesWithCode } from "../syntax/directives";
import { elementKey, memberKey } from "../syntax/keys";
import {
  classDoc,
  memberDoc,
  withGeneratorType,
  withTypeOfGenerator,
  type Role,
} from "../syntax/member-docs";
import { isJavaScript, some, walk } from "../syntax/nodes";
import { nodesOfKind } from "../syntax/nodes-of-kind";
import type { Plan } from "../targets/plan";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";
import { docPlace } from "./doc-place";
import { emptyRegions } from "./regions";
import { sayingNothingMore } from "./said-by-generator";
import type { VariableDoc } from "./variable-docs";

/** What the author wrote about parts that are gone, by where it goes. */
export interface LostComments {
  /** The JSDoc of members that the generator takes the place of: above it. */
  readonly above: readonly string[];
  /** Behind the brace that opens the method which makes the iterator: behind that of the generator. */
  readonly atOpen: readonly string[];
  /** At the top of the body. */
  readonly top: readonly string[];
  /** About `next()`: above the statement that yields. */
  readonly atLoop: readonly string[];
  /** The JSDoc of fields, and plain comments on them: with the variables that they have become. */
  readonly variables: readonly VariableDoc[];
  /** That of fields whose place parameters take. */
  readonly parameters: readonly VariableDoc[];
  /** What is said of `return()`: where the clean-up is. */
  readonly atCleanup: readonly string[];
  /** Behind what closed a block: at the end of the body. */
  readonly bottom: readonly string[];
}

type Mutable = { -readonly [Key in keyof LostComments]: LostComments[Key][number][] };

/** What {@link lostComments} goes by. */
export interface Search {
  readonly plan: Plan;
  /** Of the iterator. */
  readonly kind: IteratorKind;
  /** The generator's text. */
  readonly printed: string;
  /** The same before it was polished: what is not there any more has gone with the code that it was about. */
  readonly literal: string;
}

/** Finds the comments of the ranges that go which are neither in the printed text nor beside it. */
export function lostComments(ts: TypeScript, sourceFile: ts.SourceFile, search: Search): LostComments {
  const { plan, printed } = search;
  const kept = [printed, search.literal, ...plan.kept].map(flat).join("\n");
  const lost: Mutable = {
    above: [],
    atOpen: [],
    top: [],
    atLoop: [],
    variables: [],
    parameters: [],
    atCleanup: [],
    bottom: [],
  };
  const gone = [plan.replaced, ...(plan.removed ?? [])].map((span) => ({
    span,
    comments: commentsIn(ts, sourceFile, span),
  }));
  const regions = emptyRegions(gone.flatMap(({ comments }) => comments));
  for (const { span, comments } of gone) {
    const meaningless = sayingNothingMore(ts, sourceFile, { comments, kind: search.kind });
    for (const comment of comments) {
      if (regions.has(comment.start)) continue;
      if (kept.includes(flat(comment.text)) || meaningless.has(comment)) continue;
      const own = dedented(sourceFile.text, comment);
      const member = comment.text.startsWith("/**") ? memberAt(ts, sourceFile, comment.start) : undefined;
      const role = member && roleOf(ts, plan, member, search.kind);
      if (role?.role !== "field" && goesWithCode(comment.text)) continue;
      if (span !== plan.replaced && isAboveClass(ts, sourceFile, comment, span)) {
        placeClassDoc(ts, sourceFile, lost, { ...search, kept, own });
        continue;
      }
      const said = role ? undefined : saidOfField(ts, sourceFile, search, comment);
      if (role) placeDoc(ts, sourceFile, lost, { ...search, kept, own, role });
      else if (isAboveClosing(ts, sourceFile, search, comment)) lost.atCleanup.push(own);
      else if (said) lost.variables.push({ ...said, text: own });
      else lost[placeOf(ts, sourceFile, comment.start, search.kind)].push(own);
    }
  }
  return lost;
}

/** The comment stands above a class that is no part of something else which goes, and is its JSDoc or a heading. */
function isAboveClass(ts: TypeScript, sourceFile: ts.SourceFile, comment: Comment, span: Span): boolean {
  const below = nodesOfKind(ts, sourceFile, ts.isClassDeclaration).find(
    (node) => node.pos <= comment.start && comment.end <= node.getStart(),
  );
  if (!below || below.parent.pos > span.start || below.parent.end < span.end) return false;
  return isHeading(comment.text) || isDocOf(sourceFile.text, comment, below);
}

function isDocOf(text: string, comment: Comment, owner: ts.Node): boolean {
  return comment.text.startsWith("/**") && text.slice(comment.end, owner.getStart()).trim() === "";
}

/** What is said of a class that goes is said of the method that does its work; a heading has nothing to stand above any more. */
function placeClassDoc(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  lost: Mutable,
  { plan, kept, own }: Omit<Doc, "role">,
): void {
  const text = isHeading(own) ? undefined : classDoc(own);
  if (text === undefined || kept.includes(flat(text))) return;
  lost[docPlace(ts, sourceFile, plan.replaced.start) ? "above" : "top"].push(text);
}

/** @returns the variable's names, where a plain comment stands right above a field that is one now, or behind it on its line */
function saidOfField(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { plan, kind }: Search,
  { text, start, end }: Comment,
): Omit<VariableDoc, "text"> | undefined {
  if (text.startsWith("/**")) return undefined;
  const before = memberBefore(ts, sourceFile, start);
  const member = before ?? memberAt(ts, sourceFile, start);
  const isNear =
    before !== undefined || (member && !/\n[ \t]*\r?\n/.test(sourceFile.text.slice(end, member.getStart())));
  const role = member && isNear ? roleOf(ts, plan, member, kind) : undefined;
  if (role?.role !== "field") return undefined;
  const names = role.names.filter((name) => !isParameter(ts, plan, name));
  return names.length > 0 ? { names, isBehind: before !== undefined } : undefined;
}

/** The member, or the statement that adds one, behind which the comment stands on the same line. */
function memberBefore(ts: TypeScript, sourceFile: ts.SourceFile, pos: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const line = sourceFile.text.lastIndexOf("\n", pos - 1) + 1;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end < line) return false;
    const isMember = ts.isClassElement(node) || ts.isObjectLiteralElement(node);
    const isRightBefore = node.end <= pos && /^[;,]?[ \t]*$/.test(sourceFile.text.slice(node.end, pos));
    if (isRightBefore && (isMember || keyAt(ts, node) !== undefined)) found = node;
    return true;
  });
  return found;
}

/** A plain comment stands right above `return()`. */
function isAboveClosing(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { plan, kind }: Search,
  { start, end }: Comment,
): boolean {
  const member = memberAt(ts, sourceFile, start);
  if (!member || /\n[ \t]*\r?\n/.test(sourceFile.text.slice(end, member.getStart()))) return false;
  return roleOf(ts, plan, member, kind)?.role === "close";
}

interface Doc extends Search {
  readonly kept: string;
  readonly own: string;
  readonly role: MemberRole;
}

function placeDoc(ts: TypeScript, sourceFile: ts.SourceFile, lost: Mutable, doc: Doc): void {
  const { plan, kind, role } = doc;
  const place = docPlace(ts, sourceFile, plan.replaced.start);
  const hasResult = place?.existing !== undefined && plan.renames === undefined;
  const isTyped = role.role === "next" && place && !hasResult && isJavaScript(sourceFile);
  const { generatorType } = protocols[kind];
  const isOpenTyped = role.role === "open" && isTypedByOpening(sourceFile, doc);
  const own = isTyped
    ? withGeneratorType(doc.own, kind, generatorType)
    : isOpenTyped
      ? withTypeOfGenerator(doc.own, kind, generatorType)
      : doc.own;
  const existing = place?.existing && sourceFile.text.slice(place.existing.pos, place.existing.end);
  const text =
    own === undefined
      ? undefined
      : memberDoc(own, role.role, { head: existing, hasParameters: plan.parameters.trim() !== "" });
  if (text === undefined || doc.kept.includes(flat(text))) return;
  switch (role.role) {
    case "constructor":
    case "open":
      lost[place ? "above" : "top"].push(text);
      return;
    case "next":
      lost[place ? "above" : "atLoop"].push(text);
      return;
    case "close":
      lost.atCleanup.push(text);
      return;
    case "field":
      placeField(ts, sourceFile, lost, plan, { names: role.names, text });
      return;
    default:
      lost.top.push(text);
  }
}

/** In JavaScript, what becomes a function is told by its opening method what it gives, unless `next()` tells that. */
function isTypedByOpening(sourceFile: ts.SourceFile, { plan }: Search): boolean {
  if (!isJavaScript(sourceFile) || plan.renames === undefined) return false;
  const gone = [plan.replaced, ...(plan.removed ?? [])].map(({ start, end }) =>
    sourceFile.text.slice(start, end),
  );
  return !/@returns?\s+\{(?:Promise<)?IteratorResult\b/.test(gone.join("\n"));
}

function placeField(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  lost: Mutable,
  plan: Plan,
  { names, text }: VariableDoc,
): void {
  const name = names.find((one) => isParameter(ts, plan, one));
  const parameter = name === undefined ? undefined : parameterNamed(ts, plan, name);
  if (name === undefined || !parameter) lost.variables.push({ names, text });
  else
    lost.parameters.push({
      names: [name],
      text,
      ...(isJavaScript(sourceFile) && isGivenAsIs(ts, plan, name, names) ? { typed: parameter } : {}),
    });
}

/** `this.word = word`, so that what is the type of the field is that of the parameter. */
function isGivenAsIs(
  ts: TypeScript,
  { sources, render }: Plan,
  name: string,
  names: readonly string[],
): boolean {
  const isOfIt = (left: ts.Expression): boolean =>
    names.includes(render.variables.get(elementKey(ts, left) ?? "") ?? "");
  return sources.some((source) =>
    some(
      ts,
      source,
      (node) =>
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        isOfIt(node.left) &&
        ts.isIdentifier(node.right) &&
        node.right.text === name,
    ),
  );
}

/** What became of a member, and the variable's names where it is one now. */
interface MemberRole {
  readonly role: Role;
  readonly names: readonly string[];
}

function roleOf(
  ts: TypeScript,
  { render }: Plan,
  member: ts.Node,
  kind: IteratorKind,
): MemberRole | undefined {
  if (ts.isConstructorDeclaration(member)) return { role: "constructor", names: [] };
  const key = keyAt(ts, member);
  if (key === undefined) return undefined;
  if (key === protocols[kind].openKey) return { role: "open", names: [] };
  if (key === "next") return { role: "next", names: [] };
  if ((key === "return" || key === "throw") && hasNextBeside(ts, member)) return { role: "close", names: [] };
  const name = render.variables.get(key);
  if (name !== undefined) return { role: "field", names: [name, render.invented.get(name) ?? name] };
  return ts.isClassElement(member) ? { role: "other", names: [] } : undefined;
}

function hasNextBeside(ts: TypeScript, { parent }: ts.Node): boolean {
  if (ts.isClassLike(parent)) return parent.members.some((member) => keyAt(ts, member) === "next");
  if (ts.isObjectLiteralExpression(parent))
    return parent.properties.some((member) => keyAt(ts, member) === "next");
  return true;
}

function isParameter(ts: TypeScript, plan: Plan, name: string): boolean {
  return parameterNamed(ts, plan, name) !== undefined;
}

function parameterNamed(
  ts: TypeScript,
  { parameters }: Plan,
  name: string,
): ts.ParameterDeclaration | undefined {
  const text = `function generated(${parameters}) {}`;
  const [fn] = ts.createSourceFile("parameters.ts", text, ts.ScriptTarget.Latest, true).statements;
  return fn && ts.isFunctionDeclaration(fn)
    ? fn.parameters.find((parameter) => ts.isIdentifier(parameter.name) && parameter.name.text === name)
    : undefined;
}

function placeOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  pos: number,
  kind: IteratorKind,
): "atLoop" | "atOpen" | "bottom" | "top" {
  if (isBehindBrace(ts, sourceFile, pos, protocols[kind].openKey)) return "atOpen";
  const member = memberAt(ts, sourceFile, pos);
  if (member && isNext(ts, member)) return "atLoop";
  if (isBehindEnd(sourceFile, pos)) return "bottom";
  return isAboutIterator(ts, sourceFile, pos) ? "atLoop" : "top";
}

/** `[Symbol.iterator]() { // …` */
function isBehindBrace(ts: TypeScript, sourceFile: ts.SourceFile, pos: number, key: string): boolean {
  const { text } = sourceFile;
  const line = text.slice(text.lastIndexOf("\n", pos - 1) + 1, pos);
  if (!/\{[ \t]*$/.test(line)) return false;
  const brace = pos - line.length + line.lastIndexOf("{");
  let isFound = false;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end <= pos) return false;
    isFound ||= keyAt(ts, node) === key && ts.isMethodDeclaration(node) && node.body?.getStart() === brace;
    return true;
  });
  return isFound;
}

/** The comment trails a line that only closes what was opened before. */
function isBehindEnd({ text }: ts.SourceFile, pos: number): boolean {
  return /^\s*\}[)\];,\s]*$/.test(text.slice(text.lastIndexOf("\n", pos - 1) + 1, pos));
}

/**
 * The comment stands between the parentheses of `next()`, above a function of that name, or above the statement that returns the
 * iterator.
 */
function isAboutIterator(ts: TypeScript, sourceFile: ts.SourceFile, pos: number): boolean {
  let isFound = false;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end <= pos) return false;
    const isReturn = ts.isReturnStatement(node) && pos < node.getStart();
    const isHead = isNext(ts, node) && pos > node.getStart();
    const isAboveNext = isLocalNext(ts, node) && pos < node.getStart() && startWithComments(ts, node) <= pos;
    isFound ||= isHead || isAboveNext || (isReturn && some(ts, node, (inner) => isNext(ts, inner)));
    return true;
  });
  return isFound;
}

/** `next() {…}`, or `X.prototype.next = function () {…};` */
function isNext(ts: TypeScript, node: ts.Node): boolean {
  return keyAt(ts, node) === "next";
}

/** `const next = () => {…};`, or `function next() {…}` */
function isLocalNext(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return node.name?.text === "next";
  if (!ts.isVariableStatement(node)) return false;
  const [only, ...more] = node.declarationList.declarations;
  return more.length === 0 && only?.name.getText() === "next";
}

/** The key of a member, or of what a statement adds: `this.index = 0;` */
function keyAt(ts: TypeScript, node: ts.Node): string | undefined {
  if (ts.isExpressionStatement(node))
    return ts.isBinaryExpression(node.expression) ? elementKey(ts, node.expression.left) : undefined;
  if (!ts.isClassElement(node) && !ts.isObjectLiteralElement(node)) return undefined;
  return node.name && memberKey(ts, node.name);
}

/** The member, or the statement that adds one, in front of which the comment stands. */
function memberAt(ts: TypeScript, sourceFile: ts.SourceFile, pos: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(ts, sourceFile, (node) => {
    if (node.pos > pos || node.end <= pos) return false;
    const isMember = ts.isClassElement(node) || ts.isObjectLiteralElement(node);
    if (
      (isMember || keyAt(ts, node) !== undefined) &&
      pos < node.getStart() &&
      startWithComments(ts, node) <= pos
    )
      found = node;
    return true;
  });
  return found;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

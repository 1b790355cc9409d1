import type ts from "typescript";
import { annotationOf, generatorType, type Annotation } from "../describe/annotation";
import { assertionOf, isSurelyMet } from "../describe/asserted";
import type { Owner } from "../detect/owner";
import type { Members } from "../detect/members";
import type { Site } from "../detect/site";
import type { Facts } from "../facts";
import { protocols, type IteratorKind } from "../kind";
import type { ArrowDeclaration } from "./arrow-declaration";
import { declarationOf } from "./class-declaration";
import { parameterList } from "./common";
import { dependentOf, dependentOfValue, type Dependent } from "./depended-type";
import type { Renderer } from "../lower/render";
import { NotUnderstood } from "../lower/draft";
import type { Layout } from "../lower/layout";
import type { Style } from "../lower/style";
import { say } from "../say";
import { find, isAssertedAny, isJavaScript, someOwn, type FunctionWithBody } from "../syntax/nodes";
import type { PlanContext } from "./plan";
import { methodBeside } from "./property-method";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * @param heritage - an `implements` clause counts
 * @param around - so does what is written around the iterator, since it goes
 * @param otherwise - what is said where the author said nothing
 * @param isBeside - what the author said stays right beside it
 * @returns `: AsyncGenerator<number>` where the types are written down, "" where they are inferred
 */
export function returnType(
  ts: TypeScript,
  site: Site,
  context: PlanContext,
  heritage: boolean,
  around = heritage,
  otherwise?: Annotation,
  isBeside = false,
): string {
  const written = annotationOf(ts, site, { heritage, around }) ?? strictlyFinal(ts, site) ?? otherwise;
  const annotation = isBeside ? context.annotateBeside(written) : context.annotate(written);
  return annotation ? `: ${generatorType(site.kind, annotation)}` : "";
}

/** The final value of a generator without one is inferred as `void`, which is no `undefined`, as the types that stay want it. */
function strictlyFinal(ts: TypeScript, site: Site): Annotation | undefined {
  const whole = annotationOf(ts, site);
  return whole?.final === "undefined" ? whole : undefined;
}

/** @returns `export async function* counter<T>(start: number): AsyncGenerator<number> ` for a class */
export function classHeader(
  ts: TypeScript,
  site: Site,
  context: PlanContext,
  { owner, construct }: Members,
  name: string,
  parameters: string,
): string {
  const declared = declarationOf(ts, owner).modifiers ?? [];
  const modifiers = declared.map((modifier) => `${modifier.getText()} `).join("");
  const gap = gapBeforeParameters(construct);
  const type = returnType(ts, site, context, true, true, context.annotationForUses);
  return `${modifiers}${protocols[site.kind].functionHead} ${name}${typeParameters(owner)}${gap}(${parameters})${type} `;
}

/** @returns a blank where the author leaves one between a function's name and its parameters */
export function gapBeforeParameters(fn: ts.SignatureDeclaration | undefined): string {
  if (!fn) return "";
  const head = fn.getSourceFile().text.slice(fn.pos, fn.parameters.pos - "(".length);
  return /[\w$\]>'"] $/.test(head) && !/\b(?:async|function) $/.test(head) ? " " : "";
}

/** `in` and `out` are for the type parameters of types alone. */
function withoutVariance(parameter: ts.TypeParameterDeclaration): string {
  const start = parameter.name.getStart() - parameter.getStart();
  const text = parameter.getText();
  return text.slice(0, start).replace(/\b(?:in|out)\s+/g, "") + text.slice(start);
}

function typeParameters(node: Owner | FunctionWithBody): string {
  return "typeParameters" in node && node.typeParameters
    ? `<${node.typeParameters.map(withoutVariance).join(", ")}>`
    : "";
}

/** A function that the author has declared as one, and so shows how they lay that out. */
function neighbour(ts: TypeScript, fn: FunctionWithBody): ts.SignatureDeclaration | undefined {
  const found = find(
    ts,
    fn.getSourceFile(),
    (node) => ts.isFunctionDeclaration(node) && node.name !== undefined,
  );
  return found && ts.isFunctionDeclaration(found) ? found : undefined;
}

/** A function, and the declaration that it becomes where that is another one. */
export interface Headed {
  readonly fn: FunctionWithBody;
  readonly declared: ArrowDeclaration | undefined;
  /** The property that becomes a method. */
  readonly property?: ts.PropertyAssignment | undefined;
}

/** @returns the head of a function, method or arrow function as that of an async generator */
export function functionHeader(
  ts: TypeScript,
  site: Site,
  context: PlanContext,
  { fn, declared, property }: Headed,
  render: Renderer,
): string {
  const { functionHead, methodHead } = protocols[site.kind];
  const keepsType =
    fn.type &&
    (saysNothing(ts, fn) ||
      isMetUnread(ts, site, fn.type, context.facts) ||
      dependentOf(ts, fn, context.facts));
  const type = keepsType ? `: ${fn.type.getText()}` : inferredType(ts, site, context, fn);
  const list = `(${parameterList(render, fn)})${type} `;
  const alike = declared ? neighbour(ts, fn) : property ? methodBeside(ts, property) : fn;
  const parameters = typeParameters(fn) + gapBeforeParameters(alike) + list;
  const modifiers = (declared?.statement.modifiers ?? fn.modifiers ?? [])
    .filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword)
    .map((modifier) => `${modifier.getText()} `)
    .join("");
  if (ts.isMethodDeclaration(fn)) return `${modifiers}${methodHead}${fn.name.getText()}${parameters}`;
  if (ts.isFunctionDeclaration(fn))
    return `${modifiers}${functionHead} ${fn.name?.getText() ?? ""}${parameters}`;
  if (declared) return `${modifiers}${functionHead} ${declared.name.text}${parameters}`;
  if (property) return `${methodHead}${property.name.getText()}${parameters}`;
  const name = ts.isFunctionExpression(fn) ? fn.name?.getText() : undefined;
  return name === undefined
    ? `${functionHead} ${typeParameters(fn)}${list}`
    : `${functionHead} ${name}${parameters}`;
}

function isWritten(ts: TypeScript, site: Site): boolean {
  return annotationOf(ts, site, { heritage: false, around: true }) !== undefined;
}

/** A generator is of the type, which another file declares, and which can stay: what its elements are cannot be read off here. */
function isMetUnread(ts: TypeScript, site: Site, type: ts.TypeNode, facts: Facts): boolean {
  return !isWritten(ts, site) && facts.isMetByGenerator?.(type, site.kind) === true;
}

/** Where the author says that what it returns is of any type, and another is wanted of the function, a generator's may not be of that. */
function inferredType(ts: TypeScript, site: Site, context: PlanContext, fn: FunctionWithBody): string {
  const isWanted =
    (ts.isArrowFunction(fn) || ts.isFunctionExpression(fn)) && context.facts.hasContextualType?.(fn) === true;
  if (isWanted && !fn.type && context.isTypeScript && givesAny(ts, fn)) return ": any";
  return returnType(ts, site, context, false, true);
}

/** `return iterator as any;` */
function givesAny(ts: TypeScript, fn: FunctionWithBody): boolean {
  if (!ts.isBlock(fn.body)) return isAssertedAny(ts, fn.body);
  return someOwn(
    ts,
    fn.body,
    (node) =>
      ts.isReturnStatement(node) && node.expression !== undefined && isAssertedAny(ts, node.expression),
  );
}

/**
 * A return type of the author's own says more than a generator's type can.
 *
 * @throws NotUnderstood when the function has one
 */
export function checkPromised(ts: TypeScript, site: Site, { type }: FunctionWithBody, facts: Facts): void {
  if (!type || saysNothing(ts, { type })) return;
  if (isMetUnread(ts, site, type, facts)) return;
  const isMet = isOfProtocol(site.kind, type) || facts.isMetByGenerator?.(type, site.kind) === true;
  if (isWritten(ts, site) && isMet) return;
  throw new NotUnderstood(
    say("the function promises to return {0}", type.getText()),
    spanOf(type),
    "identity",
  );
}

/**
 * Where no type is written down, a generator's takes the place of what is inferred.
 *
 * @param isWide - other things than the object may be of that, too
 * @throws NotUnderstood when something else may give another iterator in the function's place
 */
export function checkInferred(ts: TypeScript, fn: FunctionWithBody, facts: Facts, isWide = false): void {
  if (fn.type || isJavaScript(fn)) return;
  const dependent = dependentOf(ts, fn, facts);
  if (!dependent || !(dependent.isInItsPlace || isWide)) return;
  throw notInItsPlace(dependent);
}

/**
 * What a function around makes of a `next` is of the type that it says, which much else is of.
 *
 * @throws NotUnderstood when something else stands where that goes, and may be no generator
 */
export function checkGiven(ts: TypeScript, object: ts.Expression, facts: Facts): void {
  const dependent = isJavaScript(object) ? undefined : dependentOfValue(ts, object, facts);
  if (dependent) throw notInItsPlace(dependent);
}

function notInItsPlace({ node }: Dependent): NotUnderstood {
  return new NotUnderstood(
    say("this stands in its place elsewhere, and may not give a generator"),
    spanOf(node),
    "identity",
  );
}

/** @returns whether the type is one of the protocol's own, and a generator all that it asks for: `AsyncIterator<Row>` */
export function isOfProtocol(kind: IteratorKind, type: ts.TypeNode): boolean {
  return protocols[kind].typeNames.has(type.getText().replace(/<.*/s, ""));
}

/** A type that any generator is of, and that callers must not learn more than. */
function saysNothing<T extends Pick<FunctionWithBody, "type">>(
  ts: TypeScript,
  fn: T,
): fn is T & { readonly type: ts.TypeNode } {
  const { AnyKeyword, UnknownKeyword, ObjectKeyword } = ts.SyntaxKind;
  return fn.type !== undefined && [AnyKeyword, UnknownKeyword, ObjectKeyword].includes(fn.type.kind);
}

/**
 * A generator cannot stand for an instance of a class that the object is asserted to be.
 *
 * @throws NotUnderstood when the object is `{ … } as Cursor`
 */
export function checkAsserted(ts: TypeScript, kind: IteratorKind, object: ts.Expression, facts: Facts): void {
  for (let one = assertionOf(ts, object); one; one = assertionOf(ts, one)) {
    if (isSurelyMet(ts, facts, kind, one)) continue;
    throw new NotUnderstood(
      say("it is asserted to be of type {0}", one.type.getText()),
      spanOf(one.type),
      "identity",
    );
  }
}

/** How a header may be laid out. */
export interface HeaderLayout {
  readonly layout: Layout;
  readonly style: Style;
  /** Columns before the header. */
  readonly indentation: number;
  /** What the author wrote in its place. */
  readonly original: string;
}

/**
 * Puts each parameter on a line of its own where the header would be too long, and the author's own was not that long.
 *
 * @param header - everything before the body
 * @param parameters - the parameter list as it stands in the header
 */
export function wrapParameters(
  ts: TypeScript,
  header: string,
  parameters: string,
  how: HeaderLayout,
): string {
  const { layout, style, indentation, original } = how;
  if (header.includes("\n")) return inUnits(header, `(${parameters})`, layout.unit);
  if (parameters === "" || indentation + header.length + "{".length <= style.width) return header;
  if (leavesHeadsLong(original, style.width)) return header;
  const sourceFile = ts.createSourceFile(
    "header.ts",
    `function f(${parameters}) {}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || fn.parameters.length < 2 || /\/[/*]/.test(parameters))
    return header;
  const texts = fn.parameters.map((parameter) => layout.unit + parameter.getText(sourceFile));
  const isRest = fn.parameters.at(-1)?.dotDotDotToken !== undefined;
  const lines = `(\n${texts.join(",\n")}${style.trailingCommas && !isRest ? "," : ""}\n)`;
  return header.replace(`(${parameters})`, () => lines);
}

/** Two spaces become one level: once at each line's start, and in the parameter list also where a line stands deeper. */
function inUnits(header: string, list: string, unit: string): string {
  const outer = (text: string): string => text.replace(/\n {2}(?=\S)/g, `\n${unit}`);
  const at = header.indexOf(list);
  if (at < 0) return outer(header);
  const inner = list.replace(/\n {2}(?=[ \t]*\S)/g, `\n${unit}`);
  return outer(header.slice(0, at)) + inner + outer(header.slice(at + list.length));
}

/** The head of a function stands on one line that is longer than others are. */
function leavesHeadsLong(original: string, width: number): boolean {
  return original.split(/\r?\n/).some((line) => line.length > width && /\(.*\).*\{/.test(line));
}

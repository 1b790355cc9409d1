import type ts from "typescript";
import type { SelfAccess, SelfUse } from "../describe/self";
import { overloadsOf, type Members, type Method } from "../detect/members";
import { isProtocolKey } from "../lower/class-state";
import { NotUnderstood } from "../lower/draft";
import type { Helper } from "../lower/helpers";
import { endOf, startWithComments, surroundings } from "../lower/pieces";
import type { Renderer } from "../lower/render";
import { indentationAt, layoutOf } from "../lower/layout";
import { say } from "../say";
import { memberDoc } from "../syntax/member-docs";
import { hasModifier, someOwn, realParameters } from "../syntax/nodes";
import type { FileSpan, Span } from "../text";
import type { TypeScript } from "../typescript";

/** @returns the place of a node, for messages that point at it */
export function spanOf(node: ts.Node): FileSpan {
  return { fileName: node.getSourceFile().fileName, start: node.getStart(), end: node.end };
}

/** @returns a member or statement with its comments, and the line break and blank line before it */
export function wholeRange(ts: TypeScript, node: ts.Node): Span {
  const { text } = node.getSourceFile();
  const start = startWithComments(ts, node);
  const before = /(?:\r?\n[ \t]*)+$/.exec(text.slice(0, start));
  const comma = ts.isObjectLiteralExpression(node.parent)
    ? (/^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0)
    : 0;
  const end = comma > 0 ? node.end + comma : endOf(ts, node);
  return { start: start - (before?.[0].length ?? 0), end };
}

/** @returns the block of a method with substitutions made, braces included; an arrow's expression becomes `{ return …; }` */
export function blockOf(ts: TypeScript, render: Renderer, { fn }: Method): string {
  if (ts.isBlock(fn.body)) return render.node(fn.body);
  return `{\nreturn ${render.node(fn.body)};\n}`;
}

/** @returns the name of the only parameter; `undefined` when there is none */
export function parameterName(ts: TypeScript, { fn }: Method): string | undefined {
  const [parameter] = realParameters(ts, fn);
  return parameter && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
}

/** @returns the parts of `return()` for the assembly */
export function cleanupOf(ts: TypeScript, render: Renderer, members: Members) {
  const method = members.methods.get("return");
  return method && { block: blockOf(ts, render, method), parameter: parameterName(ts, method) };
}

/** @returns the keys of the methods that `next`, `return` and the constructor call, directly or through one another, and of the generators that fields are made by */
export function helperKeys(members: Members, use: SelfUse): Set<string> {
  const reached = new Set<string>();
  const visit = (within: string): void => {
    for (const access of use.accesses) {
      if (access.within !== within || reached.has(access.key)) continue;
      if (isProtocolKey(members, access.key) && !isOwnClose(access)) continue;
      if (!members.methods.has(access.key)) continue;
      reached.add(access.key);
      visit(access.key);
    }
  };
  for (const key of ["next", "return", "constructor"]) visit(key);
  for (const key of generatorsInFields(members, use)) {
    reached.add(key);
    visit(key);
  }
  return reached;
}

/** A generator runs when it is first drawn from, so that it sees all fields and parameters set, as it does as a function. */
function generatorsInFields({ fields, methods }: Members, { accesses }: SelfUse): string[] {
  return accesses.flatMap(({ key, within, isCall, isNested }) => {
    const fn = methods.get(key)?.fn;
    const isGenerator =
      fn?.asteriskToken !== undefined && fn.parameters.every(({ initializer }) => !initializer);
    return fields.has(within) && isCall && !isNested && isGenerator ? [key] : [];
  });
}

/** `return this.return();` in `next()`, or in what that calls */
export function isOwnClose({ key, isCall, within }: SelfAccess): boolean {
  return key === "return" && isCall && within !== "return" && within !== "constructor";
}

/**
 * @param names - what the functions are called, by the keys of the methods
 * @returns the methods as functions that can stand in the generator
 */
export function helpersOf(
  ts: TypeScript,
  render: Renderer,
  members: Members,
  names: ReadonlyMap<string, string>,
): Helper[] {
  return [...names].flatMap(([key, name]) => {
    const method = members.methods.get(key);
    return method ? [helperOf(ts, render, members, method, name)] : [];
  });
}

function helperOf(ts: TypeScript, render: Renderer, members: Members, method: Method, name: string): Helper {
  const { fn } = method;
  const [overload] = overloadsOf(ts, members, method.key);
  if (overload) throw new NotUnderstood(say("'{0}' has overloads", method.key), spanOf(overload));
  const isAsync = hasModifier(ts, fn, ts.SyntaxKind.AsyncKeyword);
  if (someOwn(ts, fn.body, (node) => ts.isIdentifier(node) && node.text === "arguments")) {
    throw new NotUnderstood(say("'{0}' uses 'arguments'", method.key));
  }
  return {
    name,
    isAsync,
    parameters: plainParameters(ts, fn.parameters),
    isRepeatable: method.key === "return",
    block: blockOf(ts, render, method),
    declaration: declarationOf(ts, render, method, name, isAsync),
  };
}

function plainParameters(
  ts: TypeScript,
  parameters: readonly ts.ParameterDeclaration[],
): string[] | undefined {
  const names: string[] = [];
  for (const { name, initializer, dotDotDotToken } of parameters) {
    if (!ts.isIdentifier(name) || initializer || dotDotDotToken) return undefined;
    if (name.text !== "this") names.push(name.text);
  }
  return names;
}

function declarationOf(
  ts: TypeScript,
  render: Renderer,
  method: Method,
  name: string,
  isAsync: boolean,
): string {
  const { fn, member } = method;
  const star = "asteriskToken" in fn && fn.asteriskToken ? "*" : "";
  const types = fn.typeParameters ? `<${fn.typeParameters.map((node) => render.node(node)).join(", ")}>` : "";
  const parameters = realParameters(ts, fn)
    .map((node) => render.node(node))
    .join(", ");
  const type = fn.type ? `: ${render.node(fn.type)}` : "";
  const before = surroundings(ts, member).before.replace(/\/\*\*(?!\/)[^]*?\*\/\s*/g, withoutMemberTags);
  return `${before}${isAsync ? "async " : ""}function${star} ${name}${types}(${parameters})${type} ${blockOf(ts, render, method)}`;
}

function withoutMemberTags(comment: string): string {
  const text = memberDoc(comment.trimEnd(), "other");
  return text === undefined ? "" : `${text}${comment.slice(comment.trimEnd().length)}`;
}

/** More characters than this do not go on one line. */
const lineWidth = 100;

/**
 * @returns the parameter list between its parentheses, without `private`, `readonly` and the like; where those are gone it is on one
 * line when it fits there, and else it has the lines that the author gave it
 */
export function parameterList(
  render: Renderer,
  fn: ts.SignatureDeclaration | undefined,
  unit = "  ",
): string {
  if (!fn || fn.parameters.length === 0) return "";
  const { parameters } = fn;
  let text = "";
  let position = parameters.pos;
  for (const parameter of parameters) {
    const [first] = parameter.modifiers ?? [];
    if (!first) continue;
    const name = parameter.dotDotDotToken ?? parameter.name;
    text += render.range({ start: position, end: first.getStart() });
    position = name.getStart();
  }
  text += render.range({ start: position, end: endOfParameters(fn) });
  if (position === parameters.pos) return asWritten(fn, text, unit);
  text = text.trim();
  if (!/\n|\/\//.test(text)) return text.replace(/,$/, "");
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const joined = lines.join(" ").replace(/,$/, "");
  if (joined.length <= lineWidth && !/\/[/*]/.test(joined)) return joined;
  return `\n${withoutCommonIndentation(text)
    .map((line) => unit + line)
    .join("\n")}\n`;
}

/** Where the list ends, with the comment behind the last one where each has a line of its own. */
function endOfParameters({ parameters }: ts.SignatureDeclaration): number {
  const source = parameters[0]?.getSourceFile().text ?? "";
  const isOnOwnLines = /^[ \t]*\r?\n/.test(source.slice(parameters.pos));
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(source.slice(parameters.end));
  return parameters.end + (isOnOwnLines && comment ? comment[0].length : 0);
}

/** The lines of a parameter list as deep as they were below the line that the function begins on, the first level as this unit. */
function asWritten(fn: ts.SignatureDeclaration, text: string, unit: string): string {
  const source = fn.getSourceFile().text;
  const isOnOwnLines = /^[ \t]*\r?\n/.test(text);
  if (!text.trim().includes("\n") && !isOnOwnLines) return text.trim().replace(/,$/, "");
  const base = indentationAt(source, fn.getStart());
  const level = layoutOf(source).unit;
  const deep = (line: string): string => {
    const left = line.startsWith(base) ? line.slice(base.length) : line.trimStart();
    return left.startsWith(level) ? unit + left.slice(level.length) : left;
  };
  const [first = "", ...others] = text.trim().split(/\r?\n/);
  const lines = [first, ...others.map((line) => deep(line.trimEnd()))].join("\n");
  return isOnOwnLines ? `\n${unit}${lines}\n` : lines;
}

/** The lines of a text that begins in the middle of a line, as deep below the least deep of the others as they were. */
function withoutCommonIndentation(text: string): string[] {
  const [first = "", ...others] = text.split(/\r?\n/).map((line) => line.trimEnd());
  const depths = others.filter((line) => line !== "").map((line) => line.length - line.trimStart().length);
  const least = Math.min(...depths);
  return [first, ...others.map((line) => line.slice(least))];
}

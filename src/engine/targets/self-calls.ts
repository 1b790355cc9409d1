import type ts from "typescript";
import type { Members } from "../detect/members";
import type { Parts } from "../lower/assemble";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { isJavaScript, walk } from "../syntax/nodes";
import { isVariableName, usesOfVariable } from "../syntax/variable-name";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { nameCandidates } from "../uses/naming";
import { checkSelfReference } from "./class-declaration";
import { spanOf } from "./common";

/** A class that makes instances of itself: the generator calls itself in their place. */
export interface Itself {
  readonly name: string;
  /** What stands for the class as a type. */
  readonly type: string | undefined;
}

/** As many names as may be tried for the function before nobody would read them. */
const likelyNames = 6;

/**
 * @param type - the generator's, as it will be written: `: Generator<Row>`, or nothing
 * @returns the class by its name; `undefined` where it does not name itself
 * @throws NotUnderstood where it names itself otherwise than in `new Walker(child)` and in types
 */
export function madeOfItself(
  ts: TypeScript,
  members: Members,
  name: string,
  type: string,
): Itself | undefined {
  const { owner, prototype } = members;
  const uses = ts.isClassLike(owner) ? namingItself(ts, owner, name) : [];
  const isPlain = uses.every((use) => isMaking(ts, use) || isType(ts, use));
  const isMade = uses.some((use) => isMaking(ts, use));
  if (!isMade || !isPlain || prototype.length > 0) {
    checkSelfReference(ts, members, name);
    return undefined;
  }
  // A generator that calls itself gets no type by inference.
  if (type === "" && !isJavaScript(owner)) throw namesItself(uses[0] ?? owner);
  const isTaken = firstNames(ts, name).find((one) => usesOfVariable(ts, owner, one).length > 0);
  if (isTaken !== undefined) throw namesItself(uses[0] ?? owner);
  return { name, type: type === "" ? undefined : type.replace(/^: /, "") };
}

function namesItself(node: ts.Node): NotUnderstood {
  return new NotUnderstood(say("the class names itself"), spanOf(node));
}

function namingItself(ts: TypeScript, owner: ts.ClassLikeDeclaration, name: string): ts.Identifier[] {
  return owner.members.flatMap((member) => usesOfVariable(ts, member, name));
}

function firstNames(ts: TypeScript, className: string): string[] {
  const names: string[] = [];
  for (const candidate of nameCandidates(ts, className)) {
    names.push(candidate);
    if (names.length === likelyNames) break;
  }
  return names;
}

/** `new Walker(child)` */
function isMaking(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isNewExpression(parent) && !parent.typeArguments && ts.isIdentifier(parent.expression);
}

function isType(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isTypeReferenceNode(parent) && !parent.typeArguments;
}

/** @returns the parts with `Walker(child)` for each `new Walker(child)`, and the generator's type for the class's */
export function callingItself(ts: TypeScript, parts: Parts, itself: Itself | undefined): Parts {
  if (!itself) return parts;
  const changed = (text: string): string => withCalls(ts, text, itself);
  return {
    ...parts,
    prelude: changed(parts.prelude),
    next: changed(parts.next),
    helpers: parts.helpers.map((helper) => ({
      ...helper,
      block: changed(helper.block),
      declaration: changed(helper.declaration),
    })),
    cleanup: parts.cleanup && { ...parts.cleanup, block: changed(parts.cleanup.block) },
  };
}

const head = "async function* f() {";

function withCalls(ts: TypeScript, text: string, { name, type }: Itself): string {
  const sourceFile = ts.createSourceFile("self.ts", `${head}${text}\n}`, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!ts.isIdentifier(node) || node.text !== name || !isVariableName(ts, node)) return;
    const { parent } = node;
    if (ts.isNewExpression(parent) && parent.expression === node) {
      edits.push({ start: parent.getStart(sourceFile), end: node.getStart(sourceFile), newText: "" });
      if (!parent.arguments) edits.push({ start: node.end, end: node.end, newText: "()" });
    } else if (type !== undefined && ts.isTypeReferenceNode(parent)) {
      edits.push({ start: parent.getStart(sourceFile), end: parent.end, newText: type });
    }
  });
  return applyEdits(sourceFile.text, edits).slice(head.length, -"\n}".length);
}

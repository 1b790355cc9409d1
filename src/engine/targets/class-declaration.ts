import type ts from "typescript";
import type { Members } from "../detect/members";
import type { Owner } from "../detect/owner";
import { ownInstanceOf } from "../detect/reopening";
import { protocols } from "../kind";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { isInNewGuard, newGuardOf } from "../syntax/new-guard";
import { isVariableName, usesOfVariable } from "../syntax/variable-name";
import { isProtocolKey } from "../lower/class-state";
import { isWithin, some, type FunctionWithBody, realParameters } from "../syntax/nodes";
import type { Span } from "../text";
import { commonJsExport } from "../uses/module-exports";
import type { TypeScript } from "../typescript";
import { spanOf, wholeRange } from "./common";

/**
 * @param mayMakeMore - an instance that the class makes of itself may be a call of the generator
 * @returns the class's name, or that of the variable it is put in; what has none cannot be followed
 */
export function renamed(ts: TypeScript, members: Members, mayMakeMore = false): ts.Identifier {
  const { owner } = members;
  const holder =
    isExpression(ts, owner) && !isExportedItself(ts, owner)
      ? holderOf(ts, owner)?.declarationList.declarations[0]?.name
      : "name" in owner
        ? owner.name
        : undefined;
  if (holder && ts.isIdentifier(holder)) {
    if (!mayMakeMore) checkSelfReference(ts, members, holder.text);
    return holder;
  }
  throw noName(owner);
}

function noName(owner: Owner): NotUnderstood {
  return new NotUnderstood(say("the class has no name that could be followed"), spanOf(owner));
}

/**
 * A class that makes instances of itself would have to be rewritten inside as well.
 *
 * @throws NotUnderstood when code of the class names it
 */
export function checkSelfReference(ts: TypeScript, members: Members, name: string): void {
  const { owner, construct, prototype } = members;
  const written: readonly ts.Node[] = ts.isClassLike(owner)
    ? owner.members
    : [...(construct?.parameters ?? []), ...(construct?.body.statements ?? [])];
  // What a generator's opening method gives is not said any more, and none makes another instance.
  const types = [...members.methods.values()].flatMap(({ key, fn }) =>
    isProtocolKey(members, key) && fn.type ? [fn.type] : [],
  );
  const open = members.methods.get(protocols[members.kind].openKey);
  const calls = [...members.methods.values()].flatMap(({ calls: own = [] }) => own);
  const guard = construct && newGuardOf(ts, construct);
  const gone = [
    ...types,
    ...calls,
    ...(open && ownInstanceOf(ts, members, open) ? [open.fn] : []),
    ...(guard ? [guard] : []),
  ];
  const put = prototype.length > 0 ? [...members.methods.values()].flatMap(({ fn }) => partsOf(ts, fn)) : [];
  const user = [...written, ...put].find((member) =>
    some(
      ts,
      member,
      (node) =>
        ts.isIdentifier(node) &&
        node.text === name &&
        isVariableName(ts, node) &&
        !gone.some((part) => isWithin(node, part)),
    ),
  );
  if (user) throw new NotUnderstood(say("the class names itself"), spanOf(user));
}

/** What is left of a function in a generator: what it says of 'this' is not. */
function partsOf(ts: TypeScript, fn: FunctionWithBody): ts.Node[] {
  return [...realParameters(ts, fn), fn.body];
}

function isExpression(ts: TypeScript, owner: Owner): owner is ts.ClassExpression | ts.FunctionExpression {
  return ts.isClassExpression(owner) || ts.isFunctionExpression(owner);
}

/** `module.exports = class Pages {…};`, which a function expression takes the place of */
function isExportedItself(ts: TypeScript, owner: Owner): owner is ts.ClassExpression {
  return ts.isClassExpression(owner) && owner.name !== undefined && commonJsExport(ts, owner) !== undefined;
}

/** `const Pages = class {…};`, a statement that the function declaration takes the place of */
function holderOf(
  ts: TypeScript,
  owner: ts.ClassExpression | ts.FunctionExpression,
): ts.VariableStatement | undefined {
  const { parent } = owner;
  if (!ts.isVariableDeclaration(parent) || parent.type) return undefined;
  // What only the class itself could call by its other name.
  const own = owner.name && usesOfVariable(ts, owner, owner.name.text);
  if (own?.some((use) => use !== owner.name && !isInNewGuard(ts, owner, use))) return undefined;
  const list = parent.parent;
  if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) return undefined;
  const isConst = (list.flags & ts.NodeFlags.Const) !== 0;
  return ts.isVariableStatement(list.parent) && (isConst || ts.isFunctionExpression(owner))
    ? list.parent
    : undefined;
}

/** @returns what the function takes the place of: the class, or the statement of the variable it is put in */
export function declarationOf(
  ts: TypeScript,
  owner: Owner,
): ts.ClassDeclaration | ts.FunctionDeclaration | ts.VariableStatement | ts.ClassExpression {
  if (ts.isClassDeclaration(owner) || ts.isFunctionDeclaration(owner)) return owner;
  if (isExportedItself(ts, owner)) return owner;
  const holder = isExpression(ts, owner) ? holderOf(ts, owner) : undefined;
  if (!holder) throw noName(owner);
  return holder;
}

/** @returns the declaration, and the statements behind it that put methods on the prototype */
export function declarationsOf(
  ts: TypeScript,
  { owner, prototype }: Members,
): readonly [ts.Node, ...ts.Node[]] {
  return [declarationOf(ts, owner), ...prototype];
}

/** @returns what goes with a class: the statements that put its methods on the prototype */
export function prototypeRanges(ts: TypeScript, { prototype }: Members): Span[] {
  return prototype.map((statement) => wholeRange(ts, statement));
}

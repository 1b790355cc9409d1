import type ts from "typescript";
import { memberKey } from "../engine/syntax/keys";
import { find, unwrap } from "../engine/syntax/nodes";
import { mayBeObject } from "../engine/syntax/objects";
import type { TypeScript } from "../engine/typescript";
import { followedOf, hasMember, isAskedByKey, propertyOf, type Followed } from "./lost-members";
import { perFileOfProgram } from "./per-program";
import type { TypeContext } from "./type-context";
import { wantedTypes } from "./wanted-types";

const places = perFileOfProgram<ts.Node | undefined>();

/**
 * Where is a member of an object used, or given another value, without its own name being written? Its object goes on as a type whose
 * member only goes by the same name, is asked for a key that is worked out, or is filled by `Object.assign()` and the like.
 *
 * @returns the first such place of the file
 */
export function whereMemberIsTaken(
  context: TypeContext,
  member: ts.NamedDeclaration,
  file: ts.SourceFile,
): ts.Node | undefined {
  return places(context.program, member, file, () => placeIn(context, member, file));
}

function placeIn(
  context: TypeContext,
  member: ts.NamedDeclaration,
  file: ts.SourceFile,
): ts.Node | undefined {
  const { ts } = context;
  const followed = followedOf(context, member);
  return followed && find(ts, file, (node) => takesMember(context, node, followed));
}

function takesMember(context: TypeContext, node: ts.Node, followed: Followed): boolean {
  const { ts, checker } = context;
  if (ts.isCallExpression(node)) {
    const [target] = node.arguments;
    if (target && fillsObject(ts, node, followed)) return isOne(context, target, followed);
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const type = checker.getTypeFromTypeNode(node.type);
    return isAnother(context, type, followed) && isOne(context, unwrap(ts, node), followed);
  }
  if (!mayBeObject(ts, node)) return false;
  const isGoneOn =
    isAskedByKey(context, node, followed) ||
    wantedTypes(context, node).some((type) => isAnother(context, type, followed));
  return isGoneOn && isOne(context, node, followed);
}

function isOne(context: TypeContext, node: ts.Expression, followed: Followed): boolean {
  return hasMember(context, context.checker.getTypeAtLocation(node), followed);
}

/** It has a member by that name, which is not that one. */
function isAnother(context: TypeContext, type: ts.Type, followed: Followed): boolean {
  return propertyOf(context, type, followed.key) !== undefined && !hasMember(context, type, followed);
}

/** `Object.assign(queue, { at: 0 })`, `Reflect.set(queue, "at", 0)`; not where it is seen to be another member */
function fillsObject(ts: TypeScript, { expression, arguments: given }: ts.CallExpression, { key }: Followed) {
  const [, second] = given;
  const text = expression.getText();
  if (/^Object\.(?:assign|defineProperties)$/.test(text))
    return !given.slice(1).every((one) => lacks(ts, one, key));
  if (!/^(?:Object|Reflect)\.(?:defineProperty|deleteProperty|get|set)$/.test(text)) return false;
  const name = second && unwrap(ts, second);
  return !name || !ts.isStringLiteralLike(name) || name.text === key;
}

/** An object that is written out, without such a member. */
function lacks(ts: TypeScript, given: ts.Expression, key: string): boolean {
  const value = unwrap(ts, given);
  return (
    ts.isObjectLiteralExpression(value) &&
    value.properties.every(({ name }) => {
      const own = name && memberKey(ts, name);
      return own !== undefined && own !== key;
    })
  );
}

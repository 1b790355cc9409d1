import type ts from "typescript";
import { accessKind, hasModifier, isJavaScript } from "../syntax/nodes";
import { escapes, type Flow, merge, nowhere, used } from "./draw";
import { ownerOfField } from "../syntax/fields";
import { type Field, isFollowed } from "./fields";
import { follow, followName, followPattern, isNothing } from "./follow";
import { type FollowContext, kept, type Position, enterKept } from "./follow-context";
import { flowOfObjects } from "./follow-objects";
import { expressionNamed, placeOf } from "./reference-place";
import { comesFirst, isOnceForObject } from "./repetition";

/**
 * Follows a value that is put into a field: to every place that reads the field by its name. Its objects are followed as well: who has one
 * without knowing what it is may read the field by another way.
 */
export function followField(context: FollowContext, position: Position, field: Field): Flow {
  const { ts, facts } = context;
  const { name } = field;
  const owner = ownerOfField(field);
  const inner = enterKept(context, field, position);
  if (!inner) return nowhere;
  const references = facts.references(name);
  if (!references) return escapes(name);
  const read = references.map(({ node, isDeclaration }) =>
    isDeclaration && !ts.isBindingElement(node.parent) ? nowhere : readAt(inner, position, node),
  );
  return merge([...read, flowOfObjects(inner, { owner, name, references })]);
}

function readAt(context: FollowContext, position: Position, node: ts.Node): Flow {
  const { ts } = context;
  const { parent } = node;
  const place = placeOf(ts, node);
  if (place !== "value") return place === "comment" ? nowhere : used({ kind: "type", node });
  const at = { ...kept(position), anchor: node };
  // `const { left: it } = node`, where the variable's name counts as another one of the field
  if (ts.isBindingElement(parent))
    return (parent.propertyName ?? parent.name) === node
      ? followPattern(context, at, parent, parent)
      : nowhere;
  const expression = expressionNamed(ts, node);
  if (!expression) return escapes(node);
  return accessKind(ts, expression) === "write" ? nowhere : follow(context, { ...at, expression });
}

/**
 * `this.inner = value`, where nothing else is ever put into a field that only its class can name: each value comes there by this
 * assignment, so that what stands between it and its uses counts as for a variable.
 *
 * @param left - what the value is assigned to
 */
export function intoPrivateField(
  context: FollowContext,
  position: Position,
  left: ts.Expression,
): Flow | undefined {
  const { ts, facts } = context;
  const field = ts.isPropertyAccessExpression(left) ? facts.declarationOf(left.name) : undefined;
  if (!field || !isPrivateField(context, field)) return undefined;
  const { name, initializer } = field;
  if (initializer && !isNothing(context, initializer)) return undefined;
  const arrival = { declaration: field, name, anchor: left.parent, from: left.parent };
  const at = isOncePerUse(context, left.parent, name) ? position : kept(position);
  const given = followName(context, at, arrival);
  const references = isFollowed(context, field) ? facts.references(name) : undefined;
  return references
    ? merge([given, flowOfObjects(context, { owner: field.parent, name, references })])
    : given;
}

/** A constructor puts one value there; what a method puts there may stay for the next call. */
function isOncePerUse({ ts, facts }: FollowContext, assignment: ts.Node, name: ts.MemberName): boolean {
  const uses = (facts.references(name) ?? []).filter(({ isDeclaration }) => !isDeclaration);
  return (
    isOnceForObject(ts, assignment) ||
    comesFirst(
      ts,
      assignment,
      uses.map(({ node }) => node),
    )
  );
}

function isPrivateField(
  { ts }: FollowContext,
  node: ts.Node,
): node is ts.PropertyDeclaration & { readonly name: ts.MemberName } {
  if (!ts.isPropertyDeclaration(node)) return false;
  if (ts.isPrivateIdentifier(node.name)) return true;
  const isPrivate = hasModifier(ts, node, ts.SyntaxKind.PrivateKeyword);
  return isPrivate && !isJavaScript(node) && ts.isIdentifier(node.name);
}

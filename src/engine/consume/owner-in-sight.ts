import type ts from "typescript";
import { extendsOf, hasModifier, some, wrapped } from "../syntax/nodes";
import { thisContainer } from "../syntax/class-around";
import type { TraceContext } from "./context";
import { expressionNamed, placeOf } from "./reference-place";

/**
 * Is all that has this method in sight? Its class is not exported, extends nothing, and is only ever instantiated; and its instances are asked for members, where
 * they are made or by the variable that holds them, and go nowhere else. Then no value whose type nobody knows can have the method.
 */
export function isOwnerInSight(context: TraceContext, member: ts.Node): boolean {
  const { ts, facts } = context;
  const owner = member.parent;
  if (!ts.isClassLike(owner) || !owner.name || extendsOf(ts, owner) || isExported(context, owner))
    return false;
  const isHandedOn = (node: ts.Node): boolean =>
    node.kind === ts.SyntaxKind.ThisKeyword &&
    !isOfLiteral(context, node) &&
    !isAskedForMember(context, node);
  if (some(ts, owner, isHandedOn)) return false;
  return (
    facts.references(owner.name)?.every(({ node, isDeclaration }) => {
      if (isDeclaration) return node === owner.name;
      if (placeOf(ts, node) === "comment" || placeOf(ts, node) === "type") return true;
      const named = expressionNamed(ts, node);
      const made = named && wrapped(ts, named).parent;
      return (
        made !== undefined &&
        ts.isNewExpression(made) &&
        named === made.expression &&
        staysInSight(context, made)
      );
    }) === true
  );
}

/** `new Graph(edges).walk()`, `const graph = new Graph(edges);` with nothing but `graph.walk()` and the like */
function staysInSight(context: TraceContext, made: ts.NewExpression): boolean {
  const { ts, facts } = context;
  if (isAskedForMember(context, made)) return true;
  const { parent } = wrapped(ts, made);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  if (isExported(context, parent.parent.parent)) return false;
  return (
    facts
      .references(parent.name)
      ?.every(
        ({ node }) => node === parent.name || (ts.isIdentifier(node) && isAskedForMember(context, node)),
      ) === true
  );
}

/** `graph.walk`; not `graph[key]`, which may be anything, nor what leads to the class */
function isAskedForMember({ ts }: TraceContext, object: ts.Node): boolean {
  const outer = wrapped(ts, object as ts.Expression);
  const { parent } = outer;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer) return false;
  return !/^(?:constructor|__proto__|__lookup[GS]etter__|valueOf)$/.test(parent.name.text);
}

/** `this` in a method of an object literal is that object, unless somebody calls the method on another one. */
function isOfLiteral({ ts }: TraceContext, self: ts.Node): boolean {
  const method = thisContainer(ts, self);
  return (
    method !== undefined && ts.isMethodDeclaration(method) && ts.isObjectLiteralExpression(method.parent)
  );
}

function isExported({ ts }: TraceContext, node: ts.Node): boolean {
  return hasModifier(ts, node, ts.SyntaxKind.ExportKeyword);
}

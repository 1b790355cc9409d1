import type ts from "typescript";
import { Edits } from "../support/edits";
import { unwrap } from "../../syntax/nodes";
import { admitsNothing, isUsedOnlyIn, localOf, runsOnceFrom, writesOf, type Local } from "../support/loops";
import { asAssignment, ownDescendants, siblingsOf } from "../support/nodes";
import { declarationKind, type Variable } from "../support/scopes";
import { isDisposable } from "../support/values";
import { definePass, startOf, textOf, type View } from "../support/view";

/**
 * `let value; …; value = await f();` → `…; let value = await f();`, and the same with `let value = null;`
 *
 * Condition: the variable is a `let` that no declared function knows, without an initial value or with one that can be left out, and the first thing that happens to it is the
 * assignment, a statement of the same block; or one of a block further in that is no loop's, which holds everything that happens to it: `try { connection = await open(); … }`.
 */
export const joinDeclaration = definePass("join-declaration", (view) => {
  const { ts } = view;
  for (const node of ownDescendants(ts, view.fn)) {
    const assignment = ts.isExpressionStatement(node) ? asAssignment(ts, node) : undefined;
    const local = assignment && letOf(view, view.scopes.variableOf(assignment.target));
    if (!assignment || !local || !startsWithNothing(view, local)) continue;
    const list = assignment.statement.parent;
    const isInside =
      ts.isBlock(list) &&
      isUsedOnlyIn(local.variable, list) &&
      runsOnceFrom(view, local.statement, assignment.statement);
    if (!isInside && !siblingsOf(ts, assignment.statement)?.includes(local.statement)) continue;
    const isFirst = local.variable.uses.every(
      (use) => use.node === assignment.target || use.node.pos >= assignment.statement.end,
    );
    if (!isFirst || isKnownEarlier(view, local)) continue;
    const type = typeOf(view, local);
    const annotation = type === undefined ? "" : annotationOf(view, local, type);
    const start = startOf(view, assignment.target);
    return new Edits(view)
      .remove(local.statement)
      .replace({ start, end: assignment.target.end }, `let ${assignment.target.text}${annotation}`)
      .done();
  }
  return undefined;
});

function letOf(view: View, variable: Variable | undefined): Local | undefined {
  return variable && declarationKind(view.ts, variable) === "let" ? localOf(view, variable) : undefined;
}

/** A function that is declared further down in its block can be called before its place comes. */
function isKnownEarlier({ ts, fn }: View, { variable }: Local): boolean {
  return variable.uses.some(({ node }) => {
    for (let outer: ts.Node = node; outer !== fn; outer = outer.parent)
      if (ts.isFunctionDeclaration(outer)) return true;
    return false;
  });
}

function startsWithNothing(view: View, { declaration: { initializer } }: Local): boolean {
  return initializer === undefined || isDisposable(view, unwrap(view.ts, initializer));
}

/** The type that is written at the variable, or at its initial value: `null as Page | null`. */
function typeOf({ ts }: View, { declaration }: Local): ts.TypeNode | undefined {
  const { type, initializer } = declaration;
  return type ?? (initializer && ts.isAsExpression(initializer) ? initializer.type : undefined);
}

/**
 * Where nothing is what the variable never holds any more, its type need not allow for it; and need not be written at all where it
 * holds but one value.
 */
function annotationOf(view: View, { variable }: Local, type: ts.TypeNode): string {
  const { ts } = view;
  const values = writesOf(variable).flatMap(({ node: { parent } }) =>
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
      ? [textOf(view, parent.right)]
      : [],
  );
  const isEmptied = values.some((value) => isNothingName.test(value));
  if (isEmptied || !ts.isUnionTypeNode(type) || !admitsNothing(view, type)) return `: ${textOf(view, type)}`;
  if (new Set(values).size === 1) return "";
  const parts = type.types.map((part) => textOf(view, part)).filter((part) => !isNothingName.test(part));
  return `: ${parts.join(" | ")}`;
}

const isNothingName = /^(?:undefined|null)$/;

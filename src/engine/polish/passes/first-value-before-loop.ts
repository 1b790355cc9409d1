import type ts from "typescript";
import { isUndefined, unwrap } from "../../syntax/nodes";
import { breaksOf, continuesOf, isInTailPosition } from "../support/control";
import { beginBehind, namesMore } from "../support/before-loop";
import { contentStart, Edits, indentAt } from "../support/edits";
import { isUsedOnlyIn, ownLet, runsOnceFrom, writesOf, type Local } from "../support/loops";
import {
  asAssignment,
  asDeclaration,
  contains,
  isConst,
  isEndless,
  ownDescendants,
  withLabel,
} from "../support/nodes";
import type { Variable } from "../support/scopes";
import { booleanOf } from "../support/values";
import { definePass, startOf, textOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { if (first !== undefined) { const value = first; first = undefined; yield value; continue; } … }`
 * → `if (first !== undefined) { const value = first; first = undefined; yield value; } while (true) { … }`, and
 * `while (true) { const value = first; if (value) { first = undefined; yield value; continue; } … }` → `if (first) { yield first; } while (true) { … }`
 *
 * Condition: the `if` is the first that an endless loop does, and has no `else`. It asks for a `let` that no closure knows and nothing behind the
 * `if` names, and the branch puts that to what the test does not hold for, whatever else it does; nothing else writes it. So the test can
 * hold in the first round only. The branch goes round at its end, if at all, and names nothing else that the loop declares.
 */
export const firstValueBeforeLoop = definePass("first-value-before-loop", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isEndless(ts, loop) || !ts.isBlock(loop.statement)) continue;
    const whole = withLabel(ts, loop);
    if (!ts.isBlock(whole.parent)) continue;
    const first = firstOf(view, loop, loop.statement.statements);
    if (
      !first ||
      namesMore(view, [first.choice], loop.statement, first.alias?.variable) ||
      !goesRoundAtEnd(view, first, loop)
    )
      continue;
    return first.alias ? withAliasInside(view, first, first.alias) : rewritten(view, loop, first);
  }
  return undefined;
});

interface First {
  readonly local: Local;
  readonly choice: ts.IfStatement;
  readonly branch: ts.Block;
  /** The statement that empties the variable. */
  readonly emptying: ts.Statement;
  /** `const value = first;`, and what it declares, which nothing but the choice uses. */
  readonly alias: Alias | undefined;
}

interface Alias {
  readonly statement: ts.Statement;
  readonly variable: Variable;
  readonly source: Variable;
  readonly read: ts.Expression;
}

function firstOf(
  view: View,
  loop: ts.WhileStatement,
  statements: readonly ts.Statement[],
): First | undefined {
  const { ts } = view;
  const alias = aliasOf(view, statements[0]);
  const [choice, ...rest] = alias ? statements.slice(1) : statements;
  if (!choice || rest.length === 0 || !ts.isIfStatement(choice) || choice.elseStatement) return undefined;
  const { thenStatement: branch } = choice;
  const asked = ts.isBlock(branch) ? askedFor(view, choice.expression) : undefined;
  if (!asked || !ts.isBlock(branch)) return undefined;
  if (alias && (asked.variable !== alias.variable || !isUsedOnlyIn(alias.variable, choice))) return undefined;
  const local = ownLet(view, alias ? alias.source : asked.variable);
  if (!local || contains(loop, local.statement) || !runsOnceFrom(view, local.statement, loop))
    return undefined;
  const uses = local.variable.uses.filter(({ node }) => node !== alias?.read);
  const [write, ...more] = writesOf(local.variable);
  if (!write || more.length > 0 || !uses.every(({ node }) => contains(choice, node))) return undefined;
  if (alias && uses.length > 1) return undefined;
  const emptying = branch.statements.find((one) => asAssignment(ts, one)?.target === write.node);
  const value = asAssignment(ts, emptying)?.value;
  if (!emptying || !value || !asked.isRuledOutBy(value)) return undefined;
  return { local, choice, branch, emptying, alias };
}

/** Reads `const value = first;`. */
function aliasOf(view: View, statement: ts.Statement | undefined): Alias | undefined {
  const { ts } = view;
  const declaration = asDeclaration(ts, statement);
  if (!statement || !ts.isVariableStatement(statement) || !isConst(ts, statement.declarationList))
    return undefined;
  const read = declaration?.initializer;
  const variable = variableAt(view, declaration?.name);
  const source = variableAt(view, read);
  if (!read || declaration.type || !variable || variable.captured || !source) return undefined;
  return { statement, variable, source, read };
}

interface Asked {
  readonly variable: Variable;
  /** Does the test not hold for this value? */
  readonly isRuledOutBy: (value: ts.Expression) => boolean;
}

/** Reads `first`, `first !== undefined`, `first !== null` and `first != null`. */
function askedFor(view: View, condition: ts.Expression): Asked | undefined {
  const { ts } = view;
  const node = unwrap(ts, condition);
  const isMissing = (value: ts.Expression): boolean => isUndefined(ts, unwrap(ts, value));
  const isNull = (value: ts.Expression): boolean => unwrap(ts, value).kind === ts.SyntaxKind.NullKeyword;
  if (!ts.isBinaryExpression(node)) {
    const variable = variableAt(view, node);
    const isRuledOutBy = (value: ts.Expression): boolean =>
      isMissing(value) || isNull(value) || booleanOf(view, value) === false;
    return variable && { variable, isRuledOutBy };
  }
  const variable = variableAt(view, node.left);
  const { right, operatorToken } = node;
  if (!variable || !(isMissing(right) || isNull(right))) return undefined;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { variable, isRuledOutBy: isNull(right) ? isNull : isMissing };
    case ts.SyntaxKind.ExclamationEqualsToken:
      return { variable, isRuledOutBy: (value) => isMissing(value) || isNull(value) };
    default:
      return undefined;
  }
}

/** Every way round leads past the statement that empties the variable, and is the end of the branch. */
function goesRoundAtEnd(view: View, { branch, emptying }: First, loop: ts.WhileStatement): boolean {
  const { ts } = view;
  if (breaksOf(ts, loop).some((jump) => contains(branch, jump))) return false;
  return continuesOf(ts, loop)
    .filter((jump) => contains(branch, jump))
    .every(
      (jump) => jump.pos >= emptying.end && isInTailPosition(ts, jump, branch) && ts.isBlock(jump.parent),
    );
}

/** `const value = first; if (value) { … }` → `if (first) { const value = first; … }` */
function withAliasInside(view: View, { choice, branch, local }: First, { statement, variable }: Alias) {
  const edits = new Edits(view).remove(statement);
  for (const { node } of variable.uses)
    if (contains(choice.expression, node)) edits.replaceNode(node, local.variable.name);
  if (variable.uses.every(({ node }) => contains(choice.expression, node))) return edits.done();
  const at = contentStart(view, startOf(view, branch) + 1);
  return edits.insert(at, `${textOf(view, statement)}\n${indentAt(view, at)}`).done();
}

/** The loop begins behind the choice. */
function rewritten(view: View, loop: ts.WhileStatement, { choice, branch }: First) {
  const edits = new Edits(view);
  for (const jump of continuesOf(view.ts, loop)) if (contains(branch, jump)) edits.remove(jump);
  return beginBehind(view, edits, loop, choice).done();
}

import type ts from "typescript";
import { canListComplete, continuesOf } from "../support/control";
import { Edits, indentAt } from "../support/edits";
import { isUsedOnlyIn, localOf, ownLet, runsOnceFrom, writesOf } from "../support/loops";
import { asAssignment, contains, isLoop, ownDescendants } from "../support/nodes";
import { declarationKind, isNameShared, type Variable } from "../support/scopes";
import { isNumber } from "../support/values";
import { definePass, startOf, variableAt, type View } from "../support/view";

/**
 * `while (true) { const i = index; if (i === n) return; index++; yield list[i]; }` → `while (true) { if (index === n) return; yield list[index]; index++; }`
 *
 * Condition: the constant is there only because the variable that it copies goes on at once. The variable is a number that this loop alone knows, which is entered
 * once; nothing reads it behind its step, and every round that comes to its end has made the step and jumps nowhere after it.
 */
export const stepAtTheEnd = definePass("step-at-the-end", (view) => {
  const { ts } = view;
  for (const loop of ownDescendants(ts, view.fn)) {
    if (!isLoop(ts, loop) || !ts.isWhileStatement(loop) || !ts.isBlock(loop.statement)) continue;
    const { statements } = loop.statement;
    for (const [index, statement] of statements.entries()) {
      const step = stepOf(view, loop, statement);
      const copy = step && copyBefore(view, statements.slice(0, index), step.variable);
      if (!step || !copy || !mayMove(view, loop, index, step.variable, copy.variable)) continue;
      return rewritten(view, {
        block: loop.statement,
        step: statement,
        stepText: step.text,
        copy,
        original: step.variable.name,
      });
    }
  }
  return undefined;
});

/** `index++;`, or `index = i + 1;` for a copy `i` of it */
function stepOf(
  view: View,
  loop: ts.Statement,
  statement: ts.Statement,
): { variable: Variable; text: string } | undefined {
  const { ts } = view;
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const assignment = asAssignment(ts, statement);
  const isUpdate = ts.isPostfixUnaryExpression(expression) || ts.isPrefixUnaryExpression(expression);
  const variable = variableAt(view, assignment?.target ?? (isUpdate ? expression.operand : undefined));
  const local = ownLet(view, variable);
  if (!variable || !local || writesOf(variable).length !== 1) return undefined;
  if (!isUsedOnlyIn(variable, loop) || !runsOnceFrom(view, local.statement, loop)) return undefined;
  // This is its only write, so a number at first is a number for ever.
  if (!local.declaration.initializer || !isNumber(view, local.declaration.initializer)) return undefined;
  const sign = assignment ? signOf(view, assignment.value, variable) : undefined;
  if (assignment) return sign && { variable, text: `${variable.name}${sign};` };
  return { variable, text: statement.getText() };
}

/** `i + 1` for a copy of the variable, or `index + 1` */
function signOf(view: View, value: ts.Expression, variable: Variable): "++" | "--" | undefined {
  const { ts } = view;
  if (!ts.isBinaryExpression(value) || !ts.isNumericLiteral(value.right) || value.right.text !== "1")
    return undefined;
  const base = variableAt(view, value.left);
  const isIt =
    base === variable || variableAt(view, base && localOf(view, base)?.declaration.initializer) === variable;
  if (!isIt) return undefined;
  if (value.operatorToken.kind === ts.SyntaxKind.PlusToken) return "++";
  return value.operatorToken.kind === ts.SyntaxKind.MinusToken ? "--" : undefined;
}

interface Copy {
  readonly variable: Variable;
  readonly statement: ts.Statement;
}

/** `const i = index;` */
function copyBefore(view: View, before: readonly ts.Statement[], original: Variable): Copy | undefined {
  for (const variable of view.scopes.variables) {
    const local = localOf(view, variable);
    if (!local || variable.captured || declarationKind(view.ts, variable) !== "const") continue;
    if (!before.includes(local.statement) || local.declaration.type) continue;
    if (variableAt(view, local.declaration.initializer) === original)
      return { variable, statement: local.statement };
  }
  return undefined;
}

function mayMove(
  view: View,
  loop: ts.WhileStatement,
  at: number,
  variable: Variable,
  copy: Variable,
): boolean {
  const { ts } = view;
  const { statements } = loop.statement as ts.Block;
  const rest = statements.slice(at + 1);
  const isReadBehind = variable.uses.some(({ node }) => rest.some((one) => contains(one, node)));
  const jumps = continuesOf(ts, loop).some((jump) => rest.some((one) => contains(one, jump)));
  // A variable of that name further in would take its place.
  const isHidden = isNameShared(view.scopes, variable);
  const isShorthand = copy.uses.some(({ node }) => ts.isShorthandPropertyAssignment(node.parent));
  return rest.length > 0 && canListComplete(ts, rest) && !isReadBehind && !jumps && !isHidden && !isShorthand;
}

interface Move {
  readonly block: ts.Block;
  readonly step: ts.Statement;
  readonly stepText: string;
  readonly copy: Copy;
  readonly original: string;
}

function rewritten(view: View, { block, step, stepText, copy, original }: Move) {
  const last = block.statements.at(-1);
  if (!last) return undefined;
  const edits = new Edits(view).remove(copy.statement).remove(step);
  for (const { node } of copy.variable.uses) {
    if (!contains(step, node)) edits.replaceNode(node, original);
  }
  return edits.insert(last.end, `\n${indentAt(view, startOf(view, last))}${stepText}`).done();
}

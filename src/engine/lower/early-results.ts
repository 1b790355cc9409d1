import type ts from "typescript";
import { memberKey } from "../syntax/keys";
import { functionAround, isWithin, unwrap, walk } from "../syntax/nodes";
import { isWrittenOut } from "../syntax/plain-value";
import { usesOfVariable } from "../syntax/variable-name";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isContextual } from "./contextual";
import { editDraft, freeName, insertAt, namesIn, replaceNode, textOf, type Draft } from "./draft";

/**
 * `if (c) { result = { value: n }; n += 2; } else {…} return result;` → `if (c) { const value = n; n += 2; result = { value }; } else {…} return result;`
 *
 * Condition: what stands behind the assignment in its branch are expressions that do not name the variable, of which nothing outside the block knows: whoever
 * is given the result is given it behind them. What the value is taken for does not hang on where it stands.
 */
export function assignResultsLast(ts: TypeScript, draft: Draft): Draft {
  let edits: readonly TextEdit[] | undefined;
  walk(ts, draft.body, (node) => {
    if (edits === undefined && ts.isReturnStatement(node)) edits = editsBefore(ts, draft, node);
    return edits === undefined && !ts.isFunctionLike(node);
  });
  return edits === undefined ? draft : assignResultsLast(ts, editDraft(ts, draft, edits));
}

function editsBefore(ts: TypeScript, draft: Draft, last: ts.ReturnStatement): TextEdit[] | undefined {
  const { parent, expression } = last;
  const name = expression && ts.isIdentifier(expression) ? expression.text : undefined;
  const choice = ts.isBlock(parent) ? parent.statements[parent.statements.indexOf(last) - 1] : undefined;
  if (name === undefined || !choice || !ts.isIfStatement(choice)) return undefined;
  const isOwn = usesOfVariable(ts, draft.body, name).every(
    (use) => isWithin(use, parent) && functionAround(ts, use) === functionAround(ts, last),
  );
  if (!isOwn) return undefined;
  for (const branch of branchesOf(ts, choice)) {
    const at = branch.statements.findIndex((one) => literalFor(ts, one, name) !== undefined);
    const [assignment, ...behind] = at < 0 ? [] : branch.statements.slice(at);
    const literal = assignment && literalFor(ts, assignment, name);
    const end = behind.at(-1);
    const isPassed = behind.every(
      (one) => ts.isExpressionStatement(one) && usesOfVariable(ts, one, name).length === 0,
    );
    if (!assignment || !literal || !end || !isPassed) continue;
    const edits = moved(ts, draft, { assignment, literal, end });
    if (edits) return edits;
  }
  return undefined;
}

/** The blocks of an `if` and of what is behind its `else`. */
function branchesOf(ts: TypeScript, { thenStatement, elseStatement }: ts.IfStatement): ts.Block[] {
  const own = [thenStatement, ...(elseStatement ? [elseStatement] : [])];
  return own.flatMap((branch) =>
    ts.isBlock(branch) ? branch : ts.isIfStatement(branch) ? branchesOf(ts, branch) : [],
  );
}

/** Reads `result = { value: n };`. */
function literalFor(
  ts: TypeScript,
  statement: ts.Statement,
  name: string,
): ts.ObjectLiteralExpression | undefined {
  const set = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!set || !ts.isBinaryExpression(set) || set.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  if (!ts.isIdentifier(set.left) || set.left.text !== name) return undefined;
  const literal = unwrap(ts, set.right);
  return ts.isObjectLiteralExpression(literal) ? literal : undefined;
}

interface Early {
  readonly assignment: ts.Statement;
  readonly literal: ts.ObjectLiteralExpression;
  /** The last statement of the branch. */
  readonly end: ts.Statement;
}

function moved(ts: TypeScript, draft: Draft, { assignment, literal, end }: Early): TextEdit[] | undefined {
  const whole = textOf(draft, assignment);
  if (/\/[/*]/.test(draft.text.slice(assignment.pos, assignment.end))) return undefined;
  const later = literal.properties.filter(
    (member) => !ts.isPropertyAssignment(member) || !isWrittenOut(ts, member.initializer),
  );
  const [only, ...more] = later;
  if (!only) return [replaceNode(draft, assignment, ""), insertAt(end.end, `\n${whole}`)];
  const isValue = ts.isPropertyAssignment(only) && memberKey(ts, only.name) === "value";
  if (!isValue || more.length > 0 || isContextual(ts, only.initializer)) return undefined;
  const name = freeName("value", namesIn(ts, draft.body));
  const start = assignment.getStart(draft.sourceFile);
  const before = whole.slice(0, only.getStart(draft.sourceFile) - start);
  const result = `${before}${name === "value" ? name : `value: ${name}`}${whole.slice(only.end - start)}`;
  return [
    replaceNode(draft, assignment, `const ${name} = ${textOf(draft, only.initializer)};`),
    insertAt(end.end, `\n${result}`),
  ];
}

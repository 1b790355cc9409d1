import type ts from "typescript";
import { canComplete } from "../syntax/completion";
import { someOwn, unwrap, walk } from "../syntax/nodes";
import { isWrittenOut } from "../syntax/plain-value";
import { usesOfVariable } from "../syntax/variable-name";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { editDraft, textOf, type Draft } from "./draft";

/**
 * `let result; if (c) { result = { value, done: false }; } else { result = { value: undefined, done: true }; } return result;`
 * → `if (c) { return { value, done: false }; } else { return { value: undefined, done: true }; }`
 *
 * Condition: every way through the statement before the `return` ends with such an assignment, or does not get to the `return`, and
 * nothing else names the variable. Ways that assign nothing give the constant that the variable starts with.
 */
export function returnAssignedResults(ts: TypeScript, draft: Draft): Draft {
  let edits: readonly TextEdit[] | undefined;
  walk(ts, draft.body, (node) => {
    if (edits === undefined && ts.isBlock(node)) edits = editsOf(ts, draft, node);
    return edits === undefined;
  });
  return edits === undefined ? draft : returnAssignedResults(ts, editDraft(ts, draft, edits));
}

/** What a statement does on its ways to the end. */
interface Ways {
  /** The assignments that they end with. */
  readonly assignments: readonly ts.BinaryExpression[];
  /** The `break`s behind these, which leave a `switch`. */
  readonly jumps: readonly ts.Statement[];
  /** Some way gets to the end without an assignment. */
  readonly isOpen: boolean;
}

const open: Ways = { assignments: [], jumps: [], isOpen: true };
const closed: Ways = { assignments: [], jumps: [], isOpen: false };

function editsOf(ts: TypeScript, draft: Draft, block: ts.Block): TextEdit[] | undefined {
  for (const [index, last] of block.statements.entries()) {
    const choice = block.statements[index - 1];
    const returned =
      ts.isReturnStatement(last) && last.expression ? returnedName(ts, last.expression) : undefined;
    if (!choice || !returned || !isChoice(ts, choice)) continue;
    const declared = declarationOf(ts, block, returned.text);
    const ways = waysThrough(ts, choice, returned.text);
    if (
      !declared ||
      !ways ||
      ways.assignments.length === 0 ||
      !ways.assignments.every(({ right }) => isResult(ts, right))
    )
      continue;
    const uses = usesOfVariable(ts, block, returned.text).length;
    if (uses !== ways.assignments.length + 2) continue;
    const { initializer } = declared.declaration;
    const isRest = ways.isOpen;
    if (initializer ? !isConstantResult(ts, initializer) : isRest) continue;
    return rewritten(draft, { declared, ways, last, returned, rest: isRest ? initializer : undefined });
  }
  return undefined;
}

function isChoice(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isIfStatement(statement) || ts.isTryStatement(statement) || ts.isSwitchStatement(statement);
}

/** The name in `return result;` and `return Promise.resolve(result);` */
function returnedName(ts: TypeScript, expression: ts.Expression): ts.Identifier | undefined {
  const value = unwrap(ts, expression);
  if (ts.isIdentifier(value)) return value;
  if (!ts.isCallExpression(value) || value.expression.getText() !== "Promise.resolve") return undefined;
  const [argument, ...more] = value.arguments;
  const inner = argument && unwrap(ts, argument);
  return inner && more.length === 0 && ts.isIdentifier(inner) ? inner : undefined;
}

interface Declared {
  readonly statement: ts.Statement;
  readonly declaration: ts.VariableDeclaration;
}

function declarationOf(ts: TypeScript, block: ts.Block, name: string): Declared | undefined {
  for (const statement of block.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration, ...more] = statement.declarationList.declarations;
    const isIt = declaration && ts.isIdentifier(declaration.name) && declaration.name.text === name;
    if (isIt && more.length === 0) return { statement, declaration };
  }
  return undefined;
}

/** @returns nothing where an assignment does not end its way, or ways run into each other */
function waysThrough(ts: TypeScript, statement: ts.Statement, name: string): Ways | undefined {
  if (ts.isBlock(statement)) return waysOfList(ts, statement.statements, name);
  if (ts.isIfStatement(statement)) {
    const { thenStatement, elseStatement } = statement;
    return joined([
      waysThrough(ts, thenStatement, name),
      elseStatement ? waysThrough(ts, elseStatement, name) : open,
    ]);
  }
  if (ts.isTryStatement(statement)) {
    const { tryBlock, catchClause } = statement;
    return joined([
      waysThrough(ts, tryBlock, name),
      catchClause ? waysThrough(ts, catchClause.block, name) : closed,
    ]);
  }
  if (ts.isSwitchStatement(statement)) return waysOfSwitch(ts, statement, name);
  const assignment = assignmentTo(ts, statement, name);
  if (assignment) return { assignments: [assignment], jumps: [], isOpen: false };
  return canComplete(ts, statement) ? open : closed;
}

function waysOfList(ts: TypeScript, statements: readonly ts.Statement[], name: string): Ways | undefined {
  const last = statements.at(-1);
  return last ? waysThrough(ts, last, name) : open;
}

function waysOfSwitch(ts: TypeScript, { caseBlock }: ts.SwitchStatement, name: string): Ways | undefined {
  const { clauses } = caseBlock;
  const parts = clauses.map((clause, index): Ways | undefined => {
    const last = clause.statements.at(-1);
    const isLast = index === clauses.length - 1;
    if (last === undefined) return isLast ? open : closed;
    const isLeft = ts.isBreakStatement(last) && !last.label;
    const before = isLeft ? clause.statements.slice(0, -1) : clause.statements;
    if (before.some((one) => someOwn(ts, one, (node) => ts.isBreakStatement(node)))) return undefined;
    const ways = waysOfList(ts, before, name);
    if (!isLeft && !isLast && before.some((one) => canComplete(ts, one)) && ways !== closed) return undefined;
    if (!isLeft || !ways) return ways;
    // Where some way assigns nothing, the `break` is still needed.
    return ways.isOpen ? ways : { ...ways, jumps: [...ways.jumps, last] };
  });
  const hasDefault = clauses.some((clause) => ts.isDefaultClause(clause));
  return joined(hasDefault ? parts : [...parts, open]);
}

function joined(parts: readonly (Ways | undefined)[]): Ways | undefined {
  let all: Ways | undefined = closed;
  for (const part of parts) {
    all = all &&
      part && {
        assignments: [...all.assignments, ...part.assignments],
        jumps: [...all.jumps, ...part.jumps],
        isOpen: all.isOpen || part.isOpen,
      };
  }
  return all;
}

function assignmentTo(
  ts: TypeScript,
  statement: ts.Statement,
  name: string,
): ts.BinaryExpression | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken } = statement.expression;
  const isIt =
    operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(left) && left.text === name;
  return isIt ? statement.expression : undefined;
}

/** What may be returned where it stands, also from inside `try`. */
function isResult(ts: TypeScript, value: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(unwrap(ts, value)) || ts.isAwaitExpression(unwrap(ts, value));
}

/** `{ value: undefined, done: true }`: made later, it is the same. */
function isConstantResult(ts: TypeScript, value: ts.Expression): boolean {
  const literal = unwrap(ts, value);
  return (
    ts.isObjectLiteralExpression(literal) &&
    literal.properties.every(
      (member) => ts.isPropertyAssignment(member) && isWrittenOut(ts, member.initializer),
    )
  );
}

interface Rewrite {
  readonly declared: Declared;
  readonly ways: Ways;
  readonly last: ts.Statement;
  readonly returned: ts.Identifier;
  /** What ways that assign nothing give. */
  readonly rest: ts.Expression | undefined;
}

function rewritten(draft: Draft, { declared, ways, last, returned, rest }: Rewrite): TextEdit[] {
  const start = (node: ts.Node): number => node.getStart(draft.sourceFile);
  const head = draft.text.slice(start(last), start(returned));
  const tail = draft.text.slice(returned.end, last.end).replace(/;$/, "");
  const { end } = declared.statement;
  const blank = /^[ \t]*\n[ \t]*/.exec(draft.text.slice(end))?.[0] ?? "";
  const edits: TextEdit[] = [{ start: start(declared.statement), end: end + blank.length, newText: "" }];
  for (const { left, right, parent } of ways.assignments) {
    edits.push({ start: start(left), end: start(right), newText: head });
    const hasSemicolon = draft.text[parent.end - 1] === ";";
    edits.push({ start: right.end, end: parent.end, newText: hasSemicolon || tail !== "" ? `${tail};` : "" });
  }
  for (const jump of ways.jumps) edits.push({ start: start(jump), end: jump.end, newText: "" });
  const whole = rest && `${head}${textOf(draft, rest)}${tail};`;
  edits.push({ start: start(last), end: last.end, newText: whole ?? "" });
  return edits;
}

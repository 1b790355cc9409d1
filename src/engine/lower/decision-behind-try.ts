import type ts from "typescript";
import { classifyExit } from "../describe/exits";
import { canComplete } from "../syntax/completion";
import { statementsOf, walkOwn } from "../syntax/nodes";
import { usesOfVariable } from "../syntax/variable-name";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import { isAgainCall } from "./again";
import { declaredIn, editDraft, insertAt, namesIn, textOf, type Draft } from "./draft";
import { isPure } from "./effects";
import { startWithComments } from "./pieces";

/**
 * Whether there is a value is often asked at the end of what is tried. Where that is a mere look at what was found, it may as well be
 * done behind the block, in front of what is done otherwise:
 *
 * `try { const row = await read(); if (row) return { value: row, done: false }; } catch …  return end`
 * → `let row; try { row = await read(); } catch …  if (row) return { value: row, done: false };  return end`
 */
export function moveDecisionsBehindTry(ts: TypeScript, draft: Draft): Draft {
  let edits: TextEdit[] | undefined;
  walkOwn(ts, draft.body, (node) => {
    if (ts.isTryStatement(node)) edits ??= moved(ts, draft, node);
  });
  return edits ? moveDecisionsBehindTry(ts, editDraft(ts, draft, edits)) : draft;
}

function moved(ts: TypeScript, draft: Draft, statement: ts.TryStatement): TextEdit[] | undefined {
  const { tryBlock, catchClause, finallyBlock, parent } = statement;
  const decision = tryBlock.statements.at(-1);
  const goesOn = ts.isBlock(parent) && parent.statements.at(-1) !== statement;
  if (!goesOn || !decision || finallyBlock || (catchClause && canComplete(ts, catchClause.block)))
    return undefined;
  if (!isDecision(ts, decision, draft.form.acting)) return undefined;
  const found = declarationsFor(ts, draft, statement, decision);
  if (!found) return undefined;
  const start = startWithComments(ts, decision);
  return [
    ...found.flatMap((declaration) => taken(draft, statement, declaration)),
    { start, end: decision.end, newText: "" },
    insertAt(statement.end, `\n${draft.text.slice(start, decision.end)}`),
  ];
}

/** `if (row !== null) return { value: row, done: false };` */
function isDecision(
  ts: TypeScript,
  statement: ts.Statement,
  acting: ReadonlySet<string> | undefined,
): statement is ts.IfStatement {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  if (!isPure(ts, statement.expression, acting)) return false;
  const [only, ...more] = statementsOf(ts, statement.thenStatement);
  if (!only || more.length > 0 || !ts.isReturnStatement(only)) return false;
  const exit = classifyExit(ts, only.expression, isAgainCall);
  return exit?.kind === "yield" && (!exit.value || isPure(ts, exit.value, acting));
}

/** The variables of the block that it names, each of which can be declared in front of it; `undefined` where one cannot. */
function declarationsFor(
  ts: TypeScript,
  draft: Draft,
  { tryBlock, catchClause }: ts.TryStatement,
  decision: ts.IfStatement,
): ts.VariableDeclaration[] | undefined {
  const declared = declaredIn(ts, tryBlock);
  const found: ts.VariableDeclaration[] = [];
  for (const name of namesIn(ts, decision)) {
    if (!declared.has(name)) continue;
    const declaration = tryBlock.statements.flatMap((one) => soleDeclaration(ts, one, name) ?? []).at(0);
    const isNamedElsewhere =
      usesOfVariable(ts, draft.body, name).length !== usesOfVariable(ts, tryBlock, name).length;
    if (!declaration || isNamedElsewhere || (catchClause && namesIn(ts, catchClause).has(name)))
      return undefined;
    found.push(declaration);
  }
  return found;
}

/** `const row = await read();` */
function soleDeclaration(
  ts: TypeScript,
  statement: ts.Statement,
  name: string,
): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [only, ...more] = statement.declarationList.declarations;
  const isPlain = only?.initializer && more.length === 0 && ts.isIdentifier(only.name);
  return isPlain && only.name.text === name ? only : undefined;
}

/** The declaration goes to the front of the `try`; an assignment is left. */
function taken(
  draft: Draft,
  statement: ts.TryStatement,
  { name, type, initializer, parent }: ts.VariableDeclaration,
): TextEdit[] {
  if (!initializer) return [];
  const declared = `${textOf(draft, name)}${type ? `: ${textOf(draft, type)}` : ""}`;
  return [
    insertAt(statement.getStart(draft.sourceFile), `let ${declared};\n`),
    {
      start: parent.getStart(draft.sourceFile),
      end: initializer.getStart(draft.sourceFile),
      newText: `${textOf(draft, name)} = `,
    },
  ];
}

import type ts from "typescript";
import { commentsWithin, Edits, indentAt, leadingStart, movedText, rangeOf } from "../support/edits";
import { asDeclaration, contains, descendants, isConst, ownDescendants } from "../support/nodes";
import { isNeverWritten, type Variable } from "../support/scopes";
import { definePass, startOf, variableAt, type View } from "../support/view";

/** A clean-up that is longer keeps its name. */
const mostStatements = 2;

/**
 * `const stop = () => { timer?.clear(); }; try { … } finally { stop(); }` → `try { … } finally { timer?.clear(); }`
 *
 * Condition: the function is short, takes and returns nothing, is called at that place of a `finally` only and known nowhere else, has no `this` of its own;
 * every name in it means the same there. An async one is awaited there.
 */
export const inlineCleanUp = definePass("inline-clean-up", (view) => {
  for (const statement of view.fn.body.statements) {
    const helper = helperOf(view, statement);
    const call = helper && onlyCallOf(view, helper);
    if (!helper || !call || contains(statement, call)) continue;
    const { body } = helper;
    const [first] = body.statements;
    const last = body.statements.at(-1);
    if (!first || !last || !isMovable(view, body) || !hasSameNames(view, body, call)) continue;
    const indent = indentAt(view, startOf(view, call));
    const own = { start: leadingStart(view, statement), end: startOf(view, statement) };
    const comments = commentsWithin(view, own).map((comment) => `${comment}\n${indent}`);
    return new Edits(view)
      .removeSpan({ start: own.start, end: statement.end })
      .replaceNode(call, comments.join("") + movedText(view, rangeOf(view, first, last), indent))
      .done();
  }
  return undefined;
});

interface Helper {
  readonly variable: Variable;
  readonly body: ts.Block;
  readonly isAsync: boolean;
}

/** Reads `function stop() {…}` and `const stop = () => {…};`. */
function helperOf(view: View, statement: ts.Statement): Helper | undefined {
  const { ts } = view;
  if (ts.isFunctionDeclaration(statement)) return asHelper(view, statement, statement.name);
  const declaration = asDeclaration(ts, statement);
  const value = declaration?.initializer;
  if (!declaration || !value || (!ts.isArrowFunction(value) && !ts.isFunctionExpression(value)))
    return undefined;
  if (!isConst(ts, declaration.parent as ts.VariableDeclarationList)) return undefined;
  return ts.isFunctionExpression(value) && value.name ? undefined : asHelper(view, value, declaration.name);
}

function asHelper(
  view: View,
  {
    body,
    parameters,
    modifiers,
    asteriskToken,
  }: ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction,
  name: ts.Node | undefined,
): Helper | undefined {
  const { ts } = view;
  const variable = variableAt(view, name);
  if (!variable || !body || !ts.isBlock(body) || !isNeverWritten(variable)) return undefined;
  const isPlain =
    parameters.length === 0 &&
    asteriskToken === undefined &&
    (modifiers ?? []).every(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  return isPlain && body.statements.length <= mostStatements
    ? { variable, body, isAsync: (modifiers?.length ?? 0) > 0 }
    : undefined;
}

/** The statement `stop();` of a `finally` block, or `await stop();` of an async function, where it is all that names the function. */
function onlyCallOf(view: View, { variable: { uses }, isAsync }: Helper): ts.ExpressionStatement | undefined {
  const { ts } = view;
  const [use, ...others] = uses;
  const call = use?.node.parent;
  if (!call || others.length > 0 || !ts.isCallExpression(call) || call.expression !== use.node)
    return undefined;
  const statement = isAsync && ts.isAwaitExpression(call.parent) ? call.parent.parent : call.parent;
  if (isAsync && statement === call.parent) return undefined;
  if (call.arguments.length > 0 || call.questionDotToken || !ts.isExpressionStatement(statement))
    return undefined;
  const block = statement.parent;
  const isFinally = ts.isTryStatement(block.parent) && block.parent.finallyBlock === block;
  const isOwn = ownDescendants(ts, view.fn).includes(statement);
  return isFinally && isOwn ? statement : undefined;
}

/** Does it run through, declare nothing, and ask for nothing that each function has of its own? */
function isMovable({ ts }: View, body: ts.Block): boolean {
  return descendants(ts, body).every(
    (node) =>
      !ts.isReturnStatement(node) &&
      !ts.isVariableDeclaration(node) &&
      !ts.isFunctionLike(node) &&
      !ts.isClassLike(node) &&
      !ts.isMetaProperty(node) &&
      node.kind !== ts.SyntaxKind.ThisKeyword &&
      !(ts.isIdentifier(node) && node.text === "arguments"),
  );
}

/** A name of the function's own block, or from outside, that nothing else in the generator is called by. */
function hasSameNames(view: View, body: ts.Block, call: ts.Statement): boolean {
  const { ts } = view;
  return descendants(ts, body)
    .filter(ts.isIdentifier)
    .every((name) => {
      const variable = variableAt(view, name);
      return view.scopes.variables.every(
        (other) =>
          other === variable || other.name !== name.text || !contains(call.parent.parent, other.declaration),
      );
    });
}

import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** A function that has a body. */
export type FunctionWithBody = (
  | ts.MethodDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.FunctionDeclaration
  | ts.ConstructorDeclaration
) & { readonly body: ts.ConciseBody };

/** `async function*` and `async *method()`. */
export type AsyncGeneratorFunction = (
  ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration
) & { readonly body: ts.Block };

/** @returns the expression inside parentheses, `as`, `satisfies`, `!` and `<T>` */
export function unwrap(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** @returns whether a type is asserted of the expression, `row as Row` or `<Row>row`, so that its own type may be another one */
export function isAsserted(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isAsExpression(expression) || ts.isTypeAssertionExpression(expression)) return true;
  if (!ts.isParenthesizedExpression(expression) && !ts.isNonNullExpression(expression)) return false;
  return isAsserted(ts, expression.expression);
}

/** @returns whether `any` is asserted of the expression: `row as any`, `<any>row` */
export function isAssertedAny(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return isAssertedAny(ts, expression.expression);
  if (!ts.isAsExpression(expression) && !ts.isTypeAssertionExpression(expression)) return false;
  return expression.type.kind === ts.SyntaxKind.AnyKeyword;
}

/** @returns the outermost parenthesis or assertion around the expression, or the expression itself */
export function wrapped(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let outer: ts.Expression = expression;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isAsExpression(outer.parent) ||
    ts.isSatisfiesExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isTypeAssertionExpression(outer.parent)
  ) {
    outer = outer.parent;
  }
  return outer;
}

/** Visits the node and everything below it, depth first; `visit` returns false to stay out of a node. */
export function walk(ts: TypeScript, node: ts.Node, visit: (node: ts.Node) => unknown): void {
  // One function for all nodes: this is what every rule does most.
  const enter = (entered: ts.Node): void => {
    if (visit(entered) !== false) ts.forEachChild(entered, enter);
  };
  enter(node);
}

/** @returns whether a node at or below this one passes the test */
export function some(ts: TypeScript, node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  const passes = (candidate: ts.Node): true | undefined =>
    test(candidate) || ts.forEachChild(candidate, passes) ? true : undefined;
  return passes(node) ?? false;
}

/** @returns the first node at or below this one that passes the test */
export function find(ts: TypeScript, root: ts.Node, test: (node: ts.Node) => boolean): ts.Node | undefined {
  if (test(root)) return root;
  return ts.forEachChild(root, (child) => find(ts, child, test));
}

/** @returns whether the node starts a scope of its own for `return`, `await` and `yield` */
export function isFunctionBoundary(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isClassStaticBlockDeclaration(node);
}

/** Like {@link walk}, but stays out of nested functions and classes. */
export function walkOwn(ts: TypeScript, root: ts.Node, visit: (node: ts.Node) => unknown): void {
  walk(ts, root, (node) => (node !== root && isFunctionBoundary(ts, node) ? false : visit(node)));
}

/** @returns whether a node of this function itself, not of a nested one, passes the test */
export function someOwn(ts: TypeScript, root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  let found = false;
  walkOwn(ts, root, (node) => {
    found ||= test(node);
    return !found;
  });
  return found;
}

/** @returns whether the modifier list holds a modifier of this kind */
export function hasModifier(ts: TypeScript, node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

/** @returns whether the variable is declared by `const` */
export function isConst(ts: TypeScript, { parent }: ts.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(parent) && (parent.flags & ts.NodeFlags.Const) !== 0;
}

/** @returns the `extends` of a class; `undefined` where it extends nothing, or is none */
export function extendsOf(ts: TypeScript, node: ts.Node): ts.HeritageClause | undefined {
  if (!ts.isClassLike(node)) return undefined;
  return node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/** @returns whether it stands in a JSDoc comment */
export function isInDocs(ts: TypeScript, node: ts.Node): boolean {
  return (node.flags & ts.NodeFlags.JSDoc) !== 0;
}

/** @returns the first decorator of a class, of a member, or of the field that holds a function */
export function decoratorOf(ts: TypeScript, node: ts.Node): ts.Decorator | undefined {
  const { parent } = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? wrapped(ts, node) : node;
  const holder = ts.isPropertyDeclaration(parent) ? parent : node;
  return ts.canHaveDecorators(holder) ? ts.getDecorators(holder)?.[0] : undefined;
}

/** @returns whether the node is an async generator with a body */
export function isAsyncGenerator(ts: TypeScript, node: ts.Node): node is AsyncGeneratorFunction {
  return (
    (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) &&
    node.asteriskToken !== undefined &&
    node.body !== undefined &&
    hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword)
  );
}

/** @returns the innermost function around the node, if there is one */
export function functionAround(ts: TypeScript, node: ts.Node): ts.SignatureDeclaration | undefined {
  return ancestor(node, (candidate): candidate is ts.SignatureDeclaration => ts.isFunctionLike(candidate));
}

/** @returns the parameters that are given at run time: TypeScript's `this` is none */
export function realParameters(
  ts: TypeScript,
  { parameters }: Pick<ts.SignatureDeclaration, "parameters">,
): ts.ParameterDeclaration[] {
  return parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === "this"));
}

/** @returns the nearest enclosing node that passes the test, the node itself excluded */
export function ancestor<T extends ts.Node>(
  node: ts.Node,
  test: (node: ts.Node) => node is T,
): T | undefined {
  const parent = node.parent as ts.Node | undefined;
  if (!parent) return undefined;
  return test(parent) ? parent : ancestor(parent, test);
}

/** @returns whether `node` is `outer` or lies inside it */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}

/** @returns the statements of a function's body; for an expression body, none */
export function bodyStatements(ts: TypeScript, fn: FunctionWithBody): readonly ts.Statement[] {
  return ts.isBlock(fn.body) ? fn.body.statements : [];
}

/** @returns the last statement that does something: functions may be declared behind a `return` */
export function lastStatement(ts: TypeScript, block: ts.Block): ts.Statement | undefined {
  return block.statements.findLast((statement) => !ts.isFunctionDeclaration(statement));
}

/** @returns whether the function is a generator, async or not */
export function isGenerator(fn: ts.Node): boolean {
  return "asteriskToken" in fn && fn.asteriskToken !== undefined;
}

/** @returns whether the expression is `undefined` or `void 0`, through assertions */
export function isUndefined(ts: TypeScript, expression: ts.Expression): boolean {
  const inner = unwrap(ts, expression);
  if (ts.isVoidExpression(inner)) return ts.isLiteralExpression(unwrap(ts, inner.expression));
  return ts.isIdentifier(inner) && inner.text === "undefined";
}

/** @returns whether an operator assigns: `=`, `+=`, `??=` … */
export function isAssignmentOperator(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** How a variable or property is touched at one place. */
export type Access = "read" | "write" | "update";

/** @returns how this name or property access is used where it stands; destructuring targets count as writes */
export function accessKind(ts: TypeScript, node: ts.Expression): Access {
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (ts.isBinaryExpression(parent) && parent.left === outer) {
    if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) return "write";
    if (isAssignmentOperator(ts, parent.operatorToken.kind)) return "update";
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { operator } = parent;
    if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken)
      return "update";
  }
  if (ts.isDeleteExpression(parent)) return "write";
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === outer)
    return "write";
  return isDestructuringTarget(ts, outer) ? "write" : "read";
}

/** @returns whether the node, or a pattern around it, is what a destructuring assignment puts values into */
export function isDestructuringTarget(ts: TypeScript, node: ts.Node): boolean {
  let current = node;
  for (;;) {
    const { parent } = current;
    if (
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === current) ||
      ts.isShorthandPropertyAssignment(parent)
    ) {
      current = parent;
      continue;
    }
    if (ts.isForOfStatement(parent)) return parent.initializer === current;
    return (
      current !== node &&
      ts.isBinaryExpression(parent) &&
      parent.left === current &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    );
  }
}

/** @returns whether the node stands in a JavaScript file, where types are what could be inferred */
export function isJavaScript(node: ts.Node): boolean {
  return /\.[cm]?jsx?$/.test(node.getSourceFile().fileName);
}

/** @returns the first `this` or `arguments` that an arrow function, or a part of it, shares with the code around it */
export function outerThis(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return node;
  if (ts.isIdentifier(node)) return node.text === "arguments" ? node : undefined;
  if (isFunctionBoundary(ts, node) && !ts.isArrowFunction(node)) return undefined;
  return ts.forEachChild(node, (child) => outerThis(ts, child));
}

/** What may stand before `as` without parentheses. */
export function isOperand(ts: TypeScript, value: ts.Expression): boolean {
  return (
    ts.isIdentifier(value) ||
    ts.isLiteralExpression(value) ||
    ts.isCallExpression(value) ||
    ts.isNewExpression(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isElementAccessExpression(value) ||
    ts.isNonNullExpression(value) ||
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isParenthesizedExpression(value)
  );
}

/** @returns whether code of the block itself declares something by `using`, which is disposed of when its block is left */
export function usesUsing(ts: TypeScript, block: ts.Node): boolean {
  const { BlockScoped, Let, Const } = ts.NodeFlags;
  const plain: readonly number[] = [0, Let, Const];
  return someOwn(
    ts,
    block,
    (node) => ts.isVariableDeclarationList(node) && !plain.includes(node.flags & BlockScoped),
  );
}

/**
 * @param text - what the expression is written as
 * @returns the same with `await` before it
 */
export function awaited(ts: TypeScript, expression: ts.Expression, text: string): string {
  return isOperand(ts, expression) ? `await ${text}` : `await (${text})`;
}

/** @returns the list that a statement stands in; `undefined` where it stands without braces */
export function listAround(ts: TypeScript, { parent }: ts.Statement): ts.NodeArray<ts.Statement> | undefined {
  const isListed =
    ts.isBlock(parent) ||
    ts.isSourceFile(parent) ||
    ts.isModuleBlock(parent) ||
    ts.isCaseOrDefaultClause(parent);
  return isListed ? parent.statements : undefined;
}

/** The statements of a block, or the one statement that stands without braces. */
export function statementsOf(ts: TypeScript, statement: ts.Statement): readonly ts.Statement[] {
  return ts.isBlock(statement) ? statement.statements : [statement];
}

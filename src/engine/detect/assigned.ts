import type ts from "typescript";
import { say } from "../say";
import { elementKey, keyText } from "../syntax/keys";
import { bodyStatements, unwrap, walkOwn, wrapped, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { neverReassigned } from "../syntax/never-reassigned";
import { isThis } from "../syntax/this-alias";
import type { Owner } from "./owner";
import { underPlatformGuard } from "./platform";

/** A statement that adds a member: `iterator.next = async () => …;`. It has no name of its own. */
export type AssignedMember = ts.ExpressionStatement & { readonly name?: undefined };

/** A method that is put in place by an assignment. */
export interface AssignedMethod {
  readonly key: string;
  readonly member: AssignedMember;
  readonly fn: FunctionWithBody;
  /** The assignment, or the condition around it that asks for nothing but the platform. */
  readonly declaration: ts.Statement;
}

/** A method of the protocol of which nobody can say that it is the object's own, and the only one of its name. */
export interface UncertainMethod {
  readonly isThrow: boolean;
  readonly node: ts.Node;
  /** One sentence for a person. */
  readonly why: string;
  /** It opens the iterator, and is put in place here or nowhere: a generator in its place is there just as often. */
  readonly isOnlyOpener?: boolean;
}

/** @returns why a method is uncertain that is put in place on some paths only */
export function onlySometimes(key: string): string {
  return say("it has {0}() only sometimes; a generator always has it", keyText(key));
}

/**
 * Finds the functions that are assigned to members after the object is made: to `this` in the constructor of a class, or to the
 * constant that holds an object literal, in the statements after it.
 */
export function assignedMethods(
  ts: TypeScript,
  owner: Owner,
  construct: FunctionWithBody | undefined,
): AssignedMethod[] {
  if (construct) return methodsIn(ts, bodyStatements(ts, construct), isOwn(ts));
  const holder = ts.isObjectLiteralExpression(owner) ? constantOf(ts, owner) : undefined;
  return holder ? methodsIn(ts, holder.following, isNamed(ts, holder.name)) : [];
}

/** @returns where a method of the protocol is put in place on some paths only: `if (source.throw) iterator.throw = …;` */
export function conditionalMethods(
  ts: TypeScript,
  owner: Owner,
  construct: FunctionWithBody | undefined,
): UncertainMethod[] {
  const holder = ts.isObjectLiteralExpression(owner) ? constantOf(ts, owner) : undefined;
  const statements = construct ? bodyStatements(ts, construct) : (holder?.following ?? []);
  const isObject = construct ? isOwn(ts) : isNamed(ts, holder?.name ?? "");
  const found: UncertainMethod[] = [];
  for (const outer of statements) {
    if (ts.isExpressionStatement(outer) || underPlatformGuard(ts, outer)) continue;
    walkOwn(ts, outer, (node) => {
      if (!ts.isExpressionStatement(node)) return;
      const assigned = assignment(ts, node, isObject);
      if (assigned && /^(?:next|return|throw)$/.test(assigned.key))
        found.push({ isThrow: assigned.key === "throw", node, why: onlySometimes(assigned.key) });
    });
  }
  return found;
}

/** @returns statements like `this.next = this.next.bind(this);` with the member's key */
export function boundInConstructor(
  ts: TypeScript,
  construct: FunctionWithBody | undefined,
  methods: ReadonlyMap<string, unknown>,
): Map<ts.Statement, string> {
  const bound = new Map<ts.Statement, string>();
  for (const statement of construct ? bodyStatements(ts, construct) : []) {
    const assigned = assignment(ts, statement, isOwn(ts));
    if (assigned && methods.has(assigned.key) && isBound(ts, assigned.value, assigned.key))
      bound.set(statement, assigned.key);
  }
  return bound;
}

type Test = (expression: ts.Expression) => boolean;

const isOwn =
  (ts: TypeScript): Test =>
  (expression) =>
    isThis(ts, expression);

const isNamed =
  (ts: TypeScript, name: string): Test =>
  (expression) => {
    const inner = unwrap(ts, expression);
    return ts.isIdentifier(inner) && inner.text === name;
  };

/** `const iterator = {…};`, and what follows it in its block or file. */
function constantOf(
  ts: TypeScript,
  literal: ts.ObjectLiteralExpression,
): { name: string; following: readonly ts.Statement[] } | undefined {
  const declaration = wrapped(ts, literal).parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const statement = declaration.parent.parent;
  if (!neverReassigned(ts, declaration) || !ts.isVariableStatement(statement)) return undefined;
  const block = statement.parent;
  if (!ts.isBlock(block) && !ts.isSourceFile(block)) return undefined;
  const following = block.statements.slice(block.statements.indexOf(statement) + 1);
  return { name: declaration.name.text, following };
}

function methodsIn(ts: TypeScript, statements: readonly ts.Statement[], isObject: Test): AssignedMethod[] {
  return statements.flatMap((statement) => {
    const assigned = assignment(ts, underPlatformGuard(ts, statement) ?? statement, isObject);
    const fn = assigned && unwrap(ts, assigned.value);
    if (!fn || !(ts.isArrowFunction(fn) || ts.isFunctionExpression(fn))) return [];
    return {
      key: assigned.key,
      member: assigned.statement,
      fn,
      declaration: statement,
    };
  });
}

/** `object.key = value;` */
function assignment(
  ts: TypeScript,
  statement: ts.Statement,
  isObject: Test,
): { key: string; value: ts.Expression; statement: ts.ExpressionStatement } | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, right, operatorToken } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const key = elementKey(ts, left);
  const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
  if (key === undefined || !isMember || !isObject(left.expression)) return undefined;
  return { key, value: right, statement };
}

/** `this.next.bind(this)` */
function isBound(ts: TypeScript, value: ts.Expression, key: string): boolean {
  const call = unwrap(ts, value);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return false;
  const [self, ...more] = call.arguments;
  const method = unwrap(ts, call.expression.expression);
  return (
    call.expression.name.text === "bind" &&
    self !== undefined &&
    more.length === 0 &&
    isThis(ts, self) &&
    elementKey(ts, method) === key &&
    (ts.isPropertyAccessExpression(method) || ts.isElementAccessExpression(method)) &&
    isThis(ts, method.expression)
  );
}

import type ts from "typescript";
import { ancestor, functionAround, unwrap } from "../../syntax/nodes";
import { contains, isLoop, type Loop } from "./nodes";
import type { Variable } from "./scopes";
import { textOf, variableAt, type View } from "./view";

/**
 * `const page = await get<Row>(cursor); cursor = page.next;` in a loop: what `cursor` holds there is worked out from what is assigned to
 * it, that from `page`, and that from `cursor`. TypeScript gives up with its error 7022.
 *
 * @returns whether finding out what the loop assigns to the variable takes, by way of another variable, its own type
 */
export function hasCircularType(view: View, variable: Variable): boolean {
  const { ts } = view;
  return variable.uses.some(({ node, writes }) => {
    const { parent } = node;
    if (!writes || functionAround(ts, node) !== view.fn || !ts.isBinaryExpression(parent)) return false;
    if (parent.left !== node || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
    const loop = ancestor(node, (outer): outer is Loop => isLoop(ts, outer));
    return loop !== undefined && needsTypeOfWhole({ view, variable, loop }, parent.right, new Set());
  });
}

interface Question {
  readonly view: View;
  readonly variable: Variable;
  readonly loop: Loop;
}

/**
 * The compiler reads the type of a call off the function where the call is all that there is, perhaps awaited; where it is part of
 * something, it looks at the arguments as well.
 *
 * @param via - the variables on the way
 */
function needsTypeOfWhole(question: Question, node: ts.Expression, via: ReadonlySet<Variable>): boolean {
  const { ts } = question.view;
  const whole = unwrap(ts, node);
  if (ts.isAwaitExpression(whole)) return needsTypeOfWhole(question, whole.expression, via);
  const isRead = ts.isCallExpression(whole) && hasPlainSignature(question.view, whole.expression);
  return needsType(question, isRead ? whole.expression : node, via);
}

function needsType(question: Question, node: ts.Node, via: ReadonlySet<Variable>): boolean {
  const { ts } = question.view;
  if (ts.isIdentifier(node)) return needsTypeOfName(question, node, via);
  if (ts.isFunctionLike(node) || (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)))
    return false;
  return childrenOf(ts, node).some((part) => needsType(question, part, via));
}

function needsTypeOfName(question: Question, name: ts.Identifier, via: ReadonlySet<Variable>): boolean {
  const { view, variable, loop } = question;
  const found = variableAt(view, name);
  if (!found || via.has(found)) return false;
  if (found === variable) return via.size > 0;
  const source = contains(loop, found.declaration) ? typeSource(view, found) : undefined;
  return source !== undefined && needsTypeOfWhole(question, source, new Set([...via, found]));
}

/** What the type of a variable comes from, where none is written. */
function typeSource({ ts }: View, { declaration }: Variable): ts.Expression | undefined {
  const found = ancestor(declaration, ts.isVariableDeclaration);
  return found?.type ? undefined : found?.initializer;
}

function hasPlainSignature(view: View, callee: ts.Expression): boolean {
  return view.context.factsOf(textOf(view, callee))?.hasPlainSignature === true;
}

function childrenOf(ts: View["ts"], node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return children;
}

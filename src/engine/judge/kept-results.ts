import type ts from "typescript";
import { settledNext } from "../consume/next-loop";
import type { Consumer, InstanceUse } from "../consumer";
import type { IteratorKind } from "../kind";
import { functionAround, unwrap, wrapped } from "../syntax/nodes";
import { encloses, sameVariable } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { mayBeReadAfter } from "./read-after";
import { isDropped, isPartOf, isTarget } from "./result-uses";

/** A place that a result is put in. */
interface Put {
  readonly target: ts.Expression | ts.Identifier;
  /** The call that gave the result; `undefined` where another variable did. */
  readonly draw?: ts.Node;
}

/** @returns the place that keeps a result of an instance while more is drawn from it, or from where it goes out of sight */
export function keptBesideAnother(
  ts: TypeScript,
  kind: IteratorKind,
  instance: InstanceUse,
): ts.Node | undefined {
  const draws = instance.consumers.filter((one) => /^(?:loop|serial-next|manual-next)$/.test(one.kind));
  const puts: Put[] = [];
  for (const { kind: how, node: call } of draws) {
    if (how === "loop" || !ts.isCallExpression(call)) continue;
    const settled = settledNext(ts, call, kind);
    if (settled?.handler) {
      if (!takesApart(ts, unwrap(ts, settled.handler))) return call;
    } else if (settled) puts.push(...putsOf(ts, settled.expression, call));
    else if (isPromiseKept(ts, call)) return call;
  }
  const all = withAliases(ts, puts);
  return all.find((put) => isKept(ts, put, all, draws, instance.drawnOnce))?.target;
}

/** The variables, or whatever else, that the result is put in as it is. */
function putsOf(ts: TypeScript, result: ts.Expression, draw?: ts.Node): Put[] {
  const outer = wrapped(ts, result);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent))
    return ts.isIdentifier(parent.name) ? [{ target: parent.name, draw }] : [];
  if (!ts.isBinaryExpression(parent) || parent.right !== outer) return [];
  if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const target = unwrap(ts, parent.left);
  const others = putsOf(ts, parent, draw);
  return ts.isObjectLiteralExpression(target) ? others : [{ target, draw }, ...others];
}

/** With those that get it from a variable: `last = result`. */
function withAliases(ts: TypeScript, puts: readonly Put[]): readonly Put[] {
  const all = [...puts];
  const seen = new Set<ts.Node>();
  for (const { target } of all) {
    for (const use of readsOf(ts, target)) {
      if (seen.has(use)) continue;
      seen.add(use);
      all.push(...putsOf(ts, use));
    }
  }
  return all;
}

function readsOf(ts: TypeScript, target: ts.Node): ts.Identifier[] {
  if (!ts.isIdentifier(target)) return [];
  return sameVariable(ts, target).filter((use) => !isTarget(ts, use));
}

function isKept(
  ts: TypeScript,
  { target }: Put,
  all: readonly Put[],
  draws: readonly Consumer[],
  drawnOnce: boolean,
): boolean {
  if (!ts.isIdentifier(target)) return true;
  const uses = sameVariable(ts, target);
  const around = functionAround(ts, target);
  // `setTimeout(() => show(result.value))`
  if (uses.some((use) => functionAround(ts, use) !== around)) return true;
  const own = all.filter((put) => uses.some((use) => use === put.target));
  const reads = readsOf(ts, target);
  return draws.some(({ node, mayOverlap }) => {
    // Another run of the same place may have drawn meanwhile.
    if (own.some(({ draw }) => draw === node)) return mayOverlap === true;
    // Where all draws are of one place, what is drawn in another function is drawn from another instance.
    if (functionAround(ts, node) !== around) return !drawnOnce;
    const targets = own.map((put) => put.target);
    return reads.some((read) => mayBeReadAfter(ts, { draw: node, read, targets, uses }));
  });
}

/** Neither dropped nor taken apart at once, as by `it.next().then(({ value }) => …)`: nobody knows when it is looked at. */
function isPromiseKept(ts: TypeScript, call: ts.CallExpression): boolean {
  const outer = wrapped(ts, call);
  const { parent } = outer;
  if (isDropped(ts, parent, outer)) return false;
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== "then") return true;
  const handler = ts.isCallExpression(parent.parent) ? parent.parent.arguments[0] : undefined;
  return !handler || !takesApart(ts, unwrap(ts, handler));
}

/** `({ value, done }) => …`, `(result) => result.value` */
function takesApart(ts: TypeScript, handler: ts.Expression): boolean {
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return false;
  const [parameter] = handler.parameters;
  if (!parameter) return ts.isArrowFunction(handler);
  if (!ts.isIdentifier(parameter.name)) return ts.isObjectBindingPattern(parameter.name);
  const [read, ...others] = readsOf(ts, parameter.name).filter((use) => use !== parameter.name);
  if (!read) return true;
  const isWhole = isPartOf(ts, read.parent, read) && read.parent === handler.body;
  return others.length === 0 && isWhole && encloses(ts, handler, read);
}

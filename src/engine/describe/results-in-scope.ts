import type ts from "typescript";
import type { Site } from "../detect/site";
import { isUndefined, unwrap, walk } from "../syntax/nodes";
import { keepsType, type ResultHelper } from "../syntax/result-helpers";
import { mayGive, resultMakerNamed, resultMakerOfClass, type ResultMaker } from "../syntax/result-makers";
import type { TypeScript } from "../typescript";
import { annotationOf, type Annotation } from "./annotation";
import type { Exit } from "./exits";

/** Both by what the code calls them: `final`, `Rows.final`. */
export type ResultsInScope = ReadonlyMap<string, ResultMaker>;

/** @returns the functions and constants around a site that its methods may give results by */
export function resultsInScope(ts: TypeScript, site: Site): ResultsInScope {
  const makers = makersInScope(ts, site);
  if (makers.size === 0) return makers;
  return takesAnything(annotationOf(ts, site)) ? new Map([...makers].map(withoutType)) : makers;
}

/** Of what type a value is by the helper makes no difference to a generator of any values. */
function takesAnything(said: Annotation | undefined): boolean {
  return said !== undefined && isAnything(said.element) && isAnything(said.final ?? "any");
}

function isAnything(type: string): boolean {
  return type === "any" || type === "unknown";
}

function withoutType([name, maker]: [string, ResultMaker]): [string, ResultMaker] {
  return [name, { ...maker, losesType: false }];
}

function makersInScope(ts: TypeScript, { iterator }: Site): ResultsInScope {
  const found = new Map<string, ResultMaker>();
  for (const { fn } of iterator?.methods.values() ?? []) {
    walk(ts, fn.body, (node) => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { expression: callee } = node;
        const helper = resultMakerOfClass(ts, fn, callee);
        if (helper) found.set(callee.getText(), helper);
        return;
      }
      if (!ts.isIdentifier(node) || found.has(node.text) || !mayGive(ts, node)) return;
      const helper = resultMakerNamed(ts, fn, node.text);
      if (helper) found.set(node.text, helper);
    });
  }
  return found;
}

/** @returns the exits with what the helpers among them make of their arguments */
export function seenThrough(
  ts: TypeScript,
  exits: readonly Exit[],
  results: ResultsInScope,
): readonly Exit[] {
  if (results.size === 0) return exits;
  return exits.map((exit) => (exit.kind === "delegate" ? (madeBy(ts, exit, results) ?? exit) : exit));
}

function madeBy(
  ts: TypeScript,
  { node, result }: Extract<Exit, { kind: "delegate" }>,
  results: ResultsInScope,
): Exit | undefined {
  const awaited = unwrap(ts, result);
  const expression = ts.isAwaitExpression(awaited) ? unwrap(ts, awaited.expression) : awaited;
  const call = ts.isCallExpression(expression) ? expression : undefined;
  const name = call ? call.expression : expression;
  const helper = results.get(name.getText());
  if (!helper || (helper.isConstant ?? false) !== (call === undefined)) return undefined;
  if (!keepsType(ts, helper, call?.arguments ?? [])) return undefined;
  const argument = (key: "value" | "done"): ts.Expression | undefined => {
    const part = helper.parts.find((one) => one.key === key);
    return part?.parameter === undefined ? undefined : call?.arguments[part.parameter];
  };
  const given = argument("value");
  const value = given && isUndefined(ts, given) ? undefined : given;
  const isDone = doneOf(ts, helper, argument("done"));
  if (typeof isDone === "boolean") return { kind: isDone ? "finish" : "yield", node, value, extras: [] };
  return { kind: "computed", node, done: isDone, value, doneFirst: false, extras: [] };
}

function doneOf(
  ts: TypeScript,
  { parts }: ResultHelper,
  given: ts.Expression | undefined,
): boolean | ts.Expression {
  const part = parts.find(({ key }) => key === "done");
  if (part?.parameter === undefined) return part?.text === "true";
  if (!given || given.kind === ts.SyntaxKind.FalseKeyword) return false;
  return given.kind === ts.SyntaxKind.TrueKeyword ? true : given;
}

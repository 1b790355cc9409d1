import type ts from "typescript";
import { say } from "../engine/say";
import type { Span } from "../engine/text";
import type { Target } from "../engine/verdict";
import type { TypeScript } from "../engine/typescript";
import type { Finding } from "../rules/rule";
import { type Choice, choicesOf, refusalOf } from "./choices";
import { toTextChanges } from "./edits";
import { findingsAt } from "./sites";

/** The name of the plugin's refactor; its actions are the conversions. */
export const refactorName = "yieldwise";

/** What an editor asks for. */
export interface RefactorQuery {
  /** The cursor, or what is selected. */
  readonly selection: Span;
  /** Only actions of this kind, or of one below it; all when absent. */
  readonly kind: string | undefined;
  /** Whether the editor wants to show what cannot be done, greyed out. */
  readonly refused: boolean;
}

interface Action {
  readonly name: string;
  readonly kind: string;
  readonly choice: Choice;
}

/**
 * @param findings - of the file
 * @returns the plugin's refactor with its actions, or none
 */
export function applicableRefactors(
  ts: TypeScript,
  findings: readonly Finding[],
  query: RefactorQuery,
): ts.ApplicableRefactorInfo[] {
  const finding = siteAt(findings, query.selection);
  if (!finding) return [];
  const actions = actionsFor(ts, finding)
    .filter(({ kind }) => query.kind === undefined || isWithin(kind, query.kind))
    .filter(({ choice }) => query.refused || choice.verdict !== "refused")
    .map(({ name, kind, choice }) => ({
      name,
      kind,
      description: choice.title,
      ...(choice.verdict === "refused" ? { notApplicableReason: refusalOf(choice) } : {}),
    }));
  const description =
    finding.site?.kind === "sync" ? say("Convert to generator") : say("Convert to async generator");
  return actions.length === 0 ? [] : [{ name: refactorName, description, actions }];
}

/**
 * @param actionName - of an action that was offered for the same selection
 * @returns the edits; the reason where the action is refused; `undefined` when it is no longer there
 */
export function refactorEdits(
  ts: TypeScript,
  findings: readonly Finding[],
  selection: Span,
  actionName: string,
): ts.RefactorEditInfo | undefined {
  const finding = siteAt(findings, selection);
  const action = finding && actionsFor(ts, finding).find(({ name }) => name === actionName);
  if (!action) return undefined;
  return action.choice.verdict === "refused"
    ? { edits: [], notApplicableReason: refusalOf(action.choice) }
    : { edits: toTextChanges(action.choice.edits()) };
}

function siteAt(findings: readonly Finding[], selection: Span): Finding | undefined {
  return findingsAt(findings, selection).find(({ site }) => site);
}

/** Two offers can have one target, such as a cautious and an idiomatic method: the second is "method 2". */
function actionsFor(ts: TypeScript, finding: Finding): Action[] {
  const counts = new Map<string, number>();
  return choicesOf(finding).map((choice) => {
    const target = choice.target ?? "inline";
    const count = (counts.get(target) ?? 0) + 1;
    counts.set(target, count);
    const name = count === 1 ? target : `${target} ${String(count)}`;
    return { name, kind: kindOf(ts, finding, target), choice };
  });
}

function kindOf(ts: TypeScript, finding: Finding, target: Target): string {
  const form = target === "inline" ? inlineForm(ts, finding) : target;
  return `refactor.rewrite.${finding.site?.kind === "sync" ? "generator" : "asyncGenerator"}.${form}`;
}

/** A function that returns an iterator becomes a generator function; an object literal gets a generator method. */
function inlineForm(ts: TypeScript, { site }: Finding): "function" | "method" {
  if (!site) return "method";
  const owner = parentOfTokenAt(ts, site.sourceFile, site.anchor.start);
  const value = ts.isVariableDeclaration(owner) ? owner.initializer : owner;
  return value &&
    (ts.isFunctionDeclaration(value) || ts.isFunctionExpression(value) || ts.isArrowFunction(value))
    ? "function"
    : "method";
}

/** The innermost node around the token that begins at a position. */
function parentOfTokenAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node {
  let owner: ts.Node = sourceFile;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) > position || node.end <= position) return;
    if (!ts.isIdentifier(node)) owner = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(sourceFile, visit);
  return owner;
}

function isWithin(kind: string, requested: string): boolean {
  return kind === requested || kind.startsWith(`${requested}.`);
}

import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseBody, polish, polishWith } from "../../src/engine/polish";
import type { ExpressionFacts } from "../../src/engine/expression-facts";
import type { PolishContext, PolishPass } from "../../src/engine/polish/pass";
import { isLineGone, keepsComments } from "../../src/engine/polish/support/comments";
import { commentsIn, type Comment } from "../../src/engine/syntax/comments";
import { compare, type MakeWorld } from "./recorder";

/** What a case says about the code around the generator. */
export interface CaseContext extends Partial<Omit<PolishContext, "ts" | "factsOf">> {
  readonly facts?: Readonly<Record<string, ExpressionFacts>>;
}

/** One example of what a pass does, or must not do. */
export interface Case {
  /** What it shows; for a case without `after`: why the pass must not fire. */
  readonly name: string;
  readonly before: string;
  /** `undefined`: the pass must leave it alone. */
  readonly after?: string;
  readonly context?: CaseContext;
  /** The comments that go with what they are about. */
  readonly forgets?: readonly string[];
  /** Where both versions are run. A case that must not fire needs none. */
  readonly worlds?: readonly MakeWorld[];
}

export function contextOf({ facts = {}, ...rest }: CaseContext = {}): PolishContext {
  return {
    ts,
    factsOf: (text) => facts[text],
    ownVariables: new Set(),
    finalValueUnused: false,
    mayCloseSource: false,
    ...rest,
  };
}

/** Takes the common indentation and the outer line feeds away from a text in backticks. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const width = Math.min(...indents);
  return lines.map((line) => line.slice(width)).join("\n") + "\n";
}

/** Tests one pass alone: the text, the comments, that it stops, and that both versions do the same. */
export function testPass(pass: PolishPass, cases: readonly Case[]): void {
  testCases(pass.name, cases, (text, context) => polishWith(ts, [pass], text, context));
}

/** Tests all passes together. */
export function testPolish(title: string, cases: readonly Case[]): void {
  testCases(title, cases, (text, context) => polish(ts, text, context));
}

function testCases(
  title: string,
  cases: readonly Case[],
  run: (text: string, context: PolishContext) => string,
): void {
  describe(title, () => {
    for (const example of cases) {
      it(example.after === undefined ? `leaves: ${example.name}` : example.name, async () => {
        await check(example, run);
      });
    }
  });
}

async function check(example: Case, run: (text: string, context: PolishContext) => string): Promise<void> {
  const before = dedent(example.before);
  const context = contextOf(example.context);
  const after = run(before, context);
  expect(after).toBe(example.after === undefined ? before : dedent(example.after));
  expect(run(after, context)).toBe(after);
  expect(syntaxErrors(after)).toEqual([]);
  const [old, now] = [before, after].map((text) => commentsIn(ts, parseBody(ts, text).sourceFile));
  const mayGo = (one: Comment): boolean =>
    isLineGone(one, before, after) || example.forgets?.includes(one.text) === true;
  expect(keepsComments(old ?? [], now ?? [], mayGo)).toBe(true);
  if (example.after === undefined) return;
  if (example.worlds === undefined)
    throw new Error(`"${example.name}" fires, so it must be run: give it worlds`);
  const { difference, runs } = await compare(before, after, example.worlds, context.hasThrow === true);
  expect(difference).toBeUndefined();
  expect(runs).toBeGreaterThan(0);
}

function syntaxErrors(text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

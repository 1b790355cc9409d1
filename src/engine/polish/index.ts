import type ts from "typescript";
import { applyEdits } from "../text";
import type { TypeScript } from "../typescript";
import type { GeneratedBody, PolishContext, PolishPass } from "./pass";
import { passes } from "./passes";
import { commentsIn, type Comment } from "../syntax/comments";
import { viewOf } from "./support/view";
import { lateVariables } from "./late-variables";
import { countLasting, separateVariables } from "./separate";
import { identifiersIn, isLineGone, isOfPosition, keepsComments } from "./support/comments";

/** Far more steps than any generator needs; a text that takes more is being changed back and forth. */
const mostSteps = 400;

/**
 * Turns a literal generator into what a person would have written. Each step is one pass's edits; steps are made until
 * no pass applies. A step that would lose a comment is not made.
 *
 * @param ts - the host's TypeScript
 * @param text - one function, `async function* generated(…) {…}`, with line feeds and an indentation of two spaces
 * @param context - what is known besides the text
 * @returns the function, polished
 * @throws Error when the passes do not come to an end, or when the text is not one function declaration
 */
export function polish(ts: TypeScript, text: string, context: PolishContext): string {
  const together = polishWith(ts, passes, text, context);
  const parse = (code: string): GeneratedBody => parseBody(ts, code, context.scriptKind);
  const edits = separateVariables(ts, parse(text));
  if (edits.length === 0) return together;
  // The author declares several variables at once, and that stays, unless one of them can go otherwise.
  const apart = polishWith(ts, passes, applyEdits(text, edits), context);
  return countLasting(ts, parse(apart)) < countLasting(ts, parse(together)) ? apart : together;
}

/**
 * Runs some passes to the end.
 *
 * @param selected - the passes, in the order in which they are tried
 * @throws Error when they do not come to an end
 * @see {@link polish} for the other parameters
 */
export function polishWith(
  ts: TypeScript,
  selected: readonly PolishPass[],
  text: string,
  context: PolishContext,
): string {
  const applied: string[] = [];
  const first = parseBody(ts, text, context.scriptKind);
  let body: GeneratedBody = { ...first, late: lateVariables(viewOf(first, context)) };
  for (;;) {
    const step = nextStep(ts, selected, body, context);
    if (step === undefined) return body.text;
    applied.push(step.pass);
    if (applied.length > mostSteps) {
      throw new Error(
        `Polish does not come to an end; the last passes were ${applied.slice(-6).join(", ")}. ` +
          "Two of them undo each other: run one of them less often.",
      );
    }
    ({ body } = step);
  }
}

function nextStep(
  ts: TypeScript,
  selected: readonly PolishPass[],
  body: GeneratedBody,
  context: PolishContext,
): { pass: string; body: GeneratedBody } | undefined {
  for (const pass of selected) {
    const edits = pass.apply(body, context);
    if (edits === undefined || edits.length === 0) continue;
    const next = parseBody(ts, applyEdits(body.text, edits), context.scriptKind);
    const [before, after] = [body, next].map(({ sourceFile }) => commentsIn(ts, sourceFile));
    const mayGo = (one: Comment): boolean =>
      isLineGone(one, body.text, next.text) ||
      (pass.forgetsPosition === true && isOfPosition(one, identifiersIn(ts, body.fn)));
    if (keepsComments(before ?? [], after ?? [], mayGo)) {
      return { pass: pass.name, body: { ...next, ...(body.late && { late: body.late }) } };
    }
  }
  return undefined;
}

/**
 * Parses a generated function.
 *
 * @throws Error when the text holds no function declaration with a body
 */
export function parseBody(ts: TypeScript, text: string, scriptKind?: ts.ScriptKind): GeneratedBody {
  const sourceFile = ts.createSourceFile(
    "generated.ts",
    text,
    ts.ScriptTarget.Latest,
    true,
    scriptKind ?? ts.ScriptKind.TS,
  );
  const fn = sourceFile.statements.find(ts.isFunctionDeclaration);
  if (!isWithBody(fn)) {
    throw new Error(`Polish expects one function declaration with a body, but got: ${text.slice(0, 80)}`);
  }
  return { text, sourceFile, fn };
}

function isWithBody(
  fn: ts.FunctionDeclaration | undefined,
): fn is ts.FunctionDeclaration & { readonly body: ts.Block } {
  return fn?.body !== undefined;
}

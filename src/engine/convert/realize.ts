import type ts from "typescript";
import { assemble } from "../lower/assemble";
import { indent, indentationAt, layoutOf, shift } from "../lower/layout";
import { polish } from "../polish";
import type { PolishContext } from "../polish/pass";
import { commentsIn } from "../syntax/comments";
import type { Plan } from "../targets/plan";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/** A plan, assembled: what it costs is known, and the text can be had. */
export interface Realized {
  readonly reasons: readonly Reason[];
  /** @returns the edits of the declaring file */
  edits(name: string, context: PolishContext): TextEdit[];
}

/**
 * Assembles a plan's generator. Polishing waits until the text is asked for.
 *
 * @throws NotUnderstood when a part cannot be lowered
 */
export function realize(ts: TypeScript, sourceFile: ts.SourceFile, plan: Plan): Realized {
  const block = typeof plan.parts === "string" ? { block: plan.parts, reasons: [] } : assemble(ts, unixParts(plan.parts));
  return {
    reasons: [...plan.reasons, ...block.reasons],
    edits: (name, context) => editsOf(ts, sourceFile, plan, block.block, name, context),
  };
}

function unixParts(parts: Exclude<Plan["parts"], string>): Exclude<Plan["parts"], string> {
  return {
    ...parts,
    prelude: unix(parts.prelude),
    next: unix(parts.next),
    cleanup: parts.cleanup && { ...parts.cleanup, block: unix(parts.cleanup.block) },
    helpers: parts.helpers.map((helper) => ({
      ...helper,
      block: unix(helper.block),
      declaration: unix(helper.declaration),
    })),
  };
}

function unix(text: string): string {
  return text.replace(/\r\n/g, "\n");
}

function editsOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  plan: Plan,
  block: string,
  name: string,
  context: PolishContext,
): TextEdit[] {
  const { text: source } = sourceFile;
  const layout = layoutOf(source);
  const polished = bodyOf(ts, polish(ts, indent(ts, `async function* generated(${unix(plan.parameters)}) ${unix(block)}`, "  "), context));
  const complete = withLostComments(ts, sourceFile, plan, polished, plan.print(polished, name).text);
  const indented = bodyOf(ts, indent(ts, `async function* generated() ${tidy(complete)}`, layout.unit));
  const printed = plan.print(indented, name);
  const base = indentationAt(source, plan.replaced.start);
  const newText = shift(ts, printed.text, base).replace(/\n/g, layout.newLine);
  const removals = (plan.removed ?? []).map((range) => ({ ...range, newText: "" }));
  return [{ ...plan.replaced, newText }, ...removals, ...(printed.more ?? [])];
}

/** @returns the block of a function's text, braces included */
function bodyOf(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("generated.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const [fn] = sourceFile.statements;
  if (!fn || !ts.isFunctionDeclaration(fn) || !fn.body) throw new Error("Polish gave something else than a function");
  return text.slice(fn.body.getStart(sourceFile), fn.body.end);
}

/** No blank lines in a row, none at the edges of a block, none that only held what is gone. */
function tidy(block: string): string {
  return block
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\{\n\n/g, "{\n")
    .replace(/\n\n(\s*\})/g, "\n$1");
}

/** What the author wrote about parts that are gone is kept at the top of the body. */
function withLostComments(ts: TypeScript, sourceFile: ts.SourceFile, plan: Plan, block: string, printed: string): string {
  const kept = [printed, ...plan.kept].map(flat).join("\n");
  const lost = [plan.replaced, ...(plan.removed ?? [])]
    .flatMap(({ start, end }) => commentsIn(ts, sourceFile, start, end))
    .map(({ text }) => unix(text))
    .filter((text) => !kept.includes(flat(text)));
  return lost.length === 0 ? block : `{\n${lost.join("\n")}\n${block.slice(1).trimStart()}`;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

import type ts from "typescript";
import { beyondLoops } from "../consumer";
import type { Facts } from "../facts";
import { once } from "../once";
import type { EngineOptions } from "../options";
import { isJavaScript } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Annotation } from "./annotation";
import type { Exit } from "./exits";
import type { Model } from "./model";

/**
 * Decides what is written of a generator's type.
 *
 * @param wanted - where types are wanted; where the compiler wants them itself, they are written everywhere
 * @returns a function from what the author wrote to what is to be written
 */
export function annotator(
  ts: TypeScript,
  model: Model,
  facts: Facts,
  wanted: EngineOptions["annotateTypes"],
): (written: Annotation | undefined) => Annotation | undefined {
  const { site, exits } = model;
  const values = once(() => yieldedValues(exits));
  const inferred = once(() => elementOf(ts, facts, values()));
  const widened = once(() => {
    if (isJavaScript(site.node)) return undefined;
    if (isEndlessByHand(model, facts))
      return toAnnotation(inferred() ?? elementHandedOn(facts, exits), "never");
    return isNarrower(ts, facts, values()) ? toAnnotation(inferred()) : undefined;
  });
  switch (facts.wantsWrittenTypes ? "always" : wanted) {
    case "asWritten":
      return (written) => written ?? widened();
    case "always":
      return (written) => written ?? (isJavaScript(site.node) ? undefined : toAnnotation(inferred()));
    case "whereNeeded":
      return (written) => {
        const isSaid = written !== undefined && !written.final && inferred() === plain(written.element);
        return isSaid && isInferred(ts, facts, values()) ? undefined : (written ?? widened());
      };
  }
}

/**
 * The compiler infers that a generator may end in `void`, even where it never ends. Who asks for a `value` by hand, and not for `done`,
 * takes it for an element.
 */
function isEndlessByHand({ exits, usage }: Model, facts: Facts): boolean {
  return beyondLoops(usage) !== undefined && exits.every((exit) => neverEnds(exit, facts));
}

function neverEnds(exit: Exit, facts: Facts): boolean {
  if (exit.kind === "choice") return neverEnds(exit.whenTrue, facts) && neverEnds(exit.whenFalse, facts);
  if (exit.kind === "delegate") return facts.isNeverEnd?.(exit.result) === true;
  return exit.kind === "yield" || exit.kind === "throw" || exit.kind === "again";
}

/** `this.result.value = row; return this.result;`: what the results bring that are given again and again */
function elementHandedOn(facts: Facts, exits: readonly Exit[]): string | undefined {
  const texts = exits
    .filter(({ kind }) => kind !== "throw" && kind !== "again")
    .map((exit) => (exit.kind === "delegate" ? facts.elementText?.(exit.result) : undefined));
  const [text, ...others] = texts;
  return others.every((other) => other === text) ? text : undefined;
}

/**
 * A class that is named as a type says what its instances give, although nothing else does.
 *
 * @returns what is then written of the generator's type, where it is made by a function: there and in place of the class
 */
export function annotationForUses(ts: TypeScript, model: Model, facts: Facts): Annotation | undefined {
  const { site, exits, usage } = model;
  const isNamed = usage.symbolUses.some(({ kind }) => kind === "type");
  if (!isNamed || isJavaScript(site.node)) return undefined;
  return toAnnotation(
    elementOf(ts, facts, yieldedValues(exits)),
    isEndlessByHand(model, facts) ? "never" : undefined,
  );
}

function toAnnotation(element: string | undefined, final?: string): Annotation | undefined {
  return element === undefined ? undefined : { element, final };
}

/** @returns what `next()` gives as elements; `undefined` where some come from elsewhere, or something is given at the end */
function yieldedValues(exits: readonly Exit[]): readonly ts.Expression[] | undefined {
  const values: ts.Expression[] = [];
  for (const exit of exits) {
    if (exit.kind === "choice") {
      const inner = yieldedValues([exit.whenTrue, exit.whenFalse]);
      if (!inner) return undefined;
      values.push(...inner);
    } else if (exit.kind === "yield") {
      if (!exit.value) return undefined;
      values.push(exit.value);
    } else if (exit.kind === "finish" ? exit.value : exit.kind !== "throw" && exit.kind !== "again") {
      return undefined;
    }
  }
  return values.length > 0 ? values : undefined;
}

function elementOf(ts: TypeScript, facts: Facts, values: readonly ts.Expression[] = []): string | undefined {
  const members = new Set<string>();
  for (const value of values.flatMap((choice) => branchesOf(ts, choice))) {
    const text = facts.typeText?.(value);
    if (text === undefined) return undefined;
    for (const member of text.includes("=>") ? [`(${text})`] : text.split(" | ")) members.add(member);
  }
  return members.size > 0 ? [...members].join(" | ") : undefined;
}

function isInferred(ts: TypeScript, facts: Facts, values: readonly ts.Expression[] = []): boolean {
  return (
    !areSeveralLiterals(ts, values) &&
    values.every((value) => isPlainLiteral(ts, value) || facts.hasTypeOfItsOwn?.(value) === true)
  );
}

/**
 * `yield "a"; yield "b";` is inferred as `"a" | "b"`, and results with `value: "a"` and `value: "b"` as `string`: whoever compares what
 * arrives with "c" would no longer compile.
 */
function isNarrower(ts: TypeScript, facts: Facts, values: readonly ts.Expression[] = []): boolean {
  return (
    areSeveralLiterals(ts, values) &&
    values
      .flatMap((value) => literalsIn(ts, value))
      .every((literal) => facts.hasContextualType?.(literal) === false)
  );
}

function areSeveralLiterals(ts: TypeScript, values: readonly ts.Expression[]): boolean {
  const literals = values.flatMap((value) => literalsIn(ts, value));
  return new Set(literals.map((literal) => literal.getText())).size > 1;
}

/** Literals that may be the value itself, and whose type is that one value. */
function literalsIn(ts: TypeScript, expression: ts.Expression): ts.Expression[] {
  return branchesOf(ts, expression).filter(
    (value) => ts.isNumericLiteral(value) || ts.isBigIntLiteral(value) || ts.isStringLiteralLike(value),
  );
}

/** `c ? a : b` is one of the two. */
function branchesOf(ts: TypeScript, expression: ts.Expression): ts.Expression[] {
  const value = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  if (!ts.isConditionalExpression(value)) return [expression];
  return [value.whenTrue, value.whenFalse].flatMap((branch) => branchesOf(ts, branch));
}

/** Its type is widened wherever it stands alone, as its element type is. */
function isPlainLiteral(ts: TypeScript, value: ts.Expression): boolean {
  return ts.isNumericLiteral(value) || ts.isStringLiteralLike(value) || ts.isTemplateExpression(value);
}

function plain(type: string): string {
  return type.replace(/\s+/g, " ").trim();
}

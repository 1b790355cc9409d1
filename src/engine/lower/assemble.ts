import { forwardedArguments } from "../describe/forwarded-argument";
import { resultHelper } from "../syntax/result-helpers";
import type { ResultsInScope } from "../describe/results-in-scope";
import { say } from "../say";
import { canListComplete } from "../syntax/completion";
import { isFunctionBoundary, some, walk, type FunctionWithBody } from "../syntax/nodes";
import { protocols, type IteratorKind } from "../kind";
import type { Reason } from "../verdict";
import { splitSequences } from "./sequences";
import { withoutSpreads } from "./spread-results";
import type { TypeScript } from "../typescript";
import { isAgainCall, isCloseCall } from "./again";
import { inlineCalledAtOnce } from "./called-at-once";
import { lowerCleanup } from "./cleanup";
import { withoutSwitch } from "./cleanup-switch";
import { parseStatements } from "./cleanup-text";
import { dropCoveredCleanup, expandCleanup, type CleanupText, type CoveredExits } from "./covered";
import {
  blockText,
  declaredIn,
  editDraft,
  namesIn,
  NotUnderstood,
  parseDraft,
  replaceNode,
  type Draft,
  type DraftForm,
} from "./draft";
import { assignResultsLast } from "./early-results";
import { endsOnlyAskedAfterTheEnd } from "./end-flags";
import { lowerExits, type ExitContext } from "./exits";
import { helperDeclaration } from "./helper-this";
import { inlineHelpers, type Helper, type Inlined } from "./helpers";
import { inlineResults } from "./inline-results";
import { returnLiterals } from "./returned-literals";
import { returnAssignedResults } from "./assigned-results";
import { inlineLocalFunctions } from "./local-functions";
import { withFunctionMoved } from "./own-functions";
import { lowerPromises } from "./promises";
import { hoistFromTry } from "./try";
import { withBlockScopes } from "./vars";

/** The parts of a generator, as text with substitutions made. */
export interface Parts {
  /** What stands between the parentheses of the generator. */
  readonly parameters: string;
  /** Statements before the loop: variables and eager work. */
  readonly prelude: string;
  readonly helpers: readonly Helper[];
  /** The block of `next()`, braces included. */
  readonly next: string;
  /** `next()` is an async function: what fails in it is a promise that rejects, and nothing is thrown at its caller. */
  readonly isNextAsync: boolean;
  /** The name of its parameter, where it has one. */
  readonly nextParameter?: string | undefined;
  /** The block of `return()`, and the name of its parameter. */
  readonly cleanup: { readonly block: string; readonly parameter: string | undefined } | undefined;
  readonly context: ExitContext;
  /** Variables that only the generator sees. */
  readonly ownVariables: ReadonlySet<string>;
  /** Variables of the code around that only the generator names. */
  readonly soleVariables: ReadonlySet<string>;
  readonly at: Reason["at"];
}

/** A literal, always-correct generator. */
export interface Assembled {
  /** Its block, braces included. */
  readonly block: string;
  /** What differs because of how it was put together. */
  readonly reasons: readonly Reason[];
  /**
   * Set when `return()` does nothing but close the iterator that `next()` draws from: then a `for await` over it, which closes it
   * on the same path, says it all.
   */
  readonly forwarding?: Forwarding;
  /** `return()` does something besides giving a result. */
  readonly hasCleanup?: boolean;
}

export interface Forwarding {
  /** The iterator that is drawn from, as the body writes it. */
  readonly source: string;
  /** The generator's block without the clean-up. */
  readonly block: string;
  /** Whatever fails between two elements, the original closes the source as well. */
  readonly closesOnFailure: boolean;
  /** Whenever the iterator ends, the original has closed the source, or that has ended itself. */
  readonly closesOnEnd: boolean;
  /** The original calls a `return()` of the source that may not be there. */
  readonly mayFailToClose: boolean;
}

/**
 * Puts the parts together: state, helpers, then `while (true)` around the body of `next()`, in `try … finally` when
 * `return()` cleans up.
 *
 * @throws NotUnderstood when a part cannot be lowered
 */
export function assemble(ts: TypeScript, given: Parts): Assembled {
  const parts = withOwnFunctions(ts, given);
  const cleanupBlock = parts.cleanup?.block ?? "";
  const { kind } = parts.context;
  const results = resultHelpersOf(ts, parts);
  const inlined = lowerNext(ts, parts);
  const left = { ...parts, helpers: inlined.rest, next: blockText(inlined.draft) };
  const lowered = lowerExits(
    ts,
    hoistFromTry(ts, inlined.draft, parts.isNextAsync, parts.context.elementType),
    {
      ...parts.context,
      ownVariables: withoutShared(ts, {
        ...left,
        ownVariables: new Set([...parts.ownVariables, ...parts.soleVariables]),
      }),
    },
  );
  const own = withoutShared(ts, left);
  const written = parts.cleanup
    ? lowerCleanup(
        ts,
        inlineResults(
          ts,
          withBlockScopes(ts, splitSequences(ts, parseDraft(ts, cleanupBlock, formOf(parts)))),
          results,
          true,
        ),
        {
          parameter: parts.cleanup.parameter,
          ownVariables: withoutCaptured(ts, left),
          helpers: new Set(parts.helpers.map(({ name }) => name)),
        },
      )
    : "";
  const { loop, cleanup } = withoutSwitch(ts, { loop: lowered, cleanup: written }, parts.prelude, own);
  const helpers = calledHelpers(ts, inlined.rest, [blockText(loop), cleanup, parts.prelude]);
  const declarations = helpers.map((helper) => helperDeclaration(ts, helper, parts.prelude)).join("\n\n");
  // A comment may be all that return() has.
  if (parseStatements(ts, cleanup).statements.length === 0) {
    return { block: whole(ts, parts.prelude, declarations, inside(loop), cleanup), reasons: [] };
  }
  if (!failsAlike(ts, loop, cleanup)) {
    checkIsClosed(ts, parts, loop);
    checkCompletes(ts, parts, cleanup);
  }
  const around = [parts.prelude, declarations].join("\n");
  const unreached = endsOnlyAskedAfterTheEnd(ts, loop, parts.prelude, own);
  const expanded = expandCleanup(ts, cleanup, around);
  const text = { cleanup, expanded, around, variables: parts.ownVariables, unreached };
  const covered = dropCoveredCleanup(ts, loop, text);
  const guarded = `try {\n${inside(covered.draft)}\n} finally {\n${cleanup}\n}`;
  const reasons = cleanupReasons(parts, covered);
  const forwarded = forwardedTo(cleanup, kind);
  const forwarding = forwarded && forward(ts, parts, { loop, declarations, source: forwarded.source, text });
  return {
    block: whole(ts, parts.prelude, declarations, guarded),
    reasons,
    hasCleanup: true,
    ...(forwarding && {
      forwarding: { ...forwarding, mayFailToClose: forwarded.isUnasked },
    }),
  };
}

/** `next()` and `return()` do nothing but fail with the same. */
function failsAlike(ts: TypeScript, loop: Draft, cleanup: string): boolean {
  const failure = cleanup.trim();
  return (
    /^throw\b/.test(failure) &&
    !some(
      ts,
      loop.body,
      (node) =>
        ts.isStatement(node) &&
        !ts.isBlock(node) &&
        !ts.isWhileStatement(node) &&
        node.getText(loop.sourceFile) !== failure,
    )
  );
}

/**
 * What gives no value is closed by no loop: its `return()` runs for those alone who call it, and a `finally` for all others.
 *
 * @throws NotUnderstood when there is nothing that is given
 */
function checkIsClosed(ts: TypeScript, { at }: Parts, loop: Draft): void {
  if (some(ts, loop.body, (node) => ts.isYieldExpression(node))) return;
  throw new NotUnderstood(
    say("it never gives a value, so that its return() is no clean-up"),
    at,
    "cleanup-always",
  );
}

/**
 * `return() { throw new Error("not supported"); }` cleans nothing up, and in a `finally` it would make every end fail.
 *
 * @throws NotUnderstood when the clean-up never comes to its end
 */
function checkCompletes(ts: TypeScript, { at }: Parts, cleanup: string): void {
  if (canListComplete(ts, parseDraft(ts, `{\n${cleanup}\n}`).body.statements)) return;
  throw new NotUnderstood(
    say("return() always fails; as the clean-up of a generator it would make every end fail"),
    at,
    "cleanup-always",
  );
}

function formOf({ context }: Parts): DraftForm {
  const { kind, isTypeScript = true, acting } = context;
  const isNoPromise = (call: string) => context.factsOf?.(call)?.isNoPromise === true;
  const unionText = (name: string) => context.factsOf?.(name)?.unionText;
  const isQuietCall = (call: string) => context.factsOf?.(call)?.isQuietCall === true;
  const takesArgument = (callee: string) => context.factsOf?.(callee)?.takesArgument;
  const isOfPlatform = (name: string) => context.factsOf?.(name)?.isOfPlatform === true;
  return {
    ...{ kind, isTypeScript, isNoPromise, isQuietCall, takesArgument, isOfPlatform, unionText },
    ...(acting && { acting }),
  };
}

/** Functions beside `next()` that are for it alone, and whose calls in it can be done without, move into it. */
function withOwnFunctions(ts: TypeScript, parts: Parts): Parts {
  const others = [parts.cleanup?.block ?? "", ...parts.helpers.map(({ block }) => block)];
  const moved = withFunctionMoved(ts, parts, others).find(({ name, ...code }) => {
    const next = nextIfLowered(ts, { ...parts, ...code });
    return next !== undefined && !declaredIn(ts, next.body).has(name);
  });
  return moved ? withOwnFunctions(ts, { ...parts, prelude: moved.prelude, next: moved.next }) : parts;
}

/** @returns nothing where the code cannot be lowered that way */
function nextIfLowered(ts: TypeScript, parts: Parts): Draft | undefined {
  try {
    return lowerNext(ts, parts).draft;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** The block of `next()`, which is given nothing in a generator. */
function withoutArgument(ts: TypeScript, parts: Parts): Draft {
  const draft = parseDraft(ts, parts.next, formOf(parts));
  const given =
    parts.nextParameter &&
    forwardedArguments(ts, draft.body, parts.nextParameter, (call) => isAgainCall(ts, call));
  return given
    ? editDraft(
        ts,
        draft,
        given.map((argument) => replaceNode(draft, argument, "")),
      )
    : draft;
}

function lowerNext(ts: TypeScript, parts: Parts): Inlined {
  const split = splitSequences(ts, withoutSpreads(ts, inlineCalledAtOnce(ts, withoutArgument(ts, parts))));
  const literals = returnAssignedResults(ts, assignResultsLast(ts, returnLiterals(ts, split)));
  const next = withBlockScopes(ts, literals);
  const draft = inlineResults(ts, next, resultHelpersOf(ts, parts));
  const others = [parts.cleanup?.block ?? "", parts.prelude];
  return lowerCalls(ts, { draft, rest: parts.helpers }, others, parts.context.elementType);
}

/** Puts helpers and functions of its own where `next()` calls them; taking promise chains apart brings forth more calls. */
function lowerCalls(
  ts: TypeScript,
  { draft, rest }: Inlined,
  others: readonly string[],
  elementType: string | undefined,
): Inlined {
  const inlined = inlineHelpers(ts, draft, rest, others);
  const lowered = withBlockScopes(
    ts,
    inlineLocalFunctions(ts, inlineCalledAtOnce(ts, lowerPromises(ts, inlined.draft, elementType))),
  );
  return lowered === draft
    ? inlined
    : lowerCalls(ts, { draft: lowered, rest: inlined.rest }, others, elementType);
}

/** Those of the code around, and methods that move along. */
function resultHelpersOf(ts: TypeScript, { context, helpers }: Parts): ResultsInScope {
  const found = new Map(context.results);
  for (const { name, declaration } of helpers) {
    const [fn] = parseDraft(ts, `{\n${declaration}\n}`).body.statements;
    const helper =
      fn && ts.isFunctionDeclaration(fn) && fn.body ? resultHelper(ts, fn as FunctionWithBody) : undefined;
    if (helper) found.set(name, helper);
  }
  return found;
}

function forward(
  ts: TypeScript,
  { prelude }: Parts,
  {
    loop,
    declarations,
    source,
    text,
  }: { loop: Draft; declarations: string; source: string; text: CleanupText },
): Omit<Forwarding, "mayFailToClose"> {
  const covered = dropCoveredCleanup(ts, loop, { ...text, source });
  return {
    source,
    block: whole(ts, prelude, declarations, inside(covered.draft)),
    closesOnFailure: !covered.failsWithout && !covered.isLate,
    // One of them is the end of the source itself.
    closesOnEnd: covered.endsWithout <= 1 && !covered.isLate,
  };
}

/** A variable that a helper or a callback names may be assigned there. */
function withoutShared(ts: TypeScript, parts: Parts): Set<string> {
  const shared = new Set(
    parts.helpers.flatMap(({ block: text }) => [...namesIn(ts, parseDraft(ts, text).body)]),
  );
  return new Set([...withoutCaptured(ts, parts)].filter((name) => !shared.has(name)));
}

/** A variable that a callback reads goes on to matter after the generator has ended. */
function withoutCaptured(ts: TypeScript, parts: Parts): Set<string> {
  const { ownVariables, parameters, prelude, next, helpers } = parts;
  const blocks = [`{${prelude}}`, next, ...helpers.map(({ block }) => block)];
  const texts = [`(${parameters}) {}`, ...blocks.map((block) => `() ${block}`)];
  const captured = new Set<string>();
  for (const text of texts) {
    const sourceFile = ts.createSourceFile(
      "captured.ts",
      `async function* f${text}`,
      ts.ScriptTarget.Latest,
      true,
    );
    const [fn] = sourceFile.statements;
    if (!fn) continue;
    walk(ts, fn, (node) => {
      if (ts.isTypeNode(node)) return false;
      if (node !== fn && isFunctionBoundary(ts, node))
        walk(ts, node, (inner) => {
          if (ts.isIdentifier(inner)) captured.add(inner.text);
        });
      return true;
    });
  }
  return new Set([...ownVariables].filter((name) => !captured.has(name)));
}

interface Forwarded {
  readonly source: string;
  /** It is closed unasked, which fails where it has no `return()`. */
  readonly isUnasked: boolean;
}

/** `await source.return?.();` or the same under `if (source.return)`, in a generator that is not async without `await` */
function forwardedTo(cleanup: string, kind: IteratorKind): Forwarded | undefined {
  const text = cleanup.replace(/\s+/g, " ").trim();
  const { wait } = protocols[kind];
  const direct = new RegExp(`^${wait}([\\w$.#]+)\\??\\.return(\\?\\.|!)?\\(\\);?$`).exec(text);
  if (direct?.[1] !== undefined) return { source: direct[1], isUnasked: direct[2] !== "?." };
  const guarded = new RegExp(
    `^if \\(([\\w$.#]+)\\.return\\) (?:\\{ )?${wait}([\\w$.#]+)\\.return\\(\\);(?: \\})?$`,
  ).exec(text);
  return guarded?.[1] !== undefined && guarded[1] === guarded[2]
    ? { source: guarded[1], isUnasked: false }
    : undefined;
}

function cleanupReasons({ at }: Parts, covered: CoveredExits): Reason[] {
  const { isLate, isRepeated, isConditional } = covered;
  const texts = moreCleanup(covered);
  if (isLate) {
    const message = say(
      "clean-up will run behind the 'finally' blocks and handlers of next(), not before them",
    );
    texts.push({ message, short: say("clean-up runs later") });
  } else if (isRepeated) {
    const message = say("clean-up will run behind the 'finally' blocks and handlers of next(), too");
    texts.push({ message, short: say("clean-up runs once more") });
  }
  if (isConditional) {
    const message = say(
      "the clean-up of next() will be done only where the condition of that in return() holds",
    );
    texts.push({ message, short: say("clean-up under its condition only") });
  }
  return texts.map((text) => ({
    ...{ code: "cleanup-always", ...text, verdict: "review" },
    ...(at && { at }),
  }));
}

/** Where the clean-up will run as well, in a sentence and in a few words. */
function moreCleanup({ endsWithout, failsWithout }: CoveredExits): Pick<Reason, "message" | "short">[] {
  if (endsWithout > 0 && failsWithout) {
    const message = say(
      "the clean-up of return() will also run at the normal end and after an error, not only when the loop is left early",
    );
    return [{ message }];
  }
  if (endsWithout > 0) {
    const message = say(
      "the clean-up of return() will also run at the normal end, not only when the loop is left early",
    );
    return [{ message, short: say("clean-up runs at the end too") }];
  }
  if (!failsWithout) return [];
  const message = say(
    "the clean-up of return() will also run after an error, not only when the loop is left early",
  );
  return [{ message, short: say("clean-up runs on errors too") }];
}

function inside(draft: Draft): string {
  return blockText(draft).slice(1, -1).trim();
}

function whole(ts: TypeScript, ...parts: readonly string[]): string {
  const draft = parseDraft(ts, block(parts));
  if (some(ts, draft.body, (node) => ts.isCallExpression(node) && isAgainCall(ts, node))) {
    throw new NotUnderstood(say("next() calls itself in a way that no loop can take the place of"));
  }
  if (some(ts, draft.body, (node) => ts.isCallExpression(node) && isCloseCall(ts, node))) {
    throw new NotUnderstood(say("next() calls return() in a way that nothing can take the place of"));
  }
  return blockText(draft);
}

function block(parts: readonly string[]): string {
  return `{\n${parts.filter((part) => part.trim() !== "").join("\n")}\n}`;
}

/** A helper whose every call was inlined, or that nothing calls, does not move. */
function calledHelpers(ts: TypeScript, helpers: readonly Helper[], texts: readonly string[]): Helper[] {
  const called = new Set<string>();
  const look = (text: string): void => {
    const sourceFile = ts.createSourceFile(
      "called.ts",
      `async function* f() {${text}}`,
      ts.ScriptTarget.Latest,
      true,
    );
    walk(ts, sourceFile, (node) => {
      if (!ts.isIdentifier(node) || called.has(node.text)) return;
      const helper = helpers.find(({ name }) => name === node.text);
      if (!helper) return;
      called.add(helper.name);
      look(helper.block);
    });
  };
  texts.forEach(look);
  return helpers.filter(({ name }) => called.has(name));
}

import type ts from "typescript";
import type { DescribedIterator } from "../engine";
import type { Members } from "../engine/detect/members";
import { isAlwaysDrawnAtOnce } from "../engine/judge/eager";
import { hasModifier } from "../engine/syntax/nodes";
import { defineRule, type Report, type RuleContext } from "./rule";
import { type Acquisition, acquisitionsIn, lettingGo, listensToItsOwn } from "./support/acquire";
import { mentionsAsyncIterator } from "./support/mentions";
import { protocol, releaseOf } from "./support/release";

export const noEagerAcquire = defineRule({
  id: "no-eager-acquire",
  code: 990_011,
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "Disallow to acquire in the constructor what only iterating lets go",
  why: `\`return()\` is called when a loop ends, so it is called only if there is a loop. Whoever makes the object and then does
not iterate, because of an error in between or an early \`return\`, keeps the listener, timer, lock or file for ever, and
has no way to let it go.`,
  messages: {
    eager:
      "'{{acquired}}' is called as soon as {{label}} is made, and only {{method}}() lets go of it: nobody does if there is no loop",
  },
  mentions: mentionsAsyncIterator,
  check: (context) => context.iterators.flatMap((iterator) => reportsOn(context, iterator)),
});

function reportsOn({ ts }: RuleContext, { label, model }: DescribedIterator): Report<"eager">[] {
  const { site } = model;
  const { construct, iterator } = site;
  if (!construct || !iterator || isHeir(ts, construct)) return [];
  const eager = eagerParts(construct);
  const acquired = eager
    .flatMap((part) => acquisitionsIn(ts, part))
    .filter((acquisition) => !listensToItsOwn(ts, eager, acquisition));
  const found = acquired.flatMap((acquisition): Report<"eager">[] => {
    const method = onlyReleasedBy(ts, { construct, iterator, eager }, acquisition);
    if (method === undefined) return [];
    const data = { acquired: acquisition.text, label, method };
    return [{ message: "eager", data, label, at: acquisition.call.expression }];
  });
  return found.length > 0 && mayAlwaysBeLooped(ts, model) ? [] : found;
}

/** Every instance is looped over as soon as it is made, or it is not known who makes any. */
function mayAlwaysBeLooped(ts: RuleContext["ts"], { site, usage }: DescribedIterator["model"]): boolean {
  if (isAlwaysDrawnAtOnce(ts, usage)) return true;
  const isExported = hasModifier(ts, site.node, ts.SyntaxKind.ExportKeyword);
  return !usage.complete && usage.instances.length === 0 && !isExported;
}

/** What is inherited may let go of it. */
function isHeir(ts: RuleContext["ts"], { owner }: Members): boolean {
  const clauses = ts.isClassLike(owner) ? (owner.heritageClauses ?? []) : [];
  return clauses.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
}

/** What runs when the object is made. */
function eagerParts({ construct, fields }: Members): ts.Node[] {
  const initial = [...fields.values()].flatMap(({ initializer, member }) =>
    initializer && !("dotDotDotToken" in member) ? [initializer] : [],
  );
  return construct ? [...initial, construct.body] : initial;
}

interface Question {
  readonly construct: Members;
  readonly iterator: Members;
  readonly eager: readonly ts.Node[];
}

/** @returns the method of the protocol that lets go of it, if nothing else does */
function onlyReleasedBy(
  ts: RuleContext["ts"],
  { construct, iterator, eager }: Question,
  acquisition: Acquisition,
): string | undefined {
  const { methods, byOthers } = releaseOf(ts, { members: [construct, iterator], eager }, (node) =>
    lettingGo(ts, node, acquisition),
  );
  return byOthers ? undefined : protocol.find((key) => iterator.methods.has(key) && methods.has(key));
}

import type ts from "typescript";
import { consumersOf, everyMember, type Usage } from "../consumer";
import { subclassAt } from "../consume/subclasses";
import type { Method } from "../detect/members";
import type { Site } from "../detect/site";
import { protocols } from "../kind";
import { say } from "../say";
import { openText } from "../syntax/keys";
import { extendsOf, some } from "../syntax/nodes";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";

/**
 * `const open = rows[Symbol.asyncIterator]; open();`: an arrow function, or one that does not say `this`, can be called on nothing;
 * what takes its place may not.
 */
export function judgeTakenOpener(ts: TypeScript, site: Site, relation: Relation, usage: Usage): Reason[] {
  const fn = openerOf(site)?.fn;
  const taken = consumersOf(usage).find((consumer) => consumer.kind === "opens");
  if (!fn || !taken) return [];
  const saysThis = some(ts, fn.body, ({ kind: word }) => word === ts.SyntaxKind.ThisKeyword);
  const isBound = ts.isArrowFunction(fn) || !saysThis;
  const isMethodNext = relation === "is-generator" || saysThis;
  if (!isBound || !isMethodNext) return [];
  const message = say(
    "it is taken off its object here, and may be called on nothing; a generator's would fail then",
  );
  return [reason("public-members", message, taken.node)];
}

/**
 * `[Symbol.iterator] = () => …` is a member of each instance; what takes its place is one of the class, which `{ ...rows }` does not
 * copy.
 */
export function judgeOwnOpener(ts: TypeScript, site: Site, { instances, symbolUses }: Usage): Reason[] {
  const member = openerOf(site)?.member;
  if (!member || !ts.isPropertyDeclaration(member)) return [];
  const seen = consumersOf({ instances }).find(
    ({ kind, member: used, isOfOpened }) => !isOfOpened && (kind === "inspection" || used === everyMember),
  );
  const place = seen?.node ?? heritageOf(ts, member.parent, symbolUses);
  if (!place) return [];
  const message = say(
    "{0}() is a member of each instance, and would be one of the class, for those who look at that",
    openText(site.kind),
  );
  return [reason("public-members", message, place)];
}

/** Functions that show an object with what it has of its own. */
const printing = /^(?:console\.\w+|(?:util\.)?inspect)$/;

/** `console.log(rows)` shows `[Function: [Symbol.iterator]]` where that is a member of the object's own. */
export function judgePrintedOpener(ts: TypeScript, site: Site, relation: Relation, usage: Usage): Reason[] {
  const member = openerOf(site)?.member;
  if (!member || relation === "is-generator" || !ts.isObjectLiteralExpression(member.parent)) return [];
  const printed = consumersOf(usage).find(
    ({ kind, node, isOfOpened }) =>
      kind === "inspection" && !isOfOpened && ts.isCallExpression(node) && isPrinting(node),
  );
  if (!printed) return [];
  const message = say(
    "it is printed with its {0}(), which shows as a generator function",
    openText(site.kind),
  );
  return [reason("public-members", message, printed.node)];
}

function isPrinting({ expression }: ts.CallExpression): boolean {
  return printing.test(expression.getText());
}

/** A class around may look at what is there, or have another one on its prototype. */
function heritageOf(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  symbolUses: Usage["symbolUses"],
): ts.Node | undefined {
  return (
    extendsOf(ts, owner) ??
    symbolUses.map(({ node }) => subclassAt(ts, node)).find((found) => found !== undefined)
  );
}

/** What opens an iterator, also where that is the object itself. */
function openerOf({ kind, iterable, open }: Site): Method | undefined {
  return open ?? iterable?.methods.get(protocols[kind].openKey);
}

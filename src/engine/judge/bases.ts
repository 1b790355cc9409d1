import type ts from "typescript";
import { opensItself, usesInside } from "../consume/subclasses";
import type { Facts } from "../facts";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import { elementKey, memberKey, openText } from "../syntax/keys";
import { extendsOf, find } from "../syntax/nodes";
import type { Relation } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { reason } from "./consumer-question";

interface Question {
  readonly facts: Facts;
  readonly kind: IteratorKind;
  readonly relation: Relation;
}

/** Classes above may ask for `next()`, which would be gone, or draw from what they find themselves to be. */
export function judgeBases(ts: TypeScript, owner: ts.Node, { facts, kind, relation }: Question): Reason[] {
  if (relation !== "loses-protocol" && relation !== "reopens") return [];
  const seen = new Set<ts.Node>();
  for (let heir = owner; !seen.has(heir);) {
    seen.add(heir);
    const named = extendsOf(ts, heir)?.types[0]?.expression;
    if (!named) return [];
    const base = facts.declarationOf(named);
    // What a library's class asks of its heirs, its types say.
    if (base?.getSourceFile().isDeclarationFile) return [];
    if (!base || !ts.isClassLike(base)) {
      const message = say("the class that it extends is out of sight, and may ask for its next()");
      return [reason("identity", message, named)];
    }
    const asking = ofBase(ts, base, kind);
    if (asking) return [asking];
    heir = base;
  }
  return [];
}

const drawing: ReadonlySet<string | undefined> = new Set(["next", "return", "throw"]);

function ofBase(ts: TypeScript, base: ts.ClassLikeDeclaration, kind: IteratorKind): Reason | undefined {
  const own = base.members.find(({ name }) => name && drawing.has(memberKey(ts, name)));
  if (own) {
    const message = say("the class that it extends has {0}(), too", own.name?.getText() ?? "next");
    return reason("identity", message, own, "refused");
  }
  const asking = find(ts, base, (node) => asksForNext(ts, node));
  if (asking) return reason("identity", say("the class that it extends draws by hand"), asking, "refused");
  const inside = usesInside(ts, base, kind)?.origin;
  if (!inside) return undefined;
  if (!opensItself(ts, inside, kind))
    return reason("identity", say("the class that it extends hands it on here"), inside, "refused");
  const message = say(
    "the class that it extends opens it with {0}(), which would begin anew each time",
    openText(kind),
  );
  return reason("shared-cursor", message, inside);
}

/** `this.next()`, `const { next } = this` */
function asksForNext(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isBindingElement(node)) return drawing.has((node.propertyName ?? node.name).getText());
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  return node.expression.kind === ts.SyntaxKind.ThisKeyword && drawing.has(elementKey(ts, node));
}

import type ts from "typescript";
import type { Model } from "../describe/model";
import { isProtocolKey } from "../lower/class-state";
import type { EngineOptions } from "../options";
import { say } from "../say";
import { hasModifier } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/**
 * A function takes the place of a class that code outside the project may know: what it loses there, beside how values are drawn. That
 * outside consumers are serial says nothing of how they make what they draw from.
 */
export function judgeClassGone(
  ts: TypeScript,
  { renames }: Plan,
  model: Model,
  { outsideConsumers }: EngineOptions,
): Reason[] {
  const { node } = model.site;
  if (!renames || !ts.isClassLike(node) || !model.isPublic) return [];
  const gone = publicMember(ts, model);
  const reasons: Reason[] = [];
  if (gone) {
    reasons.push({
      code: "public-members",
      message: say("code outside the project may use '{0}', which would be gone", gone.name.getText()),
      verdict: "review",
      at: spanOf(gone.name),
    });
  }
  if (outsideConsumers === "serial") {
    reasons.push({
      code: "identity",
      message: say(
        "code outside the project may make instances of the class, and would have to call a function",
      ),
      verdict: "review",
      at: spanOf(node.name ?? node),
    });
  }
  return reasons;
}

/** The first member beside the protocol's that everybody may use. */
function publicMember(ts: TypeScript, { site }: Model): { readonly name: ts.Node } | undefined {
  const { iterator } = site;
  if (!iterator) return undefined;
  for (const { key, member } of [...iterator.methods.values(), ...iterator.fields.values()]) {
    const { name } = member;
    if (isProtocolKey(iterator, key) || !name || ts.isPrivateIdentifier(name)) continue;
    const { PrivateKeyword, ProtectedKeyword } = ts.SyntaxKind;
    if (!hasModifier(ts, member, PrivateKeyword) && !hasModifier(ts, member, ProtectedKeyword))
      return { name };
  }
  return undefined;
}

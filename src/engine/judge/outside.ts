import type ts from "typescript";
import type { Model } from "../describe/model";
import { isProtocolKey } from "../lower/class-state";
import { say } from "../say";
import { hasModifier } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";

/** A function takes the place of a class that code outside the project may know: what it loses there, however it draws values. */
export function judgeClassGone(ts: TypeScript, { renames }: Plan, model: Model): Reason[] {
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
  reasons.push({
    code: "identity",
    message: say(
      "code outside the project may make instances of the class, and would have to call a function",
    ),
    verdict: "review",
    at: spanOf(node.name ?? node),
  });
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

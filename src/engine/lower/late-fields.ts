import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import { isJavaScript } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/**
 * `if (this.cursor === undefined) this.cursor = 0;` in the `next()` of a literal that begins without a `cursor`, which JavaScript lets it
 * have: until it is set it is `undefined`, unless every object has one by that name. Who calls it would be its `this`.
 *
 * @returns the keys of what the literal comes to have
 */
export function lateFields(
  ts: TypeScript,
  { owner, fields, methods }: Members,
  { accesses }: SelfUse,
): ReadonlySet<string> {
  if (!ts.isObjectLiteralExpression(owner) || !isJavaScript(owner)) return new Set();
  const called = new Set(accesses.filter(({ isCall }) => isCall).map(({ key }) => key));
  const keys = accesses.flatMap(({ key, access }) => (access === "read" ? [] : [key]));
  return new Set(
    keys.filter((key) => !fields.has(key) && !methods.has(key) && !called.has(key) && !(key in {})),
  );
}

import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import { say } from "../say";
import type { TypeScript } from "../typescript";
import { NotUnderstood } from "./draft";

/**
 * `left = this.max`, where the constructor sets `max` afterwards, or a field further down: today it has no value there, as a variable it would.
 * What a function asks for that is made there, it asks for later.
 *
 * @throws NotUnderstood when a field is made from what is not set yet
 */
export function checkFieldOrder(
  ts: TypeScript,
  { fields, methods }: Members,
  { accesses }: Pick<SelfUse, "accesses">,
): void {
  const order = [...fields.keys()];
  const early = accesses.find(({ within, key, isNested }) => {
    if (!fields.has(within) || isNested || methods.has(key)) return false;
    const asked = fields.get(key);
    // Fields that parameters declare come first, or TypeScript objects.
    if (asked && ts.isParameter(asked.member)) return false;
    return asked?.initializer === undefined || order.indexOf(key) >= order.indexOf(within);
  });
  if (!early) return;
  const { node, key } = early;
  const { fileName } = node.getSourceFile();
  const at = { fileName, start: node.getStart(), end: node.end };
  throw new NotUnderstood(say("'{0}' is asked for before it has a value", key), at);
}

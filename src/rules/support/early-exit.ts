import type { DescribedIterator } from "../../engine";
import type { Members } from "../../engine/detect/members";
import { extendsOf } from "../../engine/syntax/nodes";
import type { TypeScript } from "../../engine/typescript";

/** @returns whether every loop over it is known, and none can be left before the end */
export function runsToTheEnd({ model }: DescribedIterator): boolean {
  const { complete, instances } = model.usage;
  const consumers = instances.flatMap((instance) => instance.consumers);
  return (
    complete &&
    consumers.length > 0 &&
    consumers.every(({ kind, leavesEarly }) => kind === "type" || (kind === "loop" && leavesEarly === false))
  );
}

/** @returns whether a `return()` may come from where it cannot be read: what is spread in, inherited, computed or assigned */
export function mayInheritReturn(ts: TypeScript, { owner, fields, others }: Members): boolean {
  if (fields.has("return") || others.some((other) => !ts.isClassElement(other))) return true;
  return extendsOf(ts, owner) !== undefined;
}

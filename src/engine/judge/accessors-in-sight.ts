import type ts from "typescript";
import type { Facts, MemberNamed } from "../facts";
import { memberKey } from "../syntax/keys";
import { walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns the setters that may get what is assigned to a member of this name: of whatever type is not known, those of the file */
export function settersOf(
  ts: TypeScript,
  name: MemberNamed,
  facts: Facts,
): readonly ts.SetAccessorDeclaration[] {
  const setter = facts.setterOf?.(name);
  if (setter) return [setter];
  if (facts.declarationOf(name)) return [];
  return settersIn(ts, name.getSourceFile()).get(name.text) ?? [];
}

const known = new WeakMap<ts.SourceFile, Map<string, ts.SetAccessorDeclaration[]>>();

function settersIn(ts: TypeScript, file: ts.SourceFile): Map<string, ts.SetAccessorDeclaration[]> {
  const before = known.get(file);
  if (before) return before;
  const found = new Map<string, ts.SetAccessorDeclaration[]>();
  walk(ts, file, (node) => {
    const key = ts.isSetAccessor(node) && node.body ? memberKey(ts, node.name) : undefined;
    if (key !== undefined && ts.isSetAccessor(node)) found.set(key, [...(found.get(key) ?? []), node]);
  });
  known.set(file, found);
  return found;
}

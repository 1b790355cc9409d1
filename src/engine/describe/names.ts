import type ts from "typescript";
import { isVariableName } from "../syntax/variable-name";
import { walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** @returns every name that is used as a variable in these pieces of code, declared there or not */
export function variableNames(ts: TypeScript, roots: readonly ts.Node[]): Set<string> {
  const names = new Set<string>();
  for (const root of roots) {
    walk(ts, root, (node) => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
      if (ts.isIdentifier(node) && isVariableName(ts, node)) names.add(node.text);
      return true;
    });
  }
  return names;
}

const reserved = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public return " +
    "static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/**
 * @param key - the member's key: `current`, `#current`, `_current`
 * @param taken - names that mean something else where the variable will live
 * @returns a name for the variable that a member becomes: its own without decoration, else `currentValue`-like, else numbered; where `current`
 * is taken, by what is handed out mostly, the variable holds what is `next`
 */
export function variableName(key: string, taken: ReadonlySet<string>): string {
  const plain = key.replace(/^[#_$]+/, "").replace(/_+$/, "") || "state";
  const base = /^[\p{ID_Start}]/u.test(plain) ? plain : `state${plain}`;
  const capital = base.charAt(0).toUpperCase() + base.slice(1);
  const likely = /^current(?![a-z])/.test(base) ? base.replace("current", "next") : `current${capital}`;
  const candidates = [base, likely, `own${capital}`];
  const free = candidates.find((name) => !taken.has(name) && !reserved.has(name));
  if (free) return free;
  for (let number = 2; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

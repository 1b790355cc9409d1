import type ts from "typescript";
import type { SelfUse } from "../describe/self";
import { walk } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { StateRequest } from "./state-request";

/** `const items = this.items;` or `const { items } = this;` in a method. */
export interface Alias {
  readonly name: string;
  /** What has nothing left to do when the field's variable has this name: the statement, or an element of `const { items } = this`. */
  readonly node: ts.Statement | ts.BindingElement;
}

/** @returns the constants that methods keep a field in, when the field is never assigned again and they agree on the name */
export function aliasesOf(ts: TypeScript, { use }: StateRequest, key: string): Alias[] {
  const isAssigned = use.accesses.some(
    (access) => access.key === key && access.access !== "read" && access.within !== "constructor",
  );
  if (isAssigned) return [];
  const aliases: Alias[] = [];
  for (const access of use.accesses) {
    const declaration = access.node.parent;
    if (access.key !== key || access.within === "constructor" || !ts.isVariableDeclaration(declaration))
      continue;
    const list = declaration.parent;
    if (!ts.isVariableDeclarationList(list) || list.declarations.length > 1) continue;
    if (!ts.isVariableStatement(list.parent) || (list.flags & ts.NodeFlags.Const) === 0) continue;
    if (ts.isIdentifier(declaration.name)) aliases.push({ name: declaration.name.text, node: list.parent });
  }
  for (const { within, elements } of use.destructured) {
    if (within === "constructor") continue;
    aliases.push(...elements.filter((element) => element.key === key));
  }
  return new Set(aliases.map(({ name }) => name)).size === 1 ? aliases : [];
}

/**
 * Can a field's variable have this name although methods declare it too? Yes when each of those declarations is just an
 * alias of the field.
 *
 * @returns the aliases, which then have nothing left to do; `undefined` when something else of that name would hide the variable
 */
export function sharesName(
  ts: TypeScript,
  request: StateRequest,
  key: string,
  name: string,
): Alias[] | undefined {
  const aliases = aliasesOf(ts, request, key).filter((alias) => alias.name === name);
  const declared = declarationsInMethods(ts, request, key, name);
  return declared === aliases.length ? aliases : undefined;
}

/** @returns whether a method does nothing with a field: as a function of its own it may declare what it likes */
export function isApartFrom({ accesses, destructured }: SelfUse, method: string, key: string): boolean {
  return (
    !accesses.some((access) => access.within === method && access.key === key) &&
    !destructured.some(({ within }) => within === method)
  );
}

function declarationsInMethods(
  ts: TypeScript,
  { members, helpers, use }: StateRequest,
  key: string,
  name: string,
): number {
  let count = 0;
  for (const { fn, key: method } of members.methods.values()) {
    if (helpers.has(method) && isApartFrom(use, method, key)) continue;
    walk(ts, fn, (node) => {
      const isDeclaration =
        ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node);
      if (isDeclaration && ts.isIdentifier(node.name) && node.name.text === name) count++;
    });
  }
  return count;
}

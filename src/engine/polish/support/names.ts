import type ts from "typescript";
import { some, unwrap } from "../../syntax/nodes";
import { freeName as nameBeside } from "../../syntax/other-names";
import { isPropertyName } from "./control";
import { descendants } from "./nodes";
import { isNameShared, type Variable } from "./scopes";
import type { View } from "./view";

const irregular: Readonly<Record<string, string>> = {
  children: "child",
  people: "person",
  indices: "index",
  vertices: "vertex",
  statuses: "status",
  addresses: "address",
  classes: "class_",
  aliases: "alias",
  series: "item",
  news: "item",
  data: "item",
  queue: "item",
  buffer: "item",
};

/**
 * A name for one element of a list: `keys` → `key`, `this.entries` → `entry`, `RETRY_DELAYS` → `retryDelay`, `rowsWithErrors` → `row`,
 * otherwise `item`.
 *
 * @param list - the expression that is iterated
 * @param replaced - a variable in whose place the element comes; its name is free then, if the list has nothing to do with it, and is
 * taken where the list's says nothing and it says more than that it is a result: `delay` of `const delay = it.next()`
 * @returns a name that does not occur in the generated function
 */
export function elementName(view: View, list: ts.Expression, replaced?: Variable): string {
  const many = inVariableCase(lastName(view.ts, list).replace(/^_+/, ""));
  const given = replaced && isItsAlone(view, replaced, list) ? replaced.name : undefined;
  const said = given !== undefined && !saysResult.test(given) ? given : "";
  const candidates = [singular(withoutDetails(many)) || singular(many), said, "item", "element"];
  const free = candidates.find((name) => name !== "" && (name === given || !view.scopes.names.has(name)));
  return free ?? freeName(view, "item");
}

/** The name of a result, or one that says nothing. */
const saysResult =
  /^\w{1,3}$|res$|result|next|step|read|iter|item|entry|elem|val|current|temp|data|resp|\d$/i;

function isItsAlone({ ts, scopes }: View, variable: Variable, list: ts.Expression): boolean {
  if (isNameShared(scopes, variable)) return false;
  return !some(ts, list, (node) => ts.isIdentifier(node) && node.text === variable.name);
}

/** The name itself, or another one that says the same, or the name with the first number that makes it free. */
export function freeName(view: View, wanted: string): string {
  return nameBeside(wanted, view.scopes.names);
}

function lastName(ts: View["ts"], list: ts.Expression): string {
  const node = unwrap(ts, list);
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    // `keys.values()` has the elements of `keys`.
    const { name, expression } = node.expression;
    return name.text === "values" ? lastName(ts, expression) : "";
  }
  return ts.isPropertyAccessExpression(node) ? node.name.text.replace(/^#/, "") : "";
}

/** `CHUNKS` → `chunks`, `RETRY_DELAYS` → `retryDelays`, `Rows` → `rows`, `URLs` → `urls` */
function inVariableCase(name: string): string {
  if (/^[A-Z][A-Z\d]+$|_/.test(name) && name === name.toUpperCase())
    return name.toLowerCase().replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return name.replace(/^[A-Z]+(?=s$|[A-Z][a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

/** `chunksWithProposals` → `chunks`: one of them is a chunk. */
function withoutDetails(name: string): string {
  return /^[a-z].*?(?=(?:With|By|Of|For|In|From|To|On|At|Per)[A-Z])/.exec(name)?.[0] ?? name;
}

function singular(plain: string): string {
  const lower = plain.toLowerCase();
  for (const [many, one] of Object.entries(irregular)) {
    if (lower === many) return one.endsWith("_") ? "" : one;
    const Capital = many.charAt(0).toUpperCase() + many.slice(1);
    if (plain.endsWith(Capital))
      return plain.slice(0, -many.length) + one.charAt(0).toUpperCase() + one.slice(1);
  }
  if (/[^aeiou]ies$/i.test(plain)) return plain.slice(0, -3) + "y";
  if (/(?:[sxz]|[cs]h)es$/i.test(plain)) return plain.slice(0, -2);
  return /[^s]s$/i.test(plain) ? reserved(plain.slice(0, -1)) : "";
}

/** A name that cannot be a variable gives none. */
function reserved(name: string): string {
  return /^(?:case|class|new|this|thi|in|do|if|for|let|var|yield|await|enum|type|default)$/.test(name)
    ? ""
    : name;
}

/**
 * A name for a new variable where only variables matter: a property of that name, as in `item.value`, is no obstacle.
 *
 * @returns the name itself, or what {@link freeName} gives
 */
export function freeVariableName(view: View, wanted: string): string {
  const isTaken = descendants(view.ts, view.fn).some(
    (node) => view.ts.isIdentifier(node) && node.text === wanted && !isPropertyName(view.ts, node),
  );
  return isTaken ? freeName(view, wanted) : wanted;
}

/** What people call a value of which they have nothing to say. */
export function isBareName(name: string): boolean {
  return /^(?:val(?:ue)?|v|item|elem(?:ent)?|el|res(?:ult)?|ret(?:Val|urnValue)?)$/.test(name);
}

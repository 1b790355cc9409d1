import type ts from "typescript";
import { say } from "../say";
import { namesBound } from "../syntax/bound-names";
import { functionAround, isWithin, listAround, walkOwn } from "../syntax/nodes";
import { variablesNamed } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import type { TextEdit } from "../text";
import { editDraft, insertAt, NotUnderstood, replaceNode, textOf, type Draft } from "./draft";

/** One `var` of a method's body, and the block or loop that is all of its code where it could be a `let`. */
interface Var {
  readonly list: ts.VariableDeclarationList;
  readonly names: readonly string[];
  readonly home: ts.Node;
}

/**
 * Makes each `var` a `let`. A `var` belongs to one call of a method, and would belong to all of them in a generator: it would keep its
 * value from one turn of the loop to the next, and closures would share it. One that is used outside of its block, or lives on from one
 * turn of a loop of the method to the next, is declared where the method begins.
 *
 * @throws NotUnderstood when a function inside uses such a one, or it is declared in a way that cannot be taken apart
 */
export function withBlockScopes(ts: TypeScript, draft: Draft): Draft {
  const all = varsOf(ts, draft);
  const outliving = all.flatMap((one) => one.names.filter((name) => !isLocal(ts, draft, all, one, name)));
  const names = withCompanions(all, new Set(outliving));
  for (const name of names) checkCanBegin(ts, draft, all, name);
  const edits = all.map((one): TextEdit => {
    const start = one.list.getStart(draft.sourceFile);
    const isEarlier = one.names.some((name) => names.includes(name));
    return isEarlier ? assignment(ts, draft, one) : { start, end: start + "var".length, newText: "let" };
  });
  const declarations = names.map((name) => `\nlet ${name}${typeOf(draft, all, name)};`);
  const top = insertAt(draft.body.getStart(draft.sourceFile) + 1, declarations.join(""));
  return editDraft(ts, draft, names.length > 0 ? [top, ...edits] : edits);
}

/** @throws NotUnderstood when the variable cannot be declared at the beginning of the method and set where it is declared now */
function checkCanBegin(ts: TypeScript, { body }: Draft, all: readonly Var[], name: string): void {
  const uses = variablesNamed(ts, body, name);
  const isCaptured = uses.some((use) => functionAround(ts, use) !== body.parent);
  const isRival = uses.some(
    ({ parent }) =>
      (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) && parent.parent === body,
  );
  const own = all.filter(({ names }) => names.includes(name));
  const isPlain = own.every(({ list }) => list.declarations.every((one) => ts.isIdentifier(one.name)));
  if (isCaptured || isRival || !isPlain)
    throw new NotUnderstood(say("'{0}' is a 'var' that outlives its block", name));
}

/** What stands in a list with one of the variables goes with it. */
function withCompanions(all: readonly Var[], names: ReadonlySet<string>): readonly string[] {
  const more = all.filter((one) => one.names.some((name) => names.has(name))).flatMap((one) => one.names);
  const found = new Set([...names, ...more]);
  return found.size === names.size ? [...names] : withCompanions(all, found);
}

function typeOf({ sourceFile }: Draft, all: readonly Var[], name: string): string {
  const types = all.flatMap(({ list }) =>
    list.declarations.flatMap((one) => (one.name.getText(sourceFile) === name ? (one.type ?? []) : [])),
  );
  const [type] = types;
  return type ? `: ${type.getText(sourceFile)}` : "";
}

/** @returns the edit that sets variables where they were declared */
function assignment(ts: TypeScript, draft: Draft, { list }: Var): TextEdit {
  const { parent } = list;
  const isHead = ts.isForOfStatement(parent) || ts.isForInStatement(parent);
  const parts = list.declarations.flatMap(({ name, initializer }) => {
    if (isHead) return textOf(draft, name);
    return initializer ? `${textOf(draft, name)} = ${textOf(draft, initializer)}` : [];
  });
  if (!ts.isVariableStatement(parent)) return replaceNode(draft, list, parts.join(", "));
  const text = parts.map((part) => `${part};`).join("\n");
  const isListed = listAround(ts, parent) !== undefined;
  return replaceNode(draft, parent, isListed ? text : `{\n${text}\n}`);
}

function varsOf(ts: TypeScript, { body }: Draft): Var[] {
  const found: Var[] = [];
  walkOwn(ts, body, (node) => {
    if (!ts.isVariableDeclarationList(node) || (node.flags & ts.NodeFlags.BlockScoped) !== 0) return;
    const names = node.declarations.flatMap(({ name }) => namesBound(ts, name));
    const { parent } = node;
    found.push({ list: node, names, home: ts.isVariableStatement(parent) ? parent.parent : parent });
  });
  return found;
}

/** All uses of the name are in the block of a `var`, behind it; and those in this block find a new variable at each turn of a loop. */
function isLocal(ts: TypeScript, draft: Draft, all: readonly Var[], one: Var, name: string): boolean {
  const rivals = all.filter(({ names }) => names.includes(name));
  const isOnly = rivals.every(({ home }) => home === one.home || !isWithin(home, one.home));
  if (!isOnly || rivals.filter(({ home }) => home === one.home).length > 1) return false;
  const isHomeless = variablesNamed(ts, draft.body, name).some(
    (use) =>
      !rivals.some(
        ({ home, list }) => isWithin(use, home) && use.pos >= list.pos && !isAhead(ts, list, name, use),
      ),
  );
  return !isHomeless && !isKeptByLoop(ts, draft, one, name);
}

/** `var page = page || first`: a `let` is not there yet where its first value is worked out. */
function isAhead(ts: TypeScript, list: ts.VariableDeclarationList, name: string, use: ts.Node): boolean {
  const own = list.declarations.find((one) => namesBound(ts, one.name).includes(name));
  const isLater = functionAround(ts, use) !== functionAround(ts, list);
  return own !== undefined && !isLater && use.pos < own.end && !isWithin(use, own.name);
}

/** A loop of the method comes to it again, where a `let` would be another variable than before. */
function isKeptByLoop(ts: TypeScript, { body }: Draft, { list, home }: Var, name: string): boolean {
  if (ts.isCaseOrDefaultClause(home)) return true;
  const isLoop = (node: ts.Node) => ts.isIterationStatement(node, false);
  const around = ts.findAncestor(home.parent, (node) => node === body || isLoop(node));
  const isRepeated = around !== undefined && around !== body;
  const isCaptured = variablesNamed(ts, home, name).some((use) => functionAround(ts, use) !== body.parent);
  if (isCaptured && (isRepeated || isLoop(home))) return true;
  const isGiven = ts.isForInStatement(home) || ts.isForOfStatement(home);
  return isRepeated && !isGiven && list.declarations.some(({ initializer }) => !initializer);
}

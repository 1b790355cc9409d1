import type ts from "typescript";
import { say } from "../say";
import { namesBound } from "../syntax/bound-names";
import { functionAround, isWithin, walkOwn } from "../syntax/nodes";
import { variablesNamed } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { editDraft, NotUnderstood, type Draft } from "./draft";

/** One `var` of a method's body, and the block or loop that is all of its code where it could be a `let`. */
interface Var {
  readonly list: ts.VariableDeclarationList;
  readonly names: readonly string[];
  readonly home: ts.Node;
}

/**
 * Makes each `var` a `let`. A `var` belongs to one call of a method, and would belong to all of them in a generator: it would keep its
 * value from one turn of the loop to the next, and closures would share it.
 *
 * @throws NotUnderstood when it is used outside of its block, or lives on from one turn of a loop of the method to the next
 */
export function withBlockScopes(ts: TypeScript, draft: Draft): Draft {
  const all = varsOf(ts, draft);
  for (const one of all) {
    const name = one.names.find((each) => !isLocal(ts, draft, all, one, each));
    if (name !== undefined) throw new NotUnderstood(say("'{0}' is a 'var' that outlives its block", name));
  }
  const edits = all.map(({ list }) => {
    const start = list.getStart(draft.sourceFile);
    return { start, end: start + "var".length, newText: "let" };
  });
  return editDraft(ts, draft, edits);
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

import type ts from "typescript";
import { say } from "../say";
import { isWithin, walk } from "../syntax/nodes";
import { declaredScope, variablesNamed } from "../syntax/scopes";
import type { TypeScript } from "../typescript";
import { NotUnderstood } from "./draft";

/**
 * Pieces of code that come to stand in one scope: what one of them declares for all of its code, the others see from then on.
 *
 * @returns the names that a piece declares there; a constructor declares its parameters and what its body begins with
 */
export function declaredFor(ts: TypeScript, pieces: readonly ts.Node[]): Set<string> {
  const names = new Set<string>();
  for (const piece of pieces) {
    walk(ts, piece, (node) => {
      const scope = ts.isIdentifier(node) ? declaredScope(ts, node) : undefined;
      if (!scope || !ts.isIdentifier(node)) return;
      if (scope === piece || !isWithin(scope, piece)) names.add(node.text);
    });
  }
  return names;
}

/**
 * Sees to it that what a piece takes from the code around, such as a function of the module, is not hidden by a variable that
 * another piece brings along.
 *
 * @param pieces - all code that will share a scope
 * @param declared - the names that this scope will have
 * @throws NotUnderstood when a name would mean something else
 */
export function checkMeanings(
  ts: TypeScript,
  pieces: readonly ts.Node[],
  declared: ReadonlySet<string>,
): void {
  for (const name of declared) {
    const stranger = usesFromOutside(ts, pieces, name)[0];
    if (!stranger) continue;
    const { fileName } = stranger.getSourceFile();
    throw new NotUnderstood(say("'{0}' would mean something else in the generator", name), {
      fileName,
      start: stranger.getStart(),
      end: stranger.end,
    });
  }
}

/**
 * @param pieces - all code that will share a scope
 * @param places - where the name is to be used
 * @returns whether something that is called so now would hide nothing from the pieces, and be hidden in none of the places
 */
export function isFreeFor(
  ts: TypeScript,
  pieces: readonly ts.Node[],
  name: string,
  places: readonly ts.Node[],
): boolean {
  if (usesFromOutside(ts, pieces, name).length > 0) return false;
  const scopes = pieces
    .flatMap((piece) => variablesNamed(ts, piece, name))
    .map((node) => declaredScope(ts, node));
  return !scopes.some((scope) => scope && places.some((place) => isWithin(place, scope)));
}

/** Uses of the name that mean what none of the pieces declares. */
function usesFromOutside(ts: TypeScript, pieces: readonly ts.Node[], name: string): ts.Identifier[] {
  const named = pieces.flatMap((piece) => variablesNamed(ts, piece, name));
  const uses = named.filter((node) => !declaredScope(ts, node) && !isTypeName(ts, node));
  const [first] = uses;
  if (!first) return [];
  const scopes = new Map<ts.Node, ts.Identifier[]>();
  for (const node of variablesNamed(ts, first.getSourceFile(), name)) {
    const scope = declaredScope(ts, node);
    if (scope) scopes.set(scope, [...(scopes.get(scope) ?? []), node]);
  }
  const isOurs = (use: ts.Identifier): boolean => {
    const innermost = ts.findAncestor(use, (outer) => scopes.has(outer));
    const declarations = (innermost && scopes.get(innermost)) ?? [];
    return declarations.some((declaration) => pieces.some((piece) => isWithin(declaration, piece)));
  };
  return uses.filter((use) => !isOurs(use));
}

/** Types have names of their own. */
function isTypeName(ts: TypeScript, { parent }: ts.Identifier): boolean {
  return ts.isTypeReferenceNode(parent) || ts.isQualifiedName(parent);
}

import type ts from "typescript";
import type { Site } from "../detect/site";
import { nameOf } from "../detect";
import type { Facts } from "../facts";
import { assertionOf, isSurelyMet, type Assertion } from "../describe/asserted";
import { isJavaScript, wrapped } from "../syntax/nodes";
import type { TextEdit } from "../text";
import { isIteratorObject } from "../detect/owner";
import type { TypeScript } from "../typescript";

/**
 * An object that is taken for an instance of a class, `{ … } as Cursor`, overlaps with it by what its `next()` and `return()` give;
 * a generator overlaps with less, and must be asserted by way of `unknown`.
 *
 * @param made - edits that have been made; what they replace is written anew
 * @returns the edits of the file that the site stands in
 */
export function strongerAssertions(
  ts: TypeScript,
  site: Site,
  facts: Facts,
  made: readonly TextEdit[],
): readonly TextEdit[] {
  if (isJavaScript(site.node)) return [];
  const { kind } = site;
  return valuesOf(ts, site, facts)
    .flatMap((value) => assertionOf(ts, value) ?? [])
    .filter((assertion) => !isSurelyMet(ts, facts, kind, assertion))
    .map((assertion) => throughUnknown(ts, assertion))
    .filter(({ start }) => !made.some((edit) => edit.start <= start && start < edit.end));
}

/** The object literal itself, the variable that holds it, and what the function that returns it gives. */
function valuesOf(
  ts: TypeScript,
  { iterable, iterator, factory }: Site,
  facts: Facts,
): readonly ts.Expression[] {
  const owner = (iterable ?? iterator)?.owner;
  if (!owner || !isIteratorObject(ts, owner)) return [];
  const sourceFile = owner.getSourceFile();
  const usesOf = (name: ts.Identifier | undefined): readonly ts.Expression[] =>
    (name ? (facts.references(name) ?? []) : [])
      .filter((reference) => reference.sourceFile === sourceFile && !reference.isDeclaration)
      .flatMap(({ node }) => (ts.isIdentifier(node) ? node : []));
  const { parent } = wrapped(ts, owner);
  const held = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? usesOf(parent.name) : [];
  const called = usesOf(factory && nameOf(ts, factory.fn)).flatMap(({ parent: call }) =>
    ts.isCallExpression(call) ? call : [],
  );
  return [owner, ...held, ...called];
}

function throughUnknown(ts: TypeScript, { expression, type, kind }: Assertion): TextEdit {
  const start = kind === ts.SyntaxKind.AsExpression ? type.getStart() : expression.getStart();
  return { start, end: start, newText: kind === ts.SyntaxKind.AsExpression ? "unknown as " : "<unknown>" };
}

import type ts from "typescript";
import { decoratorOf, hasModifier } from "../syntax/nodes";
import type { Facts, Reference } from "../facts";
import type { TraceContext } from "./context";

/**
 * The calls of a method are found by its name. Who gets its object as something else may call it as well, or put another one in its
 * place, and nobody would know.
 *
 * @param declaration - of what makes iterators; only a method, or a field that holds a function, has an object
 * @param references - to it
 * @returns the places where its object goes out of sight, as far as files name the object or the method, or import one that does
 */
export function lostOwners(
  { ts, facts }: TraceContext,
  declaration: ts.Node,
  references: readonly Reference[],
): readonly ts.Node[] {
  const owner = declaration.parent;
  if (!ts.isClassLike(owner) && !ts.isObjectLiteralExpression(owner)) return [];
  if (isHidden(ts, declaration)) return [];
  const decorator = decoratorOf(ts, owner);
  const named = ts.isClassLike(owner) && owner.name ? (facts.references(owner.name) ?? []) : [];
  const naming = new Set([declaration, ...named.map(({ node }) => node)].map((node) => node.getSourceFile()));
  const files = withImporters(facts, naming);
  for (const { node } of references) files.add(node.getSourceFile());
  const member = declaration as ts.NamedDeclaration;
  const places = [...files].flatMap((file) => facts.whereMemberIsLost?.(member, file) ?? []);
  return [...(decorator ? [decorator] : []), ...places];
}

/**
 * An object that a file exports goes on where neither its class nor its method is named.
 *
 * @returns the files, and those that import one of them as far as that is known
 */
export function withImporters({ modules }: Facts, files: ReadonlySet<ts.SourceFile>): Set<ts.SourceFile> {
  const importing = [...files].flatMap((file) => modules?.importsOf(file) ?? []);
  return new Set([...files, ...importing.map((specifier) => specifier.getSourceFile())]);
}

/** Only code of the class itself can call it. */
function isHidden(ts: TraceContext["ts"], member: ts.Node): boolean {
  const { name } = member as Partial<ts.NamedDeclaration>;
  const isPrivateName = name !== undefined && ts.isPrivateIdentifier(name);
  return isPrivateName || hasModifier(ts, member, ts.SyntaxKind.PrivateKeyword);
}

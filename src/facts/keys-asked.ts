import type ts from "typescript";
import { find } from "../engine/syntax/nodes";
import { codeFiles } from "./module-graph";
import type { TypeContext } from "./type-context";

/** A type parameter, of what, and what that is given for all of them. */
interface Parameterized {
  readonly parameter: ts.TypeParameterDeclaration;
  readonly declaration: ts.Declaration;
  readonly parameters: readonly ts.TypeParameterDeclaration[];
  readonly given: readonly ts.TypeNode[];
}

/**
 * Where does a type hang on what members there are, so that it is another one without this member: `keyof Rows`, `Rows[typeof key]`,
 * `Rows extends Iterator<infer R> ? R : never`? A name that is written out is among the member's references.
 *
 * @param member - a method or field, as it is declared
 * @param files - those to look through, besides all that say `keyof`
 * @returns the first such place
 */
export function whereKeyIsAsked(
  context: TypeContext,
  member: ts.NamedDeclaration,
  files: readonly ts.SourceFile[],
): ts.Node | undefined {
  const { ts, program, checker } = context;
  const key = member.name && checker.getSymbolAtLocation(member.name)?.name;
  if (key === undefined) return undefined;
  const others = codeFiles(program).filter((file) => /\bkeyof\b/.test(file.text));
  for (const file of new Set([...files, ...others])) {
    const place = find(ts, file, (node) => isAskedAt(context, node, key, member));
    if (place) return place;
  }
  return undefined;
}

function isAskedAt(context: TypeContext, node: ts.Node, key: string, member: ts.NamedDeclaration): boolean {
  const { ts } = context;
  const has = (type: ts.TypeNode): boolean => hasMember(context, type, key, member);
  if (asksKeysOf(context, node, key, has)) return true;
  return parameterizedAt(context, node).some(
    (one) =>
      one.given.some((type, index) => one.parameters[index] === one.parameter && has(type)) &&
      find(ts, one.declaration, (inner) => asksKeysOfParameter(context, inner, key, one)) !== undefined,
  );
}

function hasMember(
  { checker }: TypeContext,
  node: ts.TypeNode,
  key: string,
  member: ts.NamedDeclaration,
): boolean {
  const type = checker.getNonNullableType(checker.getTypeFromTypeNode(node));
  return checker.getPropertyOfType(type, key)?.declarations?.includes(member) ?? false;
}

/** @param has - knows the types that have the member, or stand for one that has it */
function asksKeysOf(
  context: TypeContext,
  node: ts.Node,
  key: string,
  has: (type: ts.TypeNode) => boolean,
): boolean {
  const { ts, checker } = context;
  if (ts.isTypeOperatorNode(node))
    return node.operator === ts.SyntaxKind.KeyOfKeyword && !isOfMapping(context, node) && has(node.type);
  if (ts.isIndexedAccessTypeNode(node)) return has(node.objectType) && mayBeKey(context, node.indexType, key);
  if (!ts.isConditionalTypeNode(node)) return false;
  const wanted = checker.getTypeFromTypeNode(node.extendsType);
  return checker.getPropertyOfType(wanted, key) !== undefined && has(node.checkType);
}

/** The `keyof Rows` of `{ [Key in keyof Rows]: … }`: what that makes of the member is found by its name, as the member itself is. */
function isOfMapping({ ts }: TypeContext, { parent }: ts.Node): boolean {
  return ts.isTypeParameterDeclaration(parent) && ts.isMappedTypeNode(parent.parent);
}

/** It is the member's name, and not written out, or may be. */
function mayBeKey(context: TypeContext, node: ts.TypeNode, key: string): boolean {
  const { ts, checker } = context;
  if (ts.isUnionTypeNode(node)) return node.types.some((one) => mayBeKey(context, one, key));
  if (ts.isParenthesizedTypeNode(node)) return mayBeKey(context, node.type, key);
  if (ts.isLiteralTypeNode(node)) return false;
  const type = checker.getTypeFromTypeNode(node);
  const [declaration] = type.getSymbol()?.declarations ?? [];
  if (declaration && ts.isTypeParameterDeclaration(declaration) && ts.isMappedTypeNode(declaration.parent))
    return false;
  const known = checker.getBaseConstraintOfType(type) ?? type;
  const { Number, NumberLiteral, UniqueESSymbol } = ts.TypeFlags;
  return (known.isUnion() ? known.types : [known]).some((part) =>
    part.isStringLiteral()
      ? part.value === key
      : (part.flags & (Number | NumberLiteral | UniqueESSymbol)) === 0,
  );
}

/** What is given type arguments here. */
function parameterizedAt(context: TypeContext, node: ts.Node): readonly Parameterized[] {
  const given = (node as { typeArguments?: readonly ts.TypeNode[] }).typeArguments;
  if (!given || given.length === 0) return [];
  return declarationsAt(context, node).flatMap((declaration) => {
    const { typeParameters: parameters = [] } = declaration as {
      typeParameters?: readonly ts.TypeParameterDeclaration[];
    };
    return parameters.map((parameter) => ({ parameter, declaration, parameters, given }));
  });
}

/** Types and functions of the project, and those type aliases of others that say how keys are chosen: `Pick`. */
function declarationsAt({ ts, checker }: TypeContext, node: ts.Node): readonly ts.Declaration[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const declaration = checker.getResolvedSignature(node)?.getDeclaration();
    return declaration ? [declaration] : [];
  }
  const name = ts.isTypeReferenceNode(node)
    ? node.typeName
    : ts.isExpressionWithTypeArguments(node)
      ? node.expression
      : undefined;
  const symbol = name && checker.getSymbolAtLocation(name);
  const isAlias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const meant = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  return (meant?.declarations ?? []).filter(
    (one) => ts.isTypeAliasDeclaration(one) || !one.getSourceFile().isDeclarationFile,
  );
}

function asksKeysOfParameter(
  context: TypeContext,
  node: ts.Node,
  key: string,
  { parameter, parameters, declaration, given }: Parameterized,
): boolean {
  const { ts, checker } = context;
  const symbol = checker.getSymbolAtLocation(parameter.name);
  const isParameter = (type: ts.TypeNode): boolean =>
    ts.isTypeReferenceNode(type) && checker.getSymbolAtLocation(type.typeName) === symbol;
  if (!asksKeysOf(context, node, key, isParameter)) return false;
  const chosen = parameters.findIndex(({ constraint }) => constraint === node);
  if (chosen >= 0) {
    const type = given[chosen];
    return !type || mayBeKey(context, type, key);
  }
  // What the language's own types leave of all the keys is found by name: `Omit`.
  return !declaration.getSourceFile().isDeclarationFile || !ts.isTypeOperatorNode(node);
}

import type ts from "typescript";
import type { Site } from "../detect/site";
import { memberKey } from "../syntax/keys";
import { protocols, type IteratorKind } from "../kind";
import { unwrap, wrapped } from "../syntax/nodes";
import { elementSaid } from "../detect/given-next";
import { isIteratorObject, isMaking } from "../detect/owner";
import type { TypeScript } from "../typescript";

/** The type arguments that the author wrote for the iterator, as text: element, and final value where it was given. */
export interface Annotation {
  readonly element: string;
  readonly final: string | undefined;
  /** All three of a generator's own type, where the author wrote that already. */
  readonly whole?: readonly [element: string, final: string, sent: string] | undefined;
}

/** Which of the author's types count; not those that stay where they are and go on saying what they say. */
export interface AnnotationSources {
  /** An `implements` clause. */
  readonly heritage: boolean;
  /** The type of the function around, of an assertion, or of a variable. */
  readonly around: boolean;
}

const everywhere: AnnotationSources = { heritage: true, around: true };

/**
 * Reads what the author wrote about the iterator's types: an `implements` clause, the return type of
 * `[Symbol.asyncIterator]()`, of `next()`, of the function around, or an assertion.
 *
 * @returns `undefined` where the author left the types to be inferred
 */
export function annotationOf(ts: TypeScript, site: Site, from = everywhere): Annotation | undefined {
  const next = site.iterator?.methods.get("next")?.fn.type;
  const read = (type: ts.TypeNode): Annotation | undefined =>
    fromProtocolType(ts, type, site.kind) ??
    fromOwnInterface(ts, type) ??
    fromHeir(ts, type, site.kind) ??
    fromNextType(ts, type);
  const said = firstOf(
    [
      ...(site.open ? [site.open.fn.type] : []),
      ...openOf(site),
      ...(from.around && site.factory ? [site.factory.fn.type] : []),
    ],
    read,
  );
  const demanded = said ? undefined : firstOf(from.heritage ? heritage(ts, site) : [], read);
  const found =
    said ??
    demanded ??
    ofCall(ts, site) ??
    firstOf([...(from.around ? assertions(ts, site) : []), next], read);
  const finalOfNext = next && finalOf(ts, next);
  const isAsked = site.iterator?.methods.get("next")?.fn.parameters.length !== 0;
  // What an interface asks for may be wider than what the class gives, and it is the class that others know.
  const given = demanded && next && fromNextType(ts, next);
  return (
    found && {
      element: given?.element ?? found.element,
      // Whether it is closed by hand costs a search of the project.
      get final() {
        const final = given?.final ?? found.final ?? finalOfNext;
        // An argument may be left out of `return()` where it is 'void', not where it is 'undefined'.
        const isEmpty = final === undefined || final === "undefined";
        return isEmpty && site.isClosedByHand ? "void" : final;
      },
      whole: isAsked || given ? undefined : found.whole,
    }
  );
}

/** @returns the final value's type in JavaScript: `@returns {IteratorResult<Row, null>}` */
export function documentedFinal(ts: TypeScript, site: Site): string | undefined {
  const next = site.iterator?.methods.get("next");
  const type = next && ts.getJSDocReturnType(next.fn);
  return type && finalOf(ts, type);
}

/** The final value's type by `next()`, where the type of the whole says nothing of it. */
function finalOf(ts: TypeScript, next: ts.TypeNode): string | undefined {
  const final = fromNextType(ts, next)?.final;
  return final === "undefined" || final === "void" || final === "never" ? undefined : final;
}

function firstOf(
  types: readonly (ts.TypeNode | undefined)[],
  read: (type: ts.TypeNode) => Annotation | undefined,
): Annotation | undefined {
  for (const type of types) {
    const found = type && read(type);
    if (found) return found;
  }
  return undefined;
}

function openOf(site: Site): (ts.TypeNode | undefined)[] {
  return [site.iterable?.methods.get(protocols[site.kind].openKey)?.fn.type];
}

function heritage(ts: TypeScript, site: Site): ts.ExpressionWithTypeArguments[] {
  const owners = [site.iterator?.owner, site.iterable?.owner];
  return owners.flatMap((owner) =>
    owner && ts.isClassLike(owner)
      ? (owner.heritageClauses ?? []).flatMap((clause) => [...clause.types])
      : [],
  );
}

/** `makeIterator<number>(() => …)` */
function ofCall(ts: TypeScript, { iterator }: Site): Annotation | undefined {
  const element = iterator && isMaking(ts, iterator.owner) ? elementSaid(ts, iterator.owner) : undefined;
  return element === undefined ? undefined : { element, final: undefined };
}

function assertions(ts: TypeScript, site: Site): ts.TypeNode[] {
  const owners = [site.iterator?.owner, site.iterable?.owner];
  return owners.flatMap((owner) => (owner && isIteratorObject(ts, owner) ? assertedTypes(ts, owner) : []));
}

/** @returns the types asserted of a literal, or declared for the variable it initialises */
export function assertedTypes(ts: TypeScript, literal: ts.Expression): ts.TypeNode[] {
  const types: ts.TypeNode[] = [];
  const outer = wrapped(ts, literal);
  for (let node: ts.Node = literal.parent; node !== outer.parent; node = node.parent) {
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) {
      types.push(...partsOf(ts, node.type));
    }
  }
  if (ts.isVariableDeclaration(outer.parent) && outer.parent.type)
    types.push(...partsOf(ts, outer.parent.type));
  return types;
}

/** `AsyncIterator<Row> & { cursor: Cursor }` says all that its parts say. */
function partsOf(ts: TypeScript, type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isIntersectionTypeNode(type) ? type.types : [type];
}

/** `AsyncIterableIterator<Row> | AsyncIterator<Row>`, where all say the same */
function fromUnion(ts: TypeScript, { types }: ts.UnionTypeNode, kind: IteratorKind): Annotation | undefined {
  const [first, ...others] = types.map((type) => fromProtocolType(ts, type, kind));
  const isSame = others.every((other) => other?.element === first?.element && other?.final === first?.final);
  return isSame ? first : undefined;
}

function fromProtocolType(ts: TypeScript, type: ts.TypeNode, kind: IteratorKind): Annotation | undefined {
  if (ts.isUnionTypeNode(type)) return fromUnion(ts, type, kind);
  if (ts.isIntersectionTypeNode(type)) return firstOf(type.types, (one) => fromProtocolType(ts, one, kind));
  const name = ts.isTypeReferenceNode(type)
    ? type.typeName
    : ts.isExpressionWithTypeArguments(type)
      ? unwrap(ts, type.expression)
      : undefined;
  if (!name || !ts.isIdentifier(name) || !protocols[kind].typeNames.has(name.text)) return undefined;
  const { typeArguments } = type as ts.NodeWithTypeArguments;
  const said = fromArguments(typeArguments);
  return said && name.text === protocols[kind].generatorType
    ? { ...said, whole: wholeOf(typeArguments) }
    : said;
}

/** What is sent by a loop is `undefined`: only where that does is it sure that those who draw by hand need say no more than before. */
const sentByLoops = new Set(["undefined", "void", "unknown", "any"]);

function wholeOf(types: ts.NodeArray<ts.TypeNode> | undefined): Annotation["whole"] {
  const [element, final, sent] = (types ?? []).map((type) => type.getText());
  if (element === undefined || final === undefined || sent === undefined || !sentByLoops.has(sent))
    return undefined;
  return [element, final, sent];
}

/** `interface Rows { next(): Promise<IteratorResult<Row>>; }` of the same file, which asks for nothing else */
function fromOwnInterface(ts: TypeScript, type: ts.TypeNode): Annotation | undefined {
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName) || type.typeArguments)
    return undefined;
  const { text } = type.typeName;
  const [declaration, ...others] = type
    .getSourceFile()
    .statements.filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === text);
  if (!declaration || others.length > 0 || declaration.heritageClauses || declaration.typeParameters)
    return undefined;
  const [next, ...more] = declaration.members;
  if (!next || more.length > 0 || !ts.isMethodSignature(next) || memberKey(ts, next.name) !== "next")
    return undefined;
  return next.type && fromNextType(ts, next.type);
}

/** `interface Rows<T> extends AsyncIterableIterator<T> {…}` of the same file, with what the type says in the place of its `T` */
function fromHeir(ts: TypeScript, type: ts.TypeNode, kind: IteratorKind): Annotation | undefined {
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  const { text } = type.typeName;
  const [declaration, ...others] = type
    .getSourceFile()
    .statements.filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === text);
  if (!declaration || others.length > 0) return undefined;
  const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  const found = firstOf(bases, (base) => fromProtocolType(ts, base, kind));
  const given = (said: string): string | undefined => withArguments(said, declaration, type);
  const element = found && given(found.element);
  const final = found?.final === undefined ? undefined : given(found.final);
  const isWhole = element !== undefined && (final === undefined) === (found?.final === undefined);
  return isWhole ? { element, final } : undefined;
}

/** @returns a type that names type parameters, as text, with what is given for them in their place; `undefined` where that is not sure */
function withArguments(
  said: string,
  { typeParameters }: ts.InterfaceDeclaration,
  { typeArguments }: ts.TypeReferenceNode,
): string | undefined {
  const places = new Map(
    typeParameters?.map(({ name }, index) => [name.text, typeArguments?.[index]?.getText()]),
  );
  const named = (said.match(/[\w$]+/g) ?? []).filter((name) => places.has(name));
  if (named.length === 0) return said;
  // In what is written with these, a name may be that of a member.
  if (/["'`{}:.]/.test(said) || named.some((name) => places.get(name) === undefined)) return undefined;
  return said.replace(/[\w$]+/g, (name) => places.get(name) ?? name);
}

/** `Promise<IteratorResult<T, R>>`, `{ value: T; done: boolean }`, `{ value: T; done: false } | { value: R; done: true }` */
function fromNextType(ts: TypeScript, type: ts.TypeNode, isAlias = false): Annotation | undefined {
  const written = resultsWritten(ts, type);
  if (written) return fromResults(written);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  if (type.typeName.text === "Promise") {
    const [inner] = type.typeArguments ?? [];
    return inner && fromNextType(ts, inner, isAlias);
  }
  if (type.typeName.text === "IteratorResult") return fromArguments(type.typeArguments);
  if (type.typeName.text === "IteratorYieldResult") return withoutEnd(type.typeArguments);
  const alias = isAlias ? undefined : aliasOf(ts, type, type.typeName.text);
  return alias && fromNextType(ts, alias, true);
}

/** A result's type that the author wrote out. */
interface ResultType {
  readonly value: string;
  readonly done: string;
}

function resultsWritten(ts: TypeScript, type: ts.TypeNode): readonly ResultType[] | undefined {
  const types = ts.isUnionTypeNode(type) ? type.types : [type];
  const results = types.flatMap((one) => resultWritten(ts, one) ?? []);
  return results.length === types.length ? results : undefined;
}

function resultWritten(ts: TypeScript, type: ts.TypeNode): ResultType | undefined {
  if (!ts.isTypeLiteralNode(type) || type.members.length !== 2) return undefined;
  const typeOf = (key: string): string | undefined => {
    const member = type.members.find(({ name }) => name && memberKey(ts, name) === key);
    return member && ts.isPropertySignature(member) ? member.type?.getText() : undefined;
  };
  const [value, done] = [typeOf("value"), typeOf("done")];
  return value !== undefined && done !== undefined ? { value, done } : undefined;
}

function fromResults(results: readonly ResultType[]): Annotation | undefined {
  const elements = results.filter(({ done }) => done !== "true");
  const [element, ...others] = elements;
  const ends = results.filter(({ done }) => done === "true").map(({ value }) => value);
  if (!element || others.length > 0) return undefined;
  return { element: element.value, final: ends.length === 1 ? ends[0] : undefined };
}

/** `IteratorYieldResult<T>`: it never ends. */
function withoutEnd(types: ts.NodeArray<ts.TypeNode> | undefined): Annotation | undefined {
  const [element] = types ?? [];
  return element && { element: element.getText(), final: "never" };
}

/** What a type alias of the same file stands for: `type Step = IteratorResult<number>`. */
function aliasOf(ts: TypeScript, type: ts.TypeReferenceNode, name: string): ts.TypeNode | undefined {
  const declaration = type
    .getSourceFile()
    .statements.find((statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === name);
  const isPlain = declaration && ts.isTypeAliasDeclaration(declaration) && !declaration.typeParameters;
  return isPlain ? declaration.type : undefined;
}

/** What `AsyncGenerator<T>` says as well, or better. */
const unsaid = new Set(["any", "unknown"]);

function fromArguments(types: ts.NodeArray<ts.TypeNode> | undefined): Annotation | undefined {
  const [element, final] = types ?? [];
  if (!element) return undefined;
  const finalText = final?.getText();
  return { element: element.getText(), final: finalText && !unsaid.has(finalText) ? finalText : undefined };
}

/** @returns the generator's type as its author did, or as an engineer would write it: `AsyncGenerator<number>`, or `Generator<number>` */
export function generatorType(kind: IteratorKind, annotation: Annotation): string {
  const name = protocols[kind].generatorType;
  const { element, final, whole } = annotation;
  if (whole && isSaidByWhole(whole, element, final)) return `${name}<${whole.join(", ")}>`;
  return final ? `${name}<${element}, ${final}>` : `${name}<${element}>`;
}

function isSaidByWhole(
  [element, final]: readonly string[],
  wanted: string,
  wantedFinal: string | undefined,
): boolean {
  return element === wanted && (wantedFinal === undefined ? unsaid.has(final ?? "") : final === wantedFinal);
}

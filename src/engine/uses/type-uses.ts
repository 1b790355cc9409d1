import type ts from "typescript";
import { say } from "../say";
import { isInDocs, walk } from "../syntax/nodes";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import type { Draft } from "./drafts";
import { variablesNamed, declaredScope } from "../syntax/scopes";
import { refuse, type UseRefusal, type UseTarget } from "./target";

/**
 * Writes down the type that takes the class's place.
 *
 * @param typeArguments - the class's type arguments at this use, as text, already rewritten; empty when there are none
 * @returns `undefined` when the type cannot be written down
 */
export type GeneratorType = (typeArguments: readonly string[]) => string | undefined;

/** A type that is written with the class. */
interface TypeUse {
  /** What is replaced as a whole: `X<T>`, `ns.X`, `InstanceType<typeof X>`, `import("./x").X`. */
  readonly node: ts.Node;
  readonly typeArguments: ts.NodeArray<ts.TypeNode> | undefined;
  /** From here to the name's end it names the target: `ns.X`, `import("./x").X`. */
  readonly entity: { readonly start: number; readonly end: number };
}

/** What replacing a type needs. */
export interface TypeRewrite {
  readonly name: ts.Identifier;
  readonly newName: string;
  readonly target: UseTarget;
  readonly generatorType: GeneratorType;
}

/** A type use's drafts, and whether the new text still names the function. */
export interface RewrittenType {
  readonly drafts: readonly Draft[];
  readonly keepsName: boolean;
}

/** @returns whether the name stands where a type is written, comments included */
export function isTypeUse(ts: TypeScript, name: ts.Identifier): boolean {
  let node: ts.Node = name;
  while (ts.isQualifiedName(node.parent)) node = node.parent;
  const { parent } = node;
  return ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent) || ts.isImportTypeNode(parent);
}

/** @returns whether the name stands in a comment, in a tag that links to it */
export function isLink(ts: TypeScript, name: ts.Identifier): boolean {
  return isInDocs(ts, name) && !isTypeUse(ts, name) && !ts.isExpressionWithTypeArguments(name.parent);
}

/**
 * Replaces a type that is written with the class by the generator's type, or by `ReturnType<typeof x>` where
 * that type cannot be written down or names something that this file does not know.
 */
export function rewriteTypeUse(
  ts: TypeScript,
  facts: Facts,
  { name, newName, target, generatorType }: TypeRewrite,
): RewrittenType | UseRefusal {
  const sourceFile = name.getSourceFile();
  const rename: Draft = { start: name.getStart(sourceFile), end: name.end, text: newName };
  const parameters = constructorParameters(ts, name);
  if (parameters) {
    const { typeName } = parameters;
    const utility = { start: typeName.getStart(sourceFile), end: typeName.end, text: "Parameters" };
    return { drafts: [rename, utility], keepsName: true };
  }
  const use = typeUse(ts, name);
  if (!use) return refuse(name, say("the type of the class '{0}' itself is used here", name.text));
  const obstacle = whyNotReplaced(ts, use.node, name.text);
  if (obstacle !== undefined) return refuse(name, obstacle);
  // What is given as an argument is known where it stands; a keyword in its place names nothing.
  const written = generatorType((use.typeArguments ?? []).map(() => "never"));
  const isKnown = written !== undefined && isUnderstoodIn(ts, facts, sourceFile, { written, target });
  const start = use.node.getStart(sourceFile);
  const { end } = use.node;
  if (isKnown) return { drafts: [{ start, end, text: replacement(use, generatorType) }], keepsName: false };
  // The outer draft first: for a bare `X` both span the same text.
  return { drafts: [{ start, end, text: returnType(use) }, rename], keepsName: true };
}

function replacement(use: TypeUse, generatorType: GeneratorType): Draft["text"] {
  const sourceFile = use.node.getSourceFile();
  return (render) => {
    const rendered = (use.typeArguments ?? []).map((argument) =>
      render(argument.getStart(sourceFile), argument.end),
    );
    return generatorType(rendered) ?? "";
  };
}

function returnType(use: TypeUse): Draft["text"] {
  const { typeArguments, entity } = use;
  return (render) => {
    const list = typeArguments ? `<${render(typeArguments.pos, typeArguments.end)}>` : "";
    return `ReturnType<typeof ${render(entity.start, entity.end)}${list}>`;
  };
}

function typeUse(ts: TypeScript, name: ts.Identifier): TypeUse | undefined {
  const sourceFile = name.getSourceFile();
  const isQualified = ts.isQualifiedName(name.parent);
  if (isQualified && name.parent.right !== name) return undefined;
  const entity = isQualified ? name.parent : name;
  const { parent } = entity;
  if (ts.isImportTypeNode(parent)) return importTypeUse(ts, parent, entity);
  const span = { start: entity.getStart(sourceFile), end: entity.end };
  if (ts.isTypeReferenceNode(parent)) {
    return { node: parent, typeArguments: parent.typeArguments, entity: span };
  }
  const instance = ts.isTypeQueryNode(parent) ? utilityAround(ts, parent, "InstanceType") : undefined;
  if (!instance || !ts.isTypeQueryNode(parent)) return undefined;
  return { node: instance, typeArguments: parent.typeArguments, entity: span };
}

function importTypeUse(ts: TypeScript, node: ts.ImportTypeNode, entity: ts.Node): TypeUse | undefined {
  const instance = node.isTypeOf ? utilityAround(ts, node, "InstanceType") : node;
  if (!instance || node.qualifier !== entity) return undefined;
  const sourceFile = node.getSourceFile();
  const text = sourceFile.text;
  const start = text.indexOf("import", node.getStart(sourceFile));
  return { node: instance, typeArguments: node.typeArguments, entity: { start, end: entity.end } };
}

function utilityAround(ts: TypeScript, query: ts.Node, utility: string): ts.TypeReferenceNode | undefined {
  const { parent } = query;
  if (!ts.isTypeReferenceNode(parent) || !ts.isIdentifier(parent.typeName)) return undefined;
  return parent.typeName.text === utility ? parent : undefined;
}

function constructorParameters(ts: TypeScript, name: ts.Identifier): ts.TypeReferenceNode | undefined {
  let query: ts.Node = name.parent;
  if (ts.isQualifiedName(query) && query.right === name) query = query.parent;
  const isTypeOf = ts.isTypeQueryNode(query) || (ts.isImportTypeNode(query) && query.isTypeOf);
  return isTypeOf ? utilityAround(ts, query, "ConstructorParameters") : undefined;
}

function whyNotReplaced(ts: TypeScript, node: ts.Node, name: string): string | undefined {
  const { parent } = node;
  if (ts.isIndexedAccessTypeNode(parent) && parent.objectType === node) {
    return say("the type of a member of '{0}' is used here", name);
  }
  if (ts.isTypeOperatorNode(parent) && parent.operator === ts.SyntaxKind.KeyOfKeyword) {
    return say("the names of the members of '{0}' are used here", name);
  }
  if (ts.isConditionalTypeNode(parent) && (parent.checkType === node || parent.extendsType === node)) {
    return say("a conditional type asks for '{0}' here", name);
  }
  return undefined;
}

/** Are all names in a type, written down for the declaring file, known in another file and do they mean the same there? */
function isUnderstoodIn(
  ts: TypeScript,
  facts: Facts,
  sourceFile: ts.SourceFile,
  { written, target }: { written: string; target: UseTarget },
): boolean {
  const home = target.replaced[0].getSourceFile();
  return [...namesInType(ts, written)].every((name) => {
    const there = declarationsOf(ts, home, name);
    const here = sourceFile === home ? there : declarationsOf(ts, sourceFile, name);
    if (there.length === 0 && here.length === 0) return true;
    const [declaredThere] = there;
    const [declaredHere] = here;
    if (there.length !== 1 || here.length !== 1 || !declaredThere || !declaredHere) return false;
    if (!ts.isSourceFile(declaredScope(ts, declaredHere) ?? declaredHere)) return false;
    const meaning = facts.declarationOf(declaredThere);
    return (
      declaredThere === declaredHere ||
      (meaning !== undefined && meaning === facts.declarationOf(declaredHere))
    );
  });
}

function namesInType(ts: TypeScript, text: string): Set<string> {
  const names = new Set<string>();
  const parsed = ts.createSourceFile("type.ts", `type T = ${text};`, ts.ScriptTarget.Latest, true);
  walk(ts, parsed, (node) => {
    const isRoot = ts.isIdentifier(node) && !(ts.isQualifiedName(node.parent) && node.parent.right === node);
    if (!isRoot || ts.isTypeAliasDeclaration(node.parent) || ts.isTypeElement(node.parent)) return;
    if (!isKeyOfMapping(ts, node)) names.add(node.text);
  });
  return names;
}

/** The `K` of `{ [K in Keys]: Row[K] }`, which means nothing outside of that. */
function isKeyOfMapping(ts: TypeScript, name: ts.Identifier): boolean {
  const mapping = ts.findAncestor(
    name,
    (node) => ts.isMappedTypeNode(node) && node.typeParameter.name.text === name.text,
  );
  return mapping !== undefined;
}

function declarationsOf(ts: TypeScript, sourceFile: ts.SourceFile, name: string): ts.Identifier[] {
  return variablesNamed(ts, sourceFile, name).filter((node) => declaredScope(ts, node) !== undefined);
}

import type ts from "typescript";
import { isJavaScript, some, unwrap } from "../engine/syntax/nodes";
import type { TypeScript } from "../engine/typescript";
import type { TypeContext } from "./type-context";
import { resultValueTypes } from "./types";

/**
 * Writes the awaited type of an expression as an author would where it stands.
 *
 * @returns `undefined` where the type has a part without a name there, or is too loose to be worth writing
 */
export function typeText(context: TypeContext, expression: ts.Expression): string | undefined {
  const type = settledType(context, expression);
  return type && writtenAt(context, type, expression);
}

/**
 * Writes the type of the elements that results of an expression's type bring, as it was declared.
 *
 * @returns `undefined` where they can be of several types, or cannot be written there
 */
export function elementText(context: TypeContext, result: ts.Expression): string | undefined {
  const symbol = context.checker.getSymbolAtLocation(memberOf(context, result));
  const type = symbol
    ? context.checker.getTypeOfSymbolAtLocation(symbol, result)
    : context.checker.getTypeAtLocation(result);
  const [element, ...others] = resultValueTypes(context, type, result) ?? [];
  return element && others.length === 0 ? writtenAt(context, element, result) : undefined;
}

function memberOf({ ts }: TypeContext, result: ts.Expression): ts.Node {
  const inner = unwrap(ts, result);
  return ts.isPropertyAccessExpression(inner) ? inner.name : inner;
}

/**
 * Writes the type of the variable or property that an expression names, before any test or assignment narrows it.
 *
 * @returns `undefined` where that is no union, or cannot be written there, as in JavaScript
 */
export function unionText(context: TypeContext, expression: ts.Expression): string | undefined {
  const { ts, checker } = context;
  if (isJavaScript(expression)) return undefined;
  const symbol = checker.getSymbolAtLocation(unwrap(ts, expression));
  const type = symbol && checker.getTypeOfSymbol(symbol);
  const text = type?.isUnion() ? writtenAt(context, type, expression) : undefined;
  return text === undefined ? undefined : (writtenBy(context, symbol, expression) ?? text);
}

/** The author's own words; in what order the compiler lists the members of a union hangs on what it has looked at before. */
function writtenBy(
  { ts }: TypeContext,
  symbol: ts.Symbol | undefined,
  location: ts.Node,
): string | undefined {
  const declaration = symbol?.valueDeclaration;
  if (declaration?.getSourceFile() !== location.getSourceFile()) return undefined;
  const isTyped =
    ts.isVariableDeclaration(declaration) ||
    ts.isParameter(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration);
  if (!isTyped || ("questionToken" in declaration && declaration.questionToken)) return undefined;
  return declaration.type?.getText().replace(/\s+/g, " ");
}

function writtenAt(context: TypeContext, type: ts.Type, location: ts.Expression): string | undefined {
  const { ts, checker } = context;
  const node = checker.typeToTypeNode(type, location, ts.NodeBuilderFlags.NoTruncation);
  if (!node || !isWritable(context, node, location)) return undefined;
  const printer = ts.createPrinter({ removeComments: true });
  const text = printer.printNode(ts.EmitHint.Unspecified, node, location.getSourceFile());
  return withQuotesOf(location, text.replace(/\s+/g, " "));
}

/** What a loop over the values gets: literals are widened, as in the results that hold them, and promises are awaited. */
function settledType({ ts, checker }: TypeContext, expression: ts.Expression): ts.Type | undefined {
  const type = checker.getTypeAtLocation(expression);
  const isFresh =
    ts.isLiteralExpression(expression) ||
    expression.kind === ts.SyntaxKind.TrueKeyword ||
    expression.kind === ts.SyntaxKind.FalseKeyword;
  const widened = isFresh ? checker.getBaseTypeOfLiteralType(type) : type;
  return checker.getAwaitedType(widened);
}

/** Every name in it means something here, and it says more than "anything". */
function isWritable({ ts, checker }: TypeContext, node: ts.TypeNode, location: ts.Node): boolean {
  const { Type, Namespace } = ts.SymbolFlags;
  const inScope = new Set(checker.getSymbolsInScope(location, Type | Namespace).map(({ name }) => name));
  const { AnyKeyword, UnknownKeyword, UndefinedKeyword, VoidKeyword, NullKeyword } = ts.SyntaxKind;
  // `Record<string, unknown>` says something, and is what others are given; `any` in it is one that nobody wrote there.
  const alone: ReadonlySet<ts.SyntaxKind> = new Set([
    UnknownKeyword,
    UndefinedKeyword,
    VoidKeyword,
    NullKeyword,
  ]);
  const isNamed = (part: ts.Node): boolean => {
    if (part.kind === AnyKeyword) return false;
    if (ts.isImportTypeNode(part) || ts.isTypeQueryNode(part) || ts.isThisTypeNode(part)) return false;
    if (ts.isTypeReferenceNode(part) && !inScope.has(leftmost(ts, part.typeName))) return false;
    return ts.forEachChild(part, (child) => (isNamed(child) ? undefined : true)) === undefined;
  };
  return !alone.has(node.kind) && isNamed(node);
}

function leftmost({ isIdentifier }: TypeContext["ts"], name: ts.EntityName): string {
  let first = name;
  while (!isIdentifier(first)) first = first.left;
  return first.text;
}

/** Literal types in the quotes that the file's first string has. */
function withQuotesOf(node: ts.Node, text: string): string {
  const isSingle = /["']/.exec(node.getSourceFile().text)?.[0] === "'";
  return isSingle && !text.includes("'") ? text.replaceAll('"', "'") : text;
}

/**
 * @returns whether the expression's type is the same wherever it stands; literals of objects, arrays and functions, and calls of
 *   generic functions, take it from what is wanted of them
 */
export function hasTypeOfItsOwn(context: TypeContext, expression: ts.Expression): boolean {
  const { ts } = context;
  if (ts.isParenthesizedExpression(expression) || ts.isAwaitExpression(expression)) {
    return hasTypeOfItsOwn(context, expression.expression);
  }
  if (ts.isCallExpression(expression) || ts.isNewExpression(expression)) {
    const { declaration } = context.checker.getResolvedSignature(expression) ?? {};
    return declaration !== undefined && !declaration.typeParameters && !isOfGenericClass(context, expression);
  }
  return (
    ts.isIdentifier(expression) ||
    ts.isPropertyAccessExpression(expression) ||
    ts.isElementAccessExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isPrefixUnaryExpression(expression) ||
    ts.isPostfixUnaryExpression(expression) ||
    ts.isTemplateExpression(expression)
  );
}

/**
 * @returns whether only the place where the call stands says what some type parameter of the function is:
 *   `signal<T>(name: string): Promise<T>`, and `retry<T>(run: () => Promise<T>): Promise<T>` of a function that makes results
 */
export function isTypedByPlace({ ts, checker }: TypeContext, call: ts.Expression): boolean {
  if (!ts.isCallExpression(call) || call.typeArguments) return false;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const parameters: readonly ts.Node[] = declaration?.parameters ?? [];
  return (declaration?.typeParameters ?? []).some(
    (one) =>
      ts.isTypeParameterDeclaration(one) &&
      parameters.every(
        (parameter, index) =>
          !some(ts, parameter, (node) => ts.isIdentifier(node) && node.text === one.name.text) ||
          makesResults(ts, call.arguments[index]),
      ),
  );
}

/** `async () => (row ? { done: false, value: row } : { done: true, value: undefined })`: what `done` is, is wider by itself. */
function makesResults(ts: TypeScript, argument: ts.Expression | undefined): boolean {
  if (!argument || (!ts.isArrowFunction(argument) && !ts.isFunctionExpression(argument))) return false;
  const isDone = (node: ts.Node): boolean => ts.isPropertyAssignment(node) && node.name.getText() === "done";
  return !argument.type && some(ts, argument.body, isDone);
}

/** `new Map()` gets its type arguments from what is wanted. */
function isOfGenericClass({ ts, checker }: TypeContext, made: ts.Expression): boolean {
  if (!ts.isNewExpression(made)) return false;
  const type = checker.getTypeAtLocation(made) as Partial<ts.TypeReference>;
  return (type.typeArguments?.length ?? 0) > 0;
}

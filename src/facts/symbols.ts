import type ts from "typescript";
import type { MemberNamed } from "../engine/facts";
import type { FileSpan } from "../engine/text";
import type { TypeScript } from "../engine/typescript";

/**
 * The declaration that a name refers to, aliases followed.
 *
 * @returns `undefined` when unknown, or when there are several; of an overloaded function the one with a body
 */
export function declarationNamed(
  ts: TypeScript,
  checker: ts.TypeChecker,
  name: ts.Node,
): ts.Declaration | undefined {
  const symbol = symbolNamed(ts, checker, name);
  const declarations = symbol?.declarations ?? [];
  if (declarations.length <= 1) return declarations[0];
  if (!declarations.every((declaration) => ts.isFunctionLike(declaration))) return undefined;
  const withBody = declarations.filter(
    (declaration) => "body" in declaration && declaration.body !== undefined,
  );
  return withBody.length === 1 ? withBody[0] : undefined;
}

/** The symbol that a name refers to, aliases followed; of a shorthand property the variable's. */
export function symbolNamed(ts: TypeScript, checker: ts.TypeChecker, name: ts.Node): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  if (!symbol) return undefined;
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @returns the getter with a body that gives what is read by the name of a member, or of an element of a pattern */
export function getterRead(
  ts: TypeScript,
  checker: ts.TypeChecker,
  name: MemberNamed,
): ts.GetAccessorDeclaration | undefined {
  return memberNamed(ts, checker, name)
    ?.declarations?.filter(ts.isGetAccessor)
    .find(({ body }) => body !== undefined);
}

function memberNamed(ts: TypeScript, checker: ts.TypeChecker, name: MemberNamed): ts.Symbol | undefined {
  const { parent } = name;
  if (ts.isBindingElement(parent)) return checker.getTypeAtLocation(parent.parent).getProperty(name.text);
  const isInPattern = ts.isShorthandPropertyAssignment(parent) || ts.isPropertyAssignment(parent);
  return isInPattern && ts.isIdentifier(name)
    ? checker.getPropertySymbolOfDestructuringAssignment(name)
    : checker.getSymbolAtLocation(name);
}

/** @returns the setter with a body that gets what is assigned to a member of this name */
export function setterWritten(
  ts: TypeScript,
  checker: ts.TypeChecker,
  name: MemberNamed,
): ts.SetAccessorDeclaration | undefined {
  const declarations = checker.getSymbolAtLocation(name)?.declarations;
  return declarations?.filter(ts.isSetAccessor).find(({ body }) => body !== undefined);
}

/** @returns whether the file's top-level names are its own: an ECMAScript or CommonJS module, not a global script */
export function isModule(ts: TypeScript, checker: ts.TypeChecker, sourceFile: ts.SourceFile): boolean {
  return ts.isExternalModule(sourceFile) || checker.getSymbolAtLocation(sourceFile) !== undefined;
}

/** The innermost token that an offset lies in, JSDoc included. */
export function tokenAt(sourceFile: ts.SourceFile, position: number): ts.Node | undefined {
  let node: ts.Node = sourceFile;
  for (;;) {
    const inner: ts.Node | undefined = node
      .getChildren(sourceFile)
      .find((child) => child.getStart(sourceFile, true) <= position && position < child.end);
    if (!inner) return node === sourceFile ? undefined : node;
    node = inner;
  }
}

/** The innermost node of the syntax tree that an offset lies in; for the parenthesis of a call that is the call. */
export function innermost(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = sourceFile;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= position && position < child.end ? child : undefined,
    );
    if (!inner) return node;
    node = inner;
  }
}

/** @returns where a node of the program is */
export function placeOf(node: ts.Node): FileSpan {
  return { fileName: node.getSourceFile().fileName, start: node.getStart(), end: node.end };
}

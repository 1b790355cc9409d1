import type ts from "typescript";
import { accessKind, functionAround, walk } from "../syntax/nodes";
import { variablesNamed } from "../syntax/scopes";
import { applyEdits, type TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** `const node = current;` */
type Copy = ts.VariableDeclaration & { readonly name: ts.Identifier; readonly initializer: ts.Identifier };

/**
 * Writes the type of a copy whose variable is set from the copy in turn, `const node = current; current = node.next;`: in a loop, the
 * compiler goes round in a circle when it is to find that type by itself, which it never does with a field.
 *
 * @param text - a function
 */
export function withTypedCopies(ts: TypeScript, text: string): string {
  const sourceFile = ts.createSourceFile("generated.ts", text, ts.ScriptTarget.Latest, true);
  const edits: TextEdit[] = [];
  walk(ts, sourceFile, (node) => {
    if (!isCopy(ts, node) || !isSetFromCopy(ts, sourceFile, node)) return;
    const type = typeOf(ts, sourceFile, node);
    if (type) edits.push({ start: node.name.end, end: node.name.end, newText: `: ${type}` });
  });
  return applyEdits(text, edits);
}

function isCopy(ts: TypeScript, node: ts.Node): node is Copy {
  if (!ts.isVariableDeclaration(node) || node.type || !node.initializer) return false;
  return ts.isIdentifier(node.name) && ts.isIdentifier(node.initializer);
}

/** An assignment to the variable reads the copy. */
function isSetFromCopy(ts: TypeScript, root: ts.Node, { name, initializer }: Copy): boolean {
  return variablesNamed(ts, root, initializer.text).some(
    (node) =>
      accessKind(ts, node) === "write" &&
      ts.isBinaryExpression(node.parent) &&
      functionAround(ts, node) === functionAround(ts, name) &&
      variablesNamed(ts, node.parent.right, name.text).length > 0,
  );
}

/** The type that the variable, or parameter, is declared with, where the compiler may narrow it. */
function typeOf(ts: TypeScript, root: ts.Node, { initializer }: Copy): string | undefined {
  const declared = variablesNamed(ts, root, initializer.text).flatMap(({ parent }) =>
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name.getText() === initializer.text
      ? [parent]
      : [],
  );
  const [declaration, ...more] = declared;
  if (!declaration?.type || more.length > 0) return undefined;
  const isOptional = ts.isParameter(declaration) && declaration.questionToken !== undefined;
  if (isOptional) return `${declaration.type.getText()} | undefined`;
  return isOfOnePiece(ts, declaration.type) ? undefined : declaration.type.getText();
}

/** It is no union, nor a name for one. */
function isOfOnePiece(ts: TypeScript, type: ts.TypeNode): boolean {
  const { NumberKeyword, StringKeyword, BigIntKeyword, SymbolKeyword, ObjectKeyword } = ts.SyntaxKind;
  if (ts.isArrayTypeNode(type) || ts.isTupleTypeNode(type) || ts.isTypeLiteralNode(type)) return true;
  if (ts.isFunctionTypeNode(type) || ts.isTypeOperatorNode(type)) return true;
  return [NumberKeyword, StringKeyword, BigIntKeyword, SymbolKeyword, ObjectKeyword].some(
    (kind) => kind === type.kind,
  );
}

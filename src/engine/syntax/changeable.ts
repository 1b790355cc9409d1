import type ts from "typescript";
import type { Facts } from "../facts";
import type { TypeScript } from "../typescript";
import { accessKind, ancestor, hasModifier, isUndefined, isWithin } from "./nodes";
import { declaredScope, variablesNamed } from "./scopes";

/**
 * @param sources - code that moves: what it declares, nobody else assigns
 * @returns whether it names a variable of the world around that may be assigned meanwhile, or something that is not known
 */
export function readsChangeable(
  ts: TypeScript,
  node: ts.Identifier,
  facts: Facts,
  sources: readonly ts.Node[] = [],
): boolean {
  const { parent } = node;
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ((ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === node);
  if (isName || isUndefined(ts, node) || node.text === "NaN" || node.text === "Infinity") return false;
  const declaration = facts.declarationOf(node);
  if (!declaration) return true;
  if (sources.some((source) => isWithin(declaration, source))) return false;
  if (
    !ts.isVariableDeclaration(declaration) &&
    !ts.isParameter(declaration) &&
    !ts.isBindingElement(declaration)
  )
    return false;
  const { name } = declaration;
  const scope = ts.isIdentifier(name) ? declaredScope(ts, name) : undefined;
  if (!scope || isSetFromElsewhere(ts, declaration, facts)) return true;
  // An import may have given it another name here.
  return variablesNamed(ts, scope, name.getText()).some((use) => accessKind(ts, use) !== "read");
}

/** A `let` of a namespace, or of all scripts: others set it where it does not stand in this scope. */
function isSetFromElsewhere(
  ts: TypeScript,
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement,
  facts: Facts,
): boolean {
  if (!isOpenToOthers(ts, declaration)) return false;
  if (isDeclaredOnly(ts, declaration)) return true;
  const uses = facts.references(declaration.name);
  return !uses || uses.some(({ node, isDeclaration }) => !isDeclaration && isWrite(ts, node));
}

/** `declare var mode: string`, which is set by code that is no TypeScript, or as `globalThis.mode` */
function isDeclaredOnly(ts: TypeScript, declaration: ts.Node): boolean {
  if (declaration.getSourceFile().isDeclarationFile) return true;
  const statement = ts.isVariableStatement(declaration)
    ? declaration
    : ancestor(declaration, ts.isVariableStatement.bind(ts));
  return statement !== undefined && hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
}

function isWrite(ts: TypeScript, name: ts.Node): boolean {
  const part = partNamed(ts, name);
  return part !== undefined && accessKind(ts, part) !== "read";
}

function isOpenToOthers(ts: TypeScript, declaration: ts.Node): boolean {
  if (ts.isParameter(declaration)) return false;
  const statement = ancestor(declaration, ts.isStatement.bind(ts));
  if (
    !statement ||
    !ts.isVariableStatement(statement) ||
    (statement.declarationList.flags & ts.NodeFlags.Const) !== 0
  )
    return false;
  if (ts.isModuleBlock(statement.parent)) return hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  if (isDeclaredOnly(ts, statement)) return true;
  return ts.isSourceFile(statement.parent) && !ts.isExternalModule(statement.parent);
}

/** `limit`, or the whole of `settings.limit` and `settings["limit"]`, which is what is read or written */
function partNamed(ts: TypeScript, name: ts.Node): ts.Expression | undefined {
  const { parent } = name;
  const isAccess = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (isAccess && parent.expression !== name) return parent;
  return ts.isIdentifier(name) ? name : undefined;
}

import type ts from "typescript";
import { constantGiven } from "../syntax/promised-values";
import type { TypeScript } from "../typescript";
import { commonJsExport, exportedByModifier, wholeModule } from "./module-exports";

/** What happens where a name does not use the target but hands it on under another (or the same) name. */
export interface PassedOn {
  /** Local names that stand for the target from here on. */
  readonly names: readonly ts.Identifier[];
  /** Member names that stand for it: `X` in `exports.X = …`. */
  readonly keys: readonly ts.Identifier[];
  /** The name under which this file exports it. */
  readonly exportedAs?: string;
}

/**
 * @param node - a name of the target
 * @returns `undefined` when the name is used here, not handed on
 */
export function passedOn(ts: TypeScript, node: ts.Identifier): PassedOn | undefined {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent)) return passing([]);
  if (ts.isBindingElement(parent)) return bindingElement(ts, parent, node);
  if (ts.isExportSpecifier(parent)) return { ...passing([]), exportedAs: parent.name.text };
  if (ts.isImportEqualsDeclaration(parent)) return importEquals(ts, parent);
  if (ts.isQualifiedName(parent) && ts.isImportEqualsDeclaration(parent.parent)) {
    return parent.right === node ? importEquals(ts, parent.parent) : undefined;
  }
  return exportKey(ts, node) ?? valuePassedOn(ts, wholeName(ts, node));
}

/** `Rows` in `exports.Rows = require("./rows")` */
function exportKey(ts: TypeScript, node: ts.Identifier): PassedOn | undefined {
  const { parent } = node;
  const value = ts.isPropertyAssignment(parent)
    ? parent.initializer
    : ts.isBinaryExpression(parent.parent)
      ? parent.parent.right
      : undefined;
  const common = value && commonJsExport(ts, value);
  return common?.node === node && value !== node ? { ...passing([]), exportedAs: common.name } : undefined;
}

/** @returns the name with what stands before it: `ns.X` for `X`, the name itself when it stands alone */
export function wholeName(ts: TypeScript, node: ts.Identifier): ts.Node {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent;
  return ts.isQualifiedName(parent) && parent.right === node ? parent : node;
}

function passing(names: readonly ts.Identifier[]): PassedOn {
  return { names, keys: [] };
}

function bindingElement(
  ts: TypeScript,
  element: ts.BindingElement,
  node: ts.Identifier,
): PassedOn | undefined {
  if (element.dotDotDotToken || !ts.isIdentifier(element.name)) return undefined;
  if (element.initializer === node) return undefined;
  return passing(element.name === node && element.propertyName ? [] : [element.name]);
}

function importEquals(ts: TypeScript, declaration: ts.ImportEqualsDeclaration): PassedOn {
  const exportedAs = exportedByModifier(ts, declaration, declaration.name.text);
  const names = ts.isExternalModuleReference(declaration.moduleReference) ? [] : [declaration.name];
  return { ...passing(names), ...(exportedAs !== undefined && { exportedAs }) };
}

function valuePassedOn(ts: TypeScript, value: ts.Node): PassedOn | undefined {
  const { parent } = value;
  const given = ts.isExpression(value) ? constantGiven(ts, value) : undefined;
  if (given) return passing([given]);
  if (ts.isExportAssignment(parent)) {
    return { ...passing([]), exportedAs: parent.isExportEquals ? wholeModule : "default" };
  }
  if (ts.isVariableDeclaration(parent)) return constant(ts, parent, value);
  const common = commonJsExport(ts, value);
  if (!common) return undefined;
  const keys = common.node && common.node !== value ? [common.node] : [];
  return { names: [], keys, exportedAs: common.name };
}

function constant(ts: TypeScript, declaration: ts.VariableDeclaration, value: ts.Node): PassedOn | undefined {
  if (declaration.name === value) return passing([]);
  if (declaration.initializer !== value || declaration.type || !ts.isIdentifier(declaration.name))
    return undefined;
  if (!(declaration.parent.flags & ts.NodeFlags.Const)) return undefined;
  const exportedAs = exportedByModifier(ts, declaration, declaration.name.text);
  return { ...passing([declaration.name]), ...(exportedAs !== undefined && { exportedAs }) };
}

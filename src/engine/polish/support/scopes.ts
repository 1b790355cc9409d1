import type ts from "typescript";
import { isAssignmentOperator, isFunctionBoundary } from "../../syntax/nodes";
import type { TypeScript } from "../../typescript";
import { isLet, parentOf } from "./nodes";

/** One place that reads or writes a variable, its declaration apart. */
export interface Use {
  readonly node: ts.Identifier;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** A variable, parameter, function or class that is declared in the generated function. */
export interface Variable {
  readonly name: string;
  readonly declaration: ts.Identifier;
  readonly uses: Use[];
  /** A nested function reads or writes it. */
  captured: boolean;
}

/** Which name means which variable. */
export interface Scopes {
  readonly variables: readonly Variable[];
  /** @returns `undefined` for a name from outside the function, and for what is no variable */
  variableOf(identifier: ts.Node): Variable | undefined;
  /** Every name that occurs in the function, property names included, but not the parameter names of types: what a new name must keep clear of. */
  readonly names: ReadonlySet<string>;
}

type Table = Map<string, Variable>;

/**
 * Resolves the names of a function. A binder of its own, because a generated text belongs to no program.
 *
 * @param ts - the host's TypeScript
 * @param root - the function, with parent pointers set
 */
export function resolveScopes(ts: TypeScript, root: ts.Node): Scopes {
  const tables = new Map<ts.Node, Table>();
  const variables: Variable[] = [];
  const byNode = new Map<ts.Node, Variable>();
  const names = new Set<string>();

  function declare(scope: ts.Node, name: ts.Identifier): void {
    const table = tables.get(scope) ?? new Map<string, Variable>();
    tables.set(scope, table);
    // A second `var` of the same name, or an overload, is the same variable.
    const variable = table.get(name.text) ?? {
      name: name.text,
      declaration: name,
      uses: [],
      captured: false,
    };
    if (!table.has(name.text)) variables.push(variable);
    else if (isGivenValue(ts, name)) variable.uses.push({ node: name, ...writeOnly });
    table.set(name.text, variable);
    byNode.set(name, variable);
  }

  function declareAll(scope: ts.Node, name: ts.BindingName): void {
    if (ts.isIdentifier(name)) declare(scope, name);
    else
      for (const element of name.elements)
        if (!ts.isOmittedExpression(element)) declareAll(scope, element.name);
  }

  function collect(node: ts.Node): void {
    if (ts.isIdentifier(node) && !isNameInSignature(ts, node)) names.add(node.text);
    if (ts.isVariableDeclaration(node)) declareAll(scopeOfDeclaration(ts, node), node.name);
    else if (ts.isParameter(node)) declareAll(node.parent, node.name);
    else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name !== undefined) {
      declare(scopeAround(ts, node), node.name);
    } else if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name !== undefined) {
      declare(node, node.name);
    }
    ts.forEachChild(node, collect);
  }

  function resolve(node: ts.Node): void {
    if (ts.isIdentifier(node) && !byNode.has(node) && isReference(ts, node)) {
      const variable = lookUp(node);
      if (variable !== undefined) {
        byNode.set(node, variable);
        variable.uses.push({ node, ...accessOf(ts, node) });
        if (functionAround(ts, node) !== functionAround(ts, variable.declaration)) variable.captured = true;
      }
    }
    ts.forEachChild(node, resolve);
  }

  function lookUp(identifier: ts.Identifier): Variable | undefined {
    let node = parentOf(identifier);
    while (node !== undefined) {
      const found = tables.get(node)?.get(identifier.text);
      if (found !== undefined) return found;
      node = parentOf(node);
    }
    return undefined;
  }

  collect(root);
  resolve(root);
  return { variables, names, variableOf: (identifier) => byNode.get(identifier) };
}

/** `item` in `fn: (item: T) => Iterable<U>`, which says something to people, and nothing to the code around */
function isNameInSignature(ts: TypeScript, { parent }: ts.Node): boolean {
  if (!ts.isParameter(parent)) return false;
  const owner = parent.parent;
  return ts.isTypeNode(owner) || ts.isTypeElement(owner);
}

/** The function whose run a node belongs to; a parameter's name belongs to its function. */
function functionAround(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  const isName = (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) && parent.name === node;
  let outer = parentOf(isName ? parent : node);
  while (outer !== undefined && !isFunctionBoundary(ts, outer)) outer = parentOf(outer);
  return outer;
}

function scopeOfDeclaration(ts: TypeScript, declaration: ts.VariableDeclaration): ts.Node {
  if (ts.isCatchClause(declaration.parent)) return declaration.parent;
  if ((declaration.parent.flags & ts.NodeFlags.BlockScoped) !== 0) return scopeAround(ts, declaration);
  return functionAround(ts, declaration) ?? declaration.getSourceFile();
}

function scopeAround(ts: TypeScript, node: ts.Node): ts.Node {
  let scope: ts.Node = node.parent;
  while (!isScope(ts, scope)) scope = scope.parent;
  return scope;
}

function isScope(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isCaseBlock(node) ||
    ts.isFunctionLike(node) ||
    ts.isSourceFile(node)
  );
}

/** `var items = …`, also where that is a parameter's name. */
function isGivenValue(ts: TypeScript, name: ts.Identifier): boolean {
  const declaration = ts.findAncestor(name, ts.isVariableDeclaration);
  if (!declaration) return false;
  return declaration.initializer !== undefined || !ts.isVariableStatement(declaration.parent.parent);
}

/** Does the identifier name a variable, rather than a property, a label or a type? */
function isReference(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isTypeReferenceNode(parent) || ts.isTypeParameterDeclaration(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isNamedTupleMember(parent)) {
    return ts.isPropertyDeclaration(parent) && parent.initializer === node;
  }
  return !ts.isMetaProperty(parent);
}

const readOnly = { reads: true, writes: false };
const writeOnly = { reads: false, writes: true };
const both = { reads: true, writes: true };

function accessOf(ts: TypeScript, identifier: ts.Identifier): { reads: boolean; writes: boolean } {
  let node: ts.Node = identifier;
  let { parent } = identifier;
  while (isTargetWrapper(ts, parent, node)) {
    node = parent;
    parent = parent.parent;
  }
  if (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    isAssignmentOperator(ts, parent.operatorToken.kind)
  ) {
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ? writeOnly : both;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { operator } = parent;
    const steps = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return steps ? both : readOnly;
  }
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === node)
    return writeOnly;
  return readOnly;
}

/** Nodes that an assignment reaches through: `(x)`, `x!`, and the parts of a destructuring pattern. */
function isTargetWrapper(ts: TypeScript, parent: ts.Node, node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent))
    return true;
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return true;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent)) return true;
  // A default inside a pattern: `[x = 1] = list`.
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    (ts.isArrayLiteralExpression(parent.parent) || ts.isPropertyAssignment(parent.parent)) &&
    isPattern(ts, parent.parent)
  );
}

function isPattern(ts: TypeScript, node: ts.Node): boolean {
  let outer = node;
  while (
    ts.isArrayLiteralExpression(outer.parent) ||
    ts.isObjectLiteralExpression(outer.parent) ||
    ts.isPropertyAssignment(outer.parent)
  ) {
    outer = outer.parent;
  }
  const { parent } = outer;
  if (ts.isForOfStatement(parent)) return parent.initializer === outer;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === outer &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** How a variable was declared. */
export function declarationKind(
  ts: TypeScript,
  variable: Variable,
): "let" | "const" | "var" | "parameter" | "other" {
  let node: ts.Node = variable.declaration.parent;
  while (ts.isBindingElement(node) || ts.isArrayBindingPattern(node) || ts.isObjectBindingPattern(node))
    node = node.parent;
  if (ts.isParameter(node)) return "parameter";
  if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(node.parent)) return "other";
  if (isLet(ts, node.parent)) return "let";
  return (node.parent.flags & ts.NodeFlags.BlockScoped) === 0 ? "var" : "const";
}

/** Is another variable of the function called the same? Where it is seen, it takes this one's place. */
export function isNameShared({ variables }: Scopes, variable: Variable): boolean {
  return variables.some((other) => other !== variable && other.name === variable.name);
}

/** Nothing assigns it after its declaration. */
export function isNeverWritten(variable: Variable): boolean {
  return variable.uses.every((use) => !use.writes);
}

import type ts from "typescript";
import type { Facts } from "../facts";
import { accessKind, ancestor, unwrap, wrapped, type FunctionWithBody } from "../syntax/nodes";
import type { TypeScript } from "../typescript";

/** What else counts on the type of what a function gives: it fits the author's, and may not fit a generator's. */
export interface Dependent {
  readonly node: ts.Node;
  /** It gives something of its own where the function's result is wanted: an override, a fake of the class. */
  readonly isInItsPlace: boolean;
}

/**
 * Who no longer compiles, maybe, once a function or method gives a `Generator<T>` in place of the author's type.
 *
 * @returns the first of them in sight
 */
export function dependentOf(ts: TypeScript, fn: FunctionWithBody, facts: Facts): Dependent | undefined {
  return overloadOf(ts, fn) ?? dependentOfNamed(ts, fn, facts, new Set());
}

/** The implementation behind overloads must go with what those promise. */
function overloadOf(ts: TypeScript, fn: FunctionWithBody): Dependent | undefined {
  const name = fn.name?.getText();
  if (name === undefined || !(ts.isFunctionDeclaration(fn) || ts.isMethodDeclaration(fn))) return undefined;
  let overload: ts.Node | undefined;
  ts.forEachChild(fn.parent, (other) => {
    const isSame = other.kind === fn.kind && (other as ts.NamedDeclaration).name?.getText() === name;
    if (isSame && !(other as FunctionWithBody | { body?: undefined }).body) overload ??= other;
  });
  return overload && { node: overload, isInItsPlace: false };
}

/** @param seen - the functions that were looked at */
function dependentOfNamed(
  ts: TypeScript,
  fn: ts.Node,
  facts: Facts,
  seen: Set<ts.Node>,
): Dependent | undefined {
  if (seen.has(fn)) return undefined;
  seen.add(fn);
  const named = namedBy(ts, fn);
  const references = named?.name ? (facts.references(named.name) ?? []) : [];
  for (const { node } of references) {
    if (!named || node === named.name) continue;
    const isInItsPlace = standsInPlace(ts, node, named, facts);
    if (isInItsPlace || isInType(ts, node) || isWritten(ts, node)) return { node, isInItsPlace };
    const dependent = dependentOfUse(ts, node, facts, seen);
    if (dependent) return dependent;
  }
  return undefined;
}

/** What a function is known by: it, or the variable or property that holds it. */
function namedBy(ts: TypeScript, fn: ts.Node): ts.NamedDeclaration | undefined {
  if (ts.isMethodDeclaration(fn) || ts.isFunctionDeclaration(fn) || ts.isGetAccessor(fn)) return fn;
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  const { parent } = wrapped(ts, fn);
  const holds =
    ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
  // A type of its own says what it gives.
  return holds && !("type" in parent && parent.type) ? parent : undefined;
}

/** The member of a subclass, of a class or interface that promises the same, or of a literal that is taken for an instance. */
function standsInPlace(ts: TypeScript, node: ts.Node, own: ts.NamedDeclaration, facts: Facts): boolean {
  const { parent } = node;
  if ((parent as ts.NamedDeclaration).name !== node || parent.parent === own.parent) return false;
  if (isGeneratorByType(ts, parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isMethodDeclaration(parent) && ts.isObjectLiteralExpression(parent.parent)) return true;
  const isMember = ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isParameter(parent);
  const owner = ts.isParameter(parent) ? parent.parent.parent : parent.parent;
  if (!isMember || !(ts.isClassLike(owner) || ts.isInterfaceDeclaration(owner))) return false;
  return mayTakeAfter(ts, owner, own.parent, facts);
}

/** `*rows() {…}`, of which nothing else is written, is a generator, too. */
export function isGeneratorByType(ts: TypeScript, member: ts.Node): boolean {
  if (!ts.isMethodDeclaration(member)) return false;
  return /^(?:Async)?Generator\b/.test(member.type?.getText() ?? (member.asteriskToken ? "Generator" : ""));
}

/**
 * @param ancestor - the class that has the member
 * @returns whether a class or interface extends or implements it, or something out of sight
 */
function mayTakeAfter(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration | ts.InterfaceDeclaration,
  ancestor: ts.Node,
  facts: Facts,
  seen = new Set<ts.Node>(),
): boolean {
  if (seen.has(owner)) return false;
  seen.add(owner);
  const bases = (owner.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  return bases.some(({ expression }) => {
    const declaration = facts.declarationOf(unwrap(ts, expression));
    if (!declaration || declaration === ancestor) return true;
    const isKnown = ts.isClassLike(declaration) || ts.isInterfaceDeclaration(declaration);
    return !isKnown || mayTakeAfter(ts, declaration, ancestor, facts, seen);
  });
}

/** `typeof upTo`, `Repo["list"]` */
export function isInType(ts: TypeScript, node: ts.Node): boolean {
  return (
    ancestor(node, (one): one is ts.Node => ts.isTypeQueryNode(one) || ts.isIndexedAccessTypeNode(one)) !==
    undefined
  );
}

/** `repo.list = () => …` */
function isWritten(ts: TypeScript, node: ts.Node): boolean {
  const target = isMemberOf(ts, node) ? node.parent : node;
  return ts.isExpression(target) && accessKind(ts, target) !== "read";
}

function isMemberOf(
  ts: TypeScript,
  node: ts.Node,
): node is ts.MemberName & { parent: ts.PropertyAccessExpression } {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/**
 * Who no longer compiles, maybe, once a generator stands where a value of the author's type was made.
 *
 * @returns the first of them in sight
 */
export function dependentOfValue(ts: TypeScript, value: ts.Expression, facts: Facts): Dependent | undefined {
  return dependentOfUse(ts, value, facts, new Set(), false);
}

/**
 * What has no type but that of the call, and takes something else as well.
 *
 * @param changesAlike - another call of the same function gives what this one does
 */
function dependentOfUse(
  ts: TypeScript,
  node: ts.Node,
  facts: Facts,
  seen: Set<ts.Node>,
  changesAlike = true,
): Dependent | undefined {
  const used = isMemberOf(ts, node) ? node.parent : node;
  if (!ts.isExpression(used)) return undefined;
  const callee = wrapped(ts, used);
  const { parent } = callee;
  const isCalled = ts.isCallExpression(parent) && parent.expression === callee;
  const value = wrapped(ts, isCalled ? parent : used);
  const holder = holderOf(ts, value);
  if (!holder) return undefined;
  const { slot, isPart } = holder;
  if (isFunctionWithoutType(ts, slot)) return dependentOfNamed(ts, slot, facts, seen);
  const { name } = slot as ts.NamedDeclaration;
  if (!name || (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name))) return undefined;
  const takesMore = (other: ts.Node): boolean =>
    other !== name &&
    (isInType(ts, other) ||
      (isWritten(ts, other) && !(changesAlike && isGivenTheSame(ts, other, value))) ||
      (isPart && isChanged(ts, other)));
  const other = ts.isParameter(slot)
    ? slot
    : (facts.references(name) ?? []).find((one) => takesMore(one.node))?.node;
  return other && { node: other, isInItsPlace: false };
}

/** `it = upTo(3)` behind `let it = upTo(2)` */
function isGivenTheSame(ts: TypeScript, node: ts.Node, value: ts.Expression): boolean {
  const target = isMemberOf(ts, node) ? node.parent : node;
  const { parent } = target;
  if (!ts.isBinaryExpression(parent) || parent.left !== target) return false;
  const [before, now] = [unwrap(ts, value), unwrap(ts, parent.right)];
  return (
    ts.isCallExpression(before) &&
    ts.isCallExpression(now) &&
    before.expression.getText() === now.expression.getText()
  );
}

/** `list.push(…)`, `registry.set(…)`, `make.rows = …` */
function isChanged(ts: TypeScript, node: ts.Node): boolean {
  const object = isMemberOf(ts, node) ? node.parent : node;
  const { parent } = object;
  return ts.isPropertyAccessExpression(parent) && parent.expression === object
    ? isWritten(ts, parent.name) ||
        (ts.isCallExpression(parent.parent) &&
          /^(?:push|unshift|splice|fill|set|add)$/.test(parent.name.text))
    : ts.isElementAccessExpression(parent) && accessKind(ts, parent) !== "read";
}

/** Where a value ends up whose type nothing says. */
interface Holder {
  /** The variable, parameter, property, or function that gives it. */
  readonly slot: ts.Node;
  /** It is a part of what is held: of a list, an object, a map. */
  readonly isPart: boolean;
}

function holderOf(ts: TypeScript, from: ts.Expression): Holder | undefined {
  let isPart = false;
  for (let value = from; ;) {
    const { parent } = value;
    if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) {
      const fn = ancestor(parent, ts.isFunctionLike.bind(ts));
      return fn && { slot: fn, isPart };
    }
    if (isUntypedSlot(ts, parent, value)) return { slot: parent, isPart };
    const outer = literalAround(ts, value) ?? choiceAround(ts, value);
    if (!outer) return undefined;
    isPart ||= !ts.isConditionalExpression(outer) && !ts.isBinaryExpression(outer);
    value = wrapped(ts, outer);
  }
}

function isUntypedSlot(ts: TypeScript, parent: ts.Node, value: ts.Expression): boolean {
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === value && !parent.type;
  return false;
}

/** `{ rows: value }`, `[value]`, `new Map([…])` */
function literalAround(ts: TypeScript, value: ts.Expression): ts.Expression | undefined {
  const { parent } = value;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) return parent.parent;
  if (ts.isArrayLiteralExpression(parent)) return parent;
  const isCollection = ts.isNewExpression(parent) && /^(?:Map|Set|Array)$/.test(parent.expression.getText());
  return isCollection && !parent.typeArguments && ts.isArrayLiteralExpression(value) ? parent : undefined;
}

function choiceAround(ts: TypeScript, { parent }: ts.Expression): ts.Expression | undefined {
  return ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent) ? parent : undefined;
}

function isFunctionWithoutType(ts: TypeScript, node: ts.Node): boolean {
  return ts.isFunctionLike(node) && !node.type;
}

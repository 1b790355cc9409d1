import type ts from "typescript";
import type { Consumer } from "../consumer";
import type { Reference } from "../facts";
import type { Unseen } from "../out-of-sight";
import { elementKey, memberKey } from "../syntax/keys";
import {
  hasModifier,
  isAsyncGenerator,
  isConst,
  isFunctionBoundary,
  isJavaScript,
  some,
  wrapped,
} from "../syntax/nodes";
import { isInNewGuard, newGuardOf } from "../syntax/new-guard";
import { stepInto, type TraceContext } from "./context";
import type { TypeScript } from "../typescript";
import { passedOn } from "../uses/passed-on";
import { callOf, givenBy, isTakenOff } from "./functions";
import { lostOwners } from "./lost-owners";
import { isOwnerInSight } from "./owner-in-sight";
import { expressionNamed, placeOf } from "./reference-place";

/** How instances are made of a symbol: `new X(…)`, or `x(…)`. */
export type Making = "new" | "call";

/** An expression that makes an instance. */
export interface Origin {
  readonly expression: ts.Expression;
  /** The call gives a promise of it. */
  readonly isPromised: boolean;
}

/** A use of the symbol that makes no instance. */
export interface SymbolUse extends Consumer {
  /** `extends` or `implements`. */
  readonly isHeritage?: boolean;
}

/** What is done with a class or function. */
export interface Makers {
  readonly origins: readonly Origin[];
  readonly symbolUses: readonly SymbolUse[];
  readonly complete: boolean;
  /** Its name, where that is a member of JavaScript, which may be called on a value whose type nobody knows. */
  readonly untyped?: ts.Node;
  /** Where the project itself keeps uses of it from being found. */
  readonly lost?: Unseen;
}

const unknown: Makers = { origins: [], symbolUses: [], complete: false };

/** Sorts all references to a class or function. */
export function makersOf(context: TraceContext, name: ts.Node, makes: Making): Makers {
  const { ts, facts } = context;
  const declaration = ts.isClassLike(name) ? name : (facts.declarationOf(name) ?? name.parent);
  const inner = stepInto(context, name);
  const references = inner && facts.references(name);
  if (!references) return withLost(unknown, facts.lostBy?.(name));
  const parts = references
    .filter(({ node, isDeclaration }) => !isDeclaration || isTakenOff(ts, node, declaration))
    .filter(({ node }) => makes === "call" || !isInNewGuard(ts, declaration, node))
    .map((reference) => makersAt(inner, reference, declaration, makes));
  const lost = makes === "call" ? lostOwners(context, declaration, references) : [];
  const isUntyped = isUntypedMember(context, declaration);
  const made: Makers = {
    origins: parts.flatMap(({ origins }) => origins),
    symbolUses: [
      ...ownIdentityUses(context, declaration),
      ...lost.map((node): SymbolUse => ({ kind: "escapes", node })),
      ...parts.flatMap(({ symbolUses }) => symbolUses),
    ],
    complete:
      parts.every(({ complete }) => complete) && facts.isPublicApi(declaration) === false && !isUntyped,
    ...(isUntyped && { untyped: name }),
  };
  return withLost(made, parts.find((part) => part.lost)?.lost);
}

function withLost(makers: Makers, lost: Unseen | undefined): Makers {
  return lost ? { ...makers, lost } : makers;
}

/** In JavaScript a member may be called on a value whose type nobody knows, unless all values that have it are in sight. */
function isUntypedMember(context: TraceContext, declaration: ts.Node): boolean {
  const { ts } = context;
  const holder = ts.isClassLike(declaration.parent) || ts.isObjectLiteralExpression(declaration.parent);
  if (!holder || !isJavaScript(declaration)) return false;
  const { name } = declaration as Partial<ts.NamedDeclaration>;
  const isHidden = name !== undefined && ts.isPrivateIdentifier(name);
  if (isHidden || hasModifier(ts, declaration, ts.SyntaxKind.StaticKeyword)) return false;
  return !isOwnerInSight(context, declaration);
}

function use(consumer: SymbolUse): Makers {
  return { origins: [], symbolUses: [consumer], complete: true };
}

const noUse: Makers = { origins: [], symbolUses: [], complete: true };

function makersAt(context: TraceContext, { node }: Reference, declaration: ts.Node, makes: Making): Makers {
  const { ts } = context;
  if (isTakenOff(ts, node, declaration)) return use({ kind: "escapes", node });
  switch (placeOf(ts, node)) {
    case "comment":
      return noUse;
    case "type":
      return use({ kind: "type", node });
    case "type query":
      return use({ kind: "identity", node });
    case "heritage":
      return use({ kind: "identity", node, isHeritage: true });
    case "value": {
      if (ts.isIdentifier(node) && isHandedOn(ts, node)) return noUse;
      const alias = importAliasAt(ts, node);
      if (alias) return makersOf(context, alias, makes);
      const expression = expressionNamed(ts, node);
      return expression
        ? makersOfValue(context, expression, declaration, makes)
        : use({ kind: "escapes", node });
    }
  }
}

/** `import Rows = io.Rows;`, which is a symbol of its own */
function importAliasAt(ts: TypeScript, node: ts.Node): ts.Identifier | undefined {
  const { parent } = node;
  const isLast = ts.isQualifiedName(parent) && parent.right === node;
  return isLast && ts.isImportEqualsDeclaration(parent.parent) ? parent.parent.name : undefined;
}

function makersOfValue(
  context: TraceContext,
  expression: ts.Expression,
  declaration: ts.Node,
  makes: Making,
): Makers {
  const { ts } = context;
  const outer = wrapped(ts, expression);
  const { parent } = outer;
  const made = makes === "new" ? instanceOf(context, outer, declaration) : givenBy(ts, outer, declaration);
  if (made) {
    const isAsync = hasModifier(ts, declaration, ts.SyntaxKind.AsyncKeyword);
    const isPromised = makes === "call" && isAsync && !isAsyncGenerator(ts, declaration);
    return { origins: [{ expression: made, isPromised }], symbolUses: [], complete: true };
  }
  if (ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent)) return noUse;
  if (isMemberAccess(context, outer)) {
    const isCallable = makes === "call" || newGuardOf(ts, declaration) !== undefined;
    const mayMake =
      (isCallable && isCalledByMember(context, parent)) ||
      (makes === "new" && isSelfSeenByMember(context, parent, declaration));
    return use({ kind: mayMake ? "escapes" : "identity", node: parent });
  }
  if (ts.isBinaryExpression(parent) && isComparison(context, parent))
    return use({ kind: "identity", node: parent });
  const isAlias = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && isConst(ts, parent);
  if (isAlias) return makersOf(context, parent.name, makes);
  return use({ kind: "escapes", node: outer });
}

/** An import or export: the references tell of every use under the name that it gives. */
function isHandedOn(ts: TypeScript, node: ts.Identifier): boolean {
  const passing = passedOn(ts, node);
  return passing !== undefined && (passing.names.length === 0 || ts.isBindingElement(node.parent));
}

/** `new X()`, and `X()` where that makes an instance as well */
function instanceOf(
  context: TraceContext,
  callee: ts.Expression,
  declaration: ts.Node,
): ts.Expression | undefined {
  const { ts } = context;
  const made = newOf(context, callee);
  return made ?? (newGuardOf(ts, declaration) && callOf(ts, callee));
}

function newOf({ ts }: TraceContext, callee: ts.Expression): ts.NewExpression | undefined {
  const { parent } = callee;
  return ts.isNewExpression(parent) && parent.expression === callee ? parent : undefined;
}

function isMemberAccess({ ts }: TraceContext, object: ts.Expression): boolean {
  const { parent } = object;
  if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) return false;
  return parent.expression === object;
}

/** `rows.bind(null, list)`, `rows.call(this)`: what a function inherits calls it. */
function isCalledByMember({ ts }: TraceContext, access: ts.Node): boolean {
  const key = elementKey(ts, access as ts.Expression);
  return key === undefined || ["bind", "call", "apply"].includes(key);
}

/** `Rows.from(list)`: a static member that is inherited, or that says `this`, can make instances out of sight. */
function isSelfSeenByMember({ ts }: TraceContext, access: ts.Node, declaration: ts.Node): boolean {
  const isCalled = ts.isCallExpression(access.parent) && access.parent.expression === access;
  if (!isCalled || !ts.isClassLike(declaration)) return false;
  const key = elementKey(ts, access as ts.Expression);
  const own = declaration.members.find(
    (member) =>
      hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) &&
      member.name !== undefined &&
      memberKey(ts, member.name) === key,
  );
  return !own || some(ts, own, (node) => node.kind === ts.SyntaxKind.ThisKeyword);
}

function isComparison({ ts }: TraceContext, { operatorToken }: ts.BinaryExpression): boolean {
  return [
    ts.SyntaxKind.InstanceOfKeyword,
    ts.SyntaxKind.EqualsEqualsToken,
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsToken,
    ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ].some((kind) => kind === operatorToken.kind);
}

/** Decorators see the class, and `new.target` is it. */
function ownIdentityUses({ ts }: TraceContext, declaration: ts.Node): readonly SymbolUse[] {
  const decorators = ts.canHaveDecorators(declaration) ? (ts.getDecorators(declaration) ?? []) : [];
  // They may put other methods in place, too.
  const uses = decorators.flatMap((node): SymbolUse[] => [
    { kind: "identity", node },
    { kind: "escapes", node },
  ]);
  const guard = newGuardOf(ts, declaration);
  const findTarget = (node: ts.Node): void => {
    if (node === guard) return;
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword)
      uses.push({ kind: "identity", node });
    if (node === declaration || !isNewTargetBoundary(ts, node)) ts.forEachChild(node, findTarget);
  };
  if (ts.isClassLike(declaration) || ts.isFunctionLike(declaration)) findTarget(declaration);
  return uses;
}

function isNewTargetBoundary(ts: TraceContext["ts"], node: ts.Node): boolean {
  if (ts.isArrowFunction(node) || ts.isConstructorDeclaration(node)) return false;
  return isFunctionBoundary(ts, node);
}

import type ts from "typescript";
import type { Usage } from "../consumer";
import type { Model } from "../describe/model";
import type { Facts } from "../facts";
import { say } from "../say";
import { readsChangeable } from "../syntax/changeable";
import { classAround, thisContainer } from "../syntax/class-around";
import { openText } from "../syntax/keys";
import { accessKind, functionAround, hasModifier, isFunctionBoundary, unwrap } from "../syntax/nodes";
import { spanOf } from "../targets/common";
import type { Plan } from "../targets/plan";
import type { TypeScript } from "../typescript";
import type { Reason } from "../verdict";
import { isAlwaysDrawnAtOnce } from "./drawn-at-once";

/**
 * `eager-start`: a generator's body waits for the first `next()`. Harmless when what ran at once does nothing and reads
 * nothing that can change meanwhile, or when every instance is drawn from as soon as it is made.
 *
 * @param plan - names the statements and initial values that would now run later
 */
export function judgeEager(
  ts: TypeScript,
  { eager, isOwnerThere = false, sources }: Pick<Plan, "eager" | "isOwnerThere" | "sources">,
  usage: Usage,
  facts: Facts,
): Reason[] {
  const blame = firstOf(eager, (node) => firstEffect(ts, node, { facts, sources, isOwnerThere }));
  if (!blame || isAlwaysDrawnAtOnce(ts, usage, facts)) return [];
  return [
    {
      code: "eager-start",
      message: say("what runs at once today will wait for the first next()"),
      verdict: "review",
      at: spanOf(blame),
    },
  ];
}

/**
 * The same for what `[Symbol.asyncIterator]()` or `[Symbol.iterator]()` does: a loop calls it right before the first `next()`, so nothing is late there.
 */
export function judgeOpening(
  ts: TypeScript,
  { eagerAtOpen = [], sources }: Pick<Plan, "eagerAtOpen" | "sources">,
  { site, usage }: Pick<Model, "site" | "usage">,
  facts: Facts,
): Reason[] {
  const isAlwaysLooped =
    usage.complete &&
    usage.instances.every(
      ({ consumers, isOpenedByHand }) =>
        !isOpenedByHand &&
        consumers.every(
          ({ kind, member }) =>
            kind === "loop" || kind === "type" || (kind === "member" && member !== "next"),
        ),
    );
  if (isAlwaysLooped) return [];
  const blame = firstOf(eagerAtOpen, (node) => firstEffect(ts, node, { facts, sources, isOwnerThere: true }));
  if (!blame) return [];
  return [
    {
      code: "eager-start",
      message: say("what {0}() does at once today will wait for the first next()", openText(site.kind)),
      verdict: "review",
      at: spanOf(blame),
    },
  ];
}

function firstOf(
  nodes: readonly ts.Node[],
  find: (node: ts.Node) => ts.Node | undefined,
): ts.Node | undefined {
  return nodes.map(find).find((node) => node !== undefined);
}

/** What is known of the code that runs later. */
interface Surrounding {
  readonly facts: Facts;
  /** All code that moves: what it declares, nobody else assigns. */
  readonly sources: readonly ts.Node[];
  /** The object of which `this` speaks is there already, and others may assign its fields until the first draw. */
  readonly isOwnerThere: boolean;
}

/** @returns the first thing in an eager part that does something, may throw, or reads what may change; function bodies wait anyway */
function firstEffect(ts: TypeScript, node: ts.Node, around: Surrounding): ts.Node | undefined {
  if (isFunctionBoundary(ts, node) || ts.isTypeNode(node)) return undefined;
  if (isHarmless(ts, node, around.facts)) return undefined;
  if (isEffect(ts, node, around)) return node;
  return ts.forEachChild(node, (child) => firstEffect(ts, child, around));
}

const harmlessConstructors = new Set([
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "Array",
  "Error",
  "AbortController",
]);

/** Expressions that are harmless as a whole, whatever their parts look like. */
function isHarmless(ts: TypeScript, node: ts.Node, facts: Facts): boolean {
  if (ts.isNewExpression(node)) {
    return (
      ts.isIdentifier(node.expression) &&
      harmlessConstructors.has(node.expression.text) &&
      !node.arguments?.length
    );
  }
  return ts.isCallExpression(node) && opensArray(ts, node, facts);
}

/** `keys[Symbol.iterator]()` or `items.entries()` of an array: the position counts from the first draw either way. */
function opensArray(ts: TypeScript, node: ts.CallExpression, facts: Facts): boolean {
  const callee = node.expression;
  if (node.arguments.length > 0) return false;
  if (ts.isElementAccessExpression(callee)) {
    return (
      callee.argumentExpression.getText() === "Symbol.iterator" && facts.isArray(callee.expression) === true
    );
  }
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return (
    ["values", "entries", "keys"].includes(callee.name.text) && facts.isArray(callee.expression) === true
  );
}

function isEffect(ts: TypeScript, node: ts.Node, around: Surrounding): boolean {
  if (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isThrowStatement(node) ||
    ts.isDeleteExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isForOfStatement(node) ||
    ts.isElementAccessExpression(node) ||
    (ts.isObjectBindingPattern(node) && !isOfOwnFields(ts, node)) ||
    (ts.isArrayBindingPattern(node) && !isOfListWritten(ts, node))
  ) {
    return true;
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (isOwnField(ts, node)) {
      return (
        around.isOwnerThere && (accessKind(ts, node) !== "read" || mayBeAssigned(ts, node, around.facts))
      );
    }
    // Whoever says that it is there has no type that says so.
    if (ts.isNonNullExpression(node.expression)) return true;
    return around.facts.isPrimitive(node.expression) !== true;
  }
  return ts.isIdentifier(node) && readsChangeable(ts, node, around.facts, around.sources);
}

/** `[previous, current] = [0, 1]`: nobody sees that list being iterated. */
function isOfListWritten(ts: TypeScript, { parent }: ts.ArrayBindingPattern): boolean {
  if (!ts.isVariableDeclaration(parent) || !parent.initializer) return false;
  return ts.isArrayLiteralExpression(unwrap(ts, parent.initializer));
}

/** `const { rows } = this;` of fields that are `readonly`: it is what `this.rows` is. */
function isOfOwnFields(ts: TypeScript, { parent, elements }: ts.ObjectBindingPattern): boolean {
  const isOfThis =
    ts.isVariableDeclaration(parent) &&
    parent.initializer !== undefined &&
    unwrap(ts, parent.initializer).kind === ts.SyntaxKind.ThisKeyword;
  const method = isOfThis ? thisContainer(ts, parent) : undefined;
  const owner = method && ts.isMethodDeclaration(method) ? classAround(ts, parent) : undefined;
  if (!owner) return false;
  const fields = new Set(readonlyFields(ts, owner));
  return elements.every(({ name, propertyName = name, initializer, dotDotDotToken }) => {
    const isPlain = ts.isIdentifier(name) && ts.isIdentifier(propertyName) && !initializer && !dotDotDotToken;
    return isPlain && fields.has(propertyName.text);
  });
}

function readonlyFields(ts: TypeScript, { members }: ts.ClassLikeDeclaration): readonly string[] {
  const { ReadonlyKeyword, StaticKeyword } = ts.SyntaxKind;
  const declared = members.flatMap((member): readonly (ts.PropertyDeclaration | ts.ParameterDeclaration)[] =>
    ts.isPropertyDeclaration(member)
      ? [member]
      : ts.isConstructorDeclaration(member)
        ? member.parameters
        : [],
  );
  return declared
    .filter((one) => hasModifier(ts, one, ReadonlyKeyword) && !hasModifier(ts, one, StaticKeyword))
    .map(({ name }) => name.getText());
}

function isOwnField(ts: TypeScript, node: ts.PropertyAccessExpression): boolean {
  return unwrap(ts, node.expression).kind === ts.SyntaxKind.ThisKeyword;
}

/** A field that somebody assigns, other than the constructor, or that is worked out when it is read; or nobody knows. */
function mayBeAssigned(ts: TypeScript, read: ts.PropertyAccessExpression, facts: Facts): boolean {
  const { name } = read;
  const declaration = facts.declarationOf(name);
  if (!declaration || ts.isAccessor(declaration)) return true;
  if (hasModifier(ts, declaration, ts.SyntaxKind.ReadonlyKeyword) || ts.isMethodDeclaration(declaration))
    return false;
  const uses = facts.references(name);
  return (
    !uses ||
    uses.some(
      ({ node }) => writesField(ts, node) && (isInConstructor(ts, read) || !isInConstructor(ts, node)),
    )
  );
}

/** `this.head = …`, `list["head"] = …` */
function writesField(ts: TypeScript, { parent }: ts.Node): boolean {
  return (
    (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
    accessKind(ts, parent) !== "read"
  );
}

function isInConstructor(ts: TypeScript, node: ts.Node): boolean {
  const fn = functionAround(ts, node);
  return fn !== undefined && ts.isConstructorDeclaration(fn);
}

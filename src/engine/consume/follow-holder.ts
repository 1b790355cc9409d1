import type ts from "typescript";
import { classAround } from "../syntax/class-around";
import { accessKind, extendsOf, unwrap, walk, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { escapes, type Flow, merge, used } from "./draw";
import { follow } from "./follow";
import { atOrigin, type FollowContext } from "./follow-context";
import { calledFunction } from "./functions";
import { makersOf } from "./makers";

/**
 * Follows an object that gets what opens an iterator: `object[Symbol.iterator] = function () {…};`.
 *
 * @param holder - the expression for it there
 * @param origin - what makes the iterator
 */
export function flowOfHolder(context: FollowContext, holder: ts.Expression, origin: ts.Expression): Flow {
  const { ts } = context;
  const object = unwrap(ts, holder);
  if (object.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = classAround(ts, object);
    return owner ? merge([flowOfClass(context, owner), flowOfThis(context, owner, origin)]) : from(object);
  }
  const declaration = ts.isIdentifier(object) ? declarationNamed(context, object) : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
    return from(declaration ?? object);
  const made = unwrap(ts, declaration.initializer);
  if (isPlainObject(ts, made))
    return merge([follow(context, atOrigin(made)), flowOfOwn(context, made, declaration)]);
  const owner = classMade(context, made);
  return owner
    ? merge([
        flowOfClass(context, owner),
        flowOfThis(context, owner, origin),
        flowOfOwn(context, made, declaration),
      ])
    : from(declaration.name);
}

/** In JavaScript, an assignment to a member counts as a declaration of the variable as well. */
function declarationNamed({ ts, facts }: FollowContext, name: ts.Identifier): ts.Declaration | undefined {
  const [only, ...more] = (facts.declarationsOf?.(name) ?? []).filter(
    (declaration) => !ts.isIdentifier(declaration) && !ts.isExpression(declaration),
  );
  return more.length > 0 ? undefined : (only ?? facts.declarationOf(name));
}

/** It may be in other hands already. */
function from(node: ts.Node): Flow {
  return used({ kind: "escapes", node: shown(node), isHolder: true });
}

/** What to show of a declaration. */
function shown(node: ts.Node): ts.Node {
  const { name } = node as Partial<ts.NamedDeclaration>;
  return name ?? node;
}

/** `{ … }` with nothing in it from elsewhere, `[ … ]`, `new Object()`, `Object.create(null)`: it has no methods but those that it is given in sight. */
function isPlainObject(ts: TypeScript, made: ts.Expression): boolean {
  if (ts.isObjectLiteralExpression(made))
    return made.properties.every(
      (property) => !ts.isSpreadAssignment(property) && property.name.getText() !== "__proto__",
    );
  if (ts.isNewExpression(made)) return made.expression.getText() === "Object" && !made.arguments?.length;
  if (ts.isCallExpression(made)) return made.getText().replace(/\s/g, "") === "Object.create(null)";
  return ts.isArrayLiteralExpression(made);
}

/** `new X(…)` of a class that inherits from nothing. */
function classMade({ ts, facts }: FollowContext, made: ts.Expression): ts.ClassDeclaration | undefined {
  const owner =
    ts.isNewExpression(made) && ts.isIdentifier(made.expression)
      ? facts.declarationOf(made.expression)
      : undefined;
  return owner && ts.isClassDeclaration(owner) && !extendsOf(ts, owner) ? owner : undefined;
}

/** What its own functions do with the object: those of the literal, and what the variable is given later. */
function flowOfOwn(context: FollowContext, made: ts.Expression, { name }: ts.VariableDeclaration): Flow {
  const { ts, facts } = context;
  const given = (facts.references(name) ?? []).flatMap(({ node }) => givenTo(ts, node));
  const elsewhere = given.flatMap((part) => functionNamed(context, part));
  const own = [made, ...given, ...elsewhere].flatMap((part) => thisIn(ts, part));
  return merge(own.map((self) => follow(context, atOrigin(self))));
}

/** `function () {…}` of `object.key = function () {…}`, and what else a call is given with the object */
function givenTo(ts: TypeScript, object: ts.Node): readonly ts.Node[] {
  const { parent } = object;
  if (ts.isCallExpression(parent)) return parent.arguments.filter((argument) => argument !== object);
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (!isMember || parent.expression !== object || accessKind(ts, parent) !== "write") return [];
  const { parent: assignment } = wrapped(ts, parent);
  return ts.isBinaryExpression(assignment) ? [assignment.right] : [];
}

/** `object.all = all;` gives it a function that stands elsewhere. */
function functionNamed({ ts, facts }: FollowContext, value: ts.Node): readonly ts.Node[] {
  const declaration = ts.isIdentifier(value) ? facts.declarationOf(value) : undefined;
  const fn = declaration && calledFunction(ts, declaration);
  return fn ? [fn] : [];
}

/** @returns each `this` in some code; also those of functions further in, which may have another one */
export function thisIn(ts: TypeScript, root: ts.Node): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  walk(ts, root, (node) => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && ts.isExpression(node)) found.push(node);
    return !ts.isClassLike(node);
  });
  return found;
}

/** @returns where the instances of a class go */
export function flowOfClass(context: FollowContext, owner: ts.ClassLikeDeclaration): Flow {
  const { ts } = context;
  const holder = ts.isClassExpression(owner) ? wrapped(ts, owner).parent : owner;
  const name = ts.isVariableDeclaration(holder) ? holder.name : owner.name;
  if (!name || !ts.isIdentifier(name)) return escapes(owner);
  const { origins, symbolUses, complete } = makersOf(context, name, "new");
  const flows = origins.map(({ expression }) => follow(context, atOrigin(expression)));
  const unseen = complete ? [] : [used({ kind: "escapes", node: name, publicApi: true })];
  const subclasses = symbolUses
    .filter((use) => use.kind === "identity" && use.isHeritage)
    .map((use) => escapes(use.node));
  const lost = symbolUses.filter(({ kind }) => kind === "escapes").map((use) => used(use));
  // What is put on the prototype has instances for its `this`, and is no part of the class.
  const added = symbolUses
    .filter(({ node }) => ts.isPropertyAccessExpression(node) && node.name.text === "prototype")
    .map(({ node }) => escapes(node));
  return merge([...flows, ...unseen, ...subclasses, ...lost, ...added]);
}

/**
 * @param origin - the iterator it makes: that it gives itself to that, or is that, is the usual thing
 * @returns what a class does with itself
 */
export function flowOfThis(
  context: FollowContext,
  owner: ts.ClassLikeDeclaration,
  origin?: ts.Expression,
): Flow {
  const { ts } = context;
  const flows: Flow[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && ts.isExpression(node)) {
      const given = origin && unwrap(ts, origin);
      if (node !== given && node.parent !== given) flows.push(follow(context, atOrigin(node)));
    }
    const hasOtherThis =
      ts.isClassLike(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);
    if (!hasOtherThis) ts.forEachChild(node, visit);
  };
  owner.members.forEach(visit);
  return merge(flows);
}

import type ts from "typescript";
import { usesArguments } from "../consume/functions";
import { expressionNamed, placeOf } from "../consume/reference-place";
import type { Facts } from "../facts";
import { accessKind, isJavaScript, isUndefined, unwrap } from "../syntax/nodes";
import { isThis } from "../syntax/this-alias";
import type { TypeScript } from "../typescript";
import { argumentsInSight, isSearched } from "./arguments-in-sight";
import { isAlwaysGiven } from "./given-arrays";

/**
 * Where the type of a bound is `any`, as it often is in JavaScript, the project may show that it is a number: a literal, the `length` of
 * a list, what `Math` works out of such, and what is only ever given such.
 *
 * @returns whether the expression, of which its type says nothing, is a number for certain; the `length` of what nothing is known of is taken for one
 */
export function isGivenNumbers(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  return facts.isNumber !== undefined && new NumberSearch(ts, facts).isNumber(expression);
}

/**
 * JavaScript takes a parameter for a number where its default value is one, whatever calls give it.
 *
 * @returns whether a call in sight gives it what is not known to be a number; calls that nobody sees are taken to give what the default value promises
 */
export function mayBeGivenOther(ts: TypeScript, name: ts.Expression, facts: Facts): boolean {
  if (ts.isBinaryExpression(name))
    return [name.left, name.right].some((part) => mayBeGivenOther(ts, unwrap(ts, part), facts));
  if (!ts.isIdentifier(name) || !isJavaScript(name)) return false;
  const parameter = facts.declarationOf(name);
  if (!parameter || !ts.isParameter(parameter) || !parameter.initializer || ts.getJSDocType(parameter))
    return false;
  return argumentsInSight(ts, parameter, facts).some(
    (argument) => !isUndefined(ts, argument) && !isGivenNumbers(ts, argument, facts),
  );
}

/** Functions of the language that give numbers, and never `NaN` for real numbers within their domain. */
const calculations = /^Math\.(?:min|max|floor|ceil|round|trunc|abs)$/;

class NumberSearch {
  private readonly seen = new Set<ts.Node>();
  private readonly measured = new Set<ts.Node>();

  constructor(
    private readonly ts: TypeScript,
    private readonly facts: Facts,
  ) {}

  isNumber(expression: ts.Expression): boolean {
    const { ts, facts } = this;
    const node = unwrap(ts, expression);
    if (ts.isNumericLiteral(node)) return true;
    const known = facts.isNumber?.(node);
    if (known !== undefined) return known;
    if (ts.isPrefixUnaryExpression(node)) return this.isNegative(node);
    if (ts.isBinaryExpression(node)) return this.isCalculated(node);
    if (ts.isConditionalExpression(node))
      return this.isNumber(node.whenTrue) && this.isNumber(node.whenFalse);
    if (ts.isCallExpression(node)) return this.isCalculation(node);
    if (ts.isPropertyAccessExpression(node)) return this.isLength(node) || this.holdsNumbers(node.name, node);
    return ts.isIdentifier(node) && this.holdsNumbers(node, node);
  }

  private isNegative({ operator, operand }: ts.PrefixUnaryExpression): boolean {
    return operator === this.ts.SyntaxKind.MinusToken && this.isNumber(operand);
  }

  private isCalculated({ operatorToken: { kind }, left, right }: ts.BinaryExpression): boolean {
    const { PlusToken, MinusToken, AsteriskToken } = this.ts.SyntaxKind;
    const isArithmetic = kind === PlusToken || kind === MinusToken || kind === AsteriskToken;
    return isArithmetic && this.isNumber(left) && this.isNumber(right);
  }

  private isCalculation({ expression, arguments: given }: ts.CallExpression): boolean {
    return calculations.test(expression.getText()) && given.every((one) => this.isNumber(one));
  }

  /** Asked of nothing, it fails, before as after; `?.` gives `undefined` there, which is no number. */
  private isLength(node: ts.PropertyAccessExpression): boolean {
    return node.name.text === "length" && !this.ts.isOptionalChain(node) && this.hasLength(node.expression);
  }

  /** What comes from where nothing is known of it has one, if code asks for it; not so what the project shows to be something else. */
  private hasLength(expression: ts.Expression): boolean {
    const { ts, facts } = this;
    const node = unwrap(ts, expression);
    if (isUndefined(ts, node) || node.kind === ts.SyntaxKind.NullKeyword || ts.isStringLiteralLike(node))
      return true;
    const isArray = facts.isArray(node);
    if (isArray !== undefined || ts.isCallExpression(node) || ts.isAwaitExpression(node))
      return isArray ?? true;
    const name = ts.isPropertyAccessExpression(node) ? node.name : node;
    const declaration = ts.isMemberName(name) ? facts.declarationOf(name) : undefined;
    if (!declaration) return ts.isPropertyAccessExpression(node);
    if (this.measured.has(declaration)) return true;
    this.measured.add(declaration);
    return this.valuesOf(declaration, name, node)?.every((value) => this.hasLength(value)) ?? false;
  }

  /** @returns all that the project shows to be put in there; `undefined` where that cannot be told */
  private valuesOf(
    declaration: ts.Declaration,
    name: ts.Node,
    use: ts.Expression,
  ): readonly ts.Expression[] | undefined {
    const { ts } = this;
    const assigned = this.assignedTo(name);
    if (!assigned) return undefined;
    if (ts.isParameter(declaration)) {
      const given = this.givenTo(declaration);
      return given && [...given, ...assigned];
    }
    if (ts.isPropertyAssignment(declaration)) {
      const first = this.firstValue(declaration, use);
      return first && [first, ...assigned];
    }
    const isPlain =
      ts.isPropertyDeclaration(declaration) ||
      ts.isBinaryExpression(declaration) ||
      ts.isPropertyAccessExpression(declaration) ||
      (ts.isVariableDeclaration(declaration) && ts.isVariableStatement(declaration.parent.parent));
    return isPlain ? assigned : undefined;
  }

  /** What calls in sight give a parameter; nobody counts what a subclass hands on. */
  private givenTo(parameter: ts.ParameterDeclaration): readonly ts.Expression[] | undefined {
    const { ts, facts } = this;
    const { parent: fn, initializer } = parameter;
    if (parameter.dotDotDotToken || usesArguments(ts, fn) || this.isExtended(fn)) return undefined;
    if (!isSearched(ts, fn, facts)) return undefined;
    const given = argumentsInSight(ts, parameter, facts);
    const isCounted = given.every(({ parent: call }) => {
      const all = ts.isCallExpression(call) || ts.isNewExpression(call) ? call.arguments : undefined;
      return all?.some((one) => ts.isSpreadElement(one)) !== true;
    });
    if (!isCounted) return undefined;
    return initializer ? [initializer, ...given] : given;
  }

  /** `class B extends A` */
  private isExtended(fn: ts.SignatureDeclaration): boolean {
    const { ts, facts } = this;
    const name = ts.isConstructorDeclaration(fn) ? fn.parent.name : undefined;
    if (!name) return ts.isConstructorDeclaration(fn);
    return facts.references(name)?.some(({ node }) => placeOf(ts, node) === "heritage") ?? true;
  }

  /** @returns what declarations and assignments put in there, a parameter's default value apart */
  private assignedTo(name: ts.Node): readonly ts.Expression[] | undefined {
    const { ts, facts } = this;
    const references = facts.references(name);
    if (!references) return undefined;
    const values: ts.Expression[] = [];
    for (const { node } of references) {
      const { parent } = node;
      const isName =
        (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node;
      if (isName) {
        if (parent.initializer) values.push(parent.initializer);
        continue;
      }
      const place = expressionNamed(ts, node) ?? (ts.isIdentifier(node) ? node : undefined);
      if (!place || ts.isParameter(parent) || accessKind(ts, place) === "read") continue;
      if (!ts.isBinaryExpression(place.parent) || accessKind(ts, place) !== "write") return undefined;
      values.push(place.parent.right);
    }
    return values;
  }

  /** Of a variable, a parameter or a property. */
  private holdsNumbers(name: ts.Identifier | ts.MemberName, use: ts.Expression): boolean {
    const { ts, facts } = this;
    const declaration = facts.declarationOf(name);
    if (!declaration || this.seen.has(declaration)) return false;
    this.seen.add(declaration);
    if (ts.isParameter(declaration))
      return isAlwaysGiven(ts, declaration, facts, (argument) => this.isNumber(argument));
    const first = this.firstValue(declaration, use);
    return first !== undefined && this.isNumber(first) && this.isOnlyRead(name, first);
  }

  /** What is there as soon as there is something to ask for it. */
  private firstValue(declaration: ts.Declaration, use: ts.Expression): ts.Expression | undefined {
    const { ts, facts } = this;
    if (ts.isVariableDeclaration(declaration))
      return this.isReached(declaration, use) ? declaration.initializer : undefined;
    if (!ts.isPropertyAssignment(declaration)) return this.setAtOnce(declaration);
    return facts.isPublicApi(declaration) === false ? declaration.initializer : undefined;
  }

  /** `constructor(first) { this.first = first; … }`, with nothing before it but the same of other fields. */
  private setAtOnce(declaration: ts.Node): ts.Expression | undefined {
    const { ts } = this;
    const assignment = ts.isBinaryExpression(declaration) ? declaration : declaration.parent;
    if (!ts.isBinaryExpression(assignment) || !this.isFieldSet(assignment.parent)) return undefined;
    const body = assignment.parent.parent;
    const made = body.parent;
    if (!ts.isBlock(body) || !ts.isConstructorDeclaration(made)) return undefined;
    const before = body.statements.filter(({ pos }) => pos < assignment.pos);
    const isOwn = this.facts.isPublicApi(made) === false;
    return isOwn && before.every((one) => this.isFieldSet(one)) ? assignment.right : undefined;
  }

  /** `this.first = first;` */
  private isFieldSet(statement: ts.Node): boolean {
    const { ts } = this;
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
    const { left, operatorToken, right } = statement.expression;
    return (
      operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(left) &&
      isThis(ts, left.expression) &&
      (ts.isIdentifier(right) || ts.isLiteralExpression(right))
    );
  }

  /** A `var` has no value before its declaration, and none where that is passed by. */
  private isReached(declaration: ts.VariableDeclaration, use: ts.Expression): boolean {
    const { ts } = this;
    const list = declaration.parent;
    if (!ts.isVariableDeclarationList(list) || (list.flags & ts.NodeFlags.BlockScoped) !== 0) return true;
    const block = list.parent.parent;
    const isOnTop = ts.isSourceFile(block) || (ts.isBlock(block) && ts.isFunctionLike(block.parent));
    return isOnTop && declaration.end <= use.pos && block.pos <= use.pos && use.end <= block.end;
  }

  private isOnlyRead(name: ts.Node, first: ts.Expression): boolean {
    const { ts, facts } = this;
    return (
      facts.references(name)?.every(({ node, isDeclaration }) => {
        const place = isDeclaration ? undefined : expressionNamed(ts, node);
        return !place || place === first || isSetTo(ts, place, first) || accessKind(ts, place) === "read";
      }) ?? false
    );
  }
}

/** The place where it gets its first value. */
function isSetTo(ts: TypeScript, place: ts.Expression, first: ts.Expression): boolean {
  const { parent } = place;
  return ts.isBinaryExpression(parent) && parent.left === place && parent.right === first;
}

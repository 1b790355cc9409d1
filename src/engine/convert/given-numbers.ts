import type ts from "typescript";
import { expressionNamed } from "../consume/reference-place";
import type { Facts } from "../facts";
import { accessKind, isJavaScript, isUndefined, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { argumentsInSight } from "./arguments-in-sight";
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
    if (ts.isPropertyAccessExpression(node))
      return (
        (node.name.text === "length" && this.hasLength(node.expression)) || this.holdsNumbers(node.name, node)
      );
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

  /** What comes from where nothing is known of it has one, if code asks for it; not so what the project shows to be something else. */
  private hasLength(expression: ts.Expression): boolean {
    const { ts, facts } = this;
    const node = unwrap(ts, expression);
    const isArray = facts.isArray(node);
    if (isArray !== undefined || ts.isCallExpression(node)) return isArray ?? true;
    const name = ts.isPropertyAccessExpression(node) ? node.name : node;
    const declaration = ts.isMemberName(name) ? facts.declarationOf(name) : undefined;
    if (!declaration) return ts.isPropertyAccessExpression(node);
    if (this.seen.has(declaration)) return false;
    this.seen.add(declaration);
    if (ts.isParameter(declaration))
      return isAlwaysGiven(ts, declaration, facts, (argument) => this.hasLength(argument));
    const first = this.firstValue(declaration, node);
    return first !== undefined && this.hasLength(first) && this.isOnlyRead(name, first);
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
      left.expression.kind === ts.SyntaxKind.ThisKeyword &&
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

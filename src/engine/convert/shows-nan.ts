import type ts from "typescript";
import { expressionNamed } from "../consume/reference-place";
import type { Facts } from "../facts";
import { accessKind, unwrap } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { argumentsInSight } from "./arguments-in-sight";

/** What reads a number from text, and gives `NaN` where there is none. */
const readers = /^(?:Number|(?:Number\.|globalThis\.)?(?:parseInt|parseFloat)|Date\.parse)$/;

/**
 * Does the project show that a number may be `NaN`, for which `!(a >= b)` is not `a < b`? What is read from text is followed through
 * variables, fields and the arguments of calls. A number that comes from outside of the project is taken to be a real one.
 */
export function showsNaN(ts: TypeScript, expression: ts.Expression, facts: Facts): boolean {
  return new ValueSearch(ts, facts).mayBeNaN(expression);
}

class ValueSearch {
  private readonly seen = new Set<ts.Node>();

  constructor(
    private readonly ts: TypeScript,
    private readonly facts: Facts,
  ) {}

  mayBeNaN(expression: ts.Expression): boolean {
    const { ts } = this;
    const node = unwrap(ts, expression);
    if (ts.isIdentifier(node) && node.text === "NaN") return true;
    if (ts.isCallExpression(node)) return this.readsText(node);
    if (ts.isPrefixUnaryExpression(node)) return this.mayUnaryBeNaN(node);
    if (ts.isConditionalExpression(node))
      return this.mayBeNaN(node.whenTrue) || this.mayBeNaN(node.whenFalse);
    if (ts.isBinaryExpression(node)) return this.mayBinaryBeNaN(node);
    if (ts.isPropertyAccessExpression(node)) return node.name.text === "NaN" || this.mayHoldNaN(node.name);
    return ts.isIdentifier(node) && this.mayHoldNaN(node);
  }

  private readsText({ expression, arguments: [text] }: ts.CallExpression): boolean {
    return readers.test(expression.getText()) && !(text && this.facts.isNumber?.(text));
  }

  private mayUnaryBeNaN({ operator, operand }: ts.PrefixUnaryExpression): boolean {
    const readsText = operator === this.ts.SyntaxKind.PlusToken && this.facts.isNumber?.(operand) !== true;
    return readsText || this.mayBeNaN(operand);
  }

  private mayBinaryBeNaN({ operatorToken, left, right }: ts.BinaryExpression): boolean {
    // `Number(text) || 10`: what is falsy has gone.
    const { BarBarToken } = this.ts.SyntaxKind;
    return this.mayBeNaN(right) || (operatorToken.kind !== BarBarToken && this.mayBeNaN(left));
  }

  private mayHoldNaN(name: ts.Node): boolean {
    const declaration = this.facts.declarationOf(name);
    if (!declaration || this.seen.has(declaration)) return false;
    this.seen.add(declaration);
    return this.valuesOf(declaration).some((value) => this.mayBeNaN(value));
  }

  /** What a variable, field or parameter is ever given, as far as it can be seen. */
  private valuesOf(declaration: ts.Declaration): ts.Expression[] {
    const { ts } = this;
    const isPlace =
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      ts.isParameter(declaration);
    if (!isPlace) return [];
    const { initializer, name } = declaration;
    const first = initializer ? [initializer] : [];
    const given = ts.isParameter(declaration) ? argumentsInSight(ts, declaration, this.facts) : [];
    return [...first, ...given, ...this.references(name).flatMap((use) => this.assignedTo(use))];
  }

  private assignedTo(use: ts.Node): ts.Expression[] {
    const { ts } = this;
    const place = expressionNamed(ts, use);
    if (!place || accessKind(ts, place) === "read") return [];
    const { parent } = place;
    return ts.isBinaryExpression(parent) && parent.left === place ? [parent.right] : [];
  }

  private references(name: ts.Node): ts.Node[] {
    const all = this.facts.references(name) ?? [];
    return all.filter(({ isDeclaration }) => !isDeclaration).map(({ node }) => node);
  }
}

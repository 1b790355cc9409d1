import type ts from "typescript";
import type { Usage } from "../consumer";
import type { Facts } from "../facts";
import { wrapped } from "../syntax/nodes";
import { isQuiet, isQuietCallee } from "../syntax/quiet";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";

/** @returns whether every instance is in sight, and a loop over it follows its making */
export function isAlwaysDrawnAtOnce(ts: TypeScript, usage: Usage, facts: Facts): boolean {
  return (
    usage.complete &&
    usage.instances.length > 0 &&
    usage.instances.every(
      ({ origin, consumers, mayStayIdle }) =>
        consumers.length > 0 &&
        mayStayIdle !== true &&
        consumers.every(
          ({ kind, immediate, node }) =>
            kind === "type" || (kind === "loop" && (immediate === true || isNext(ts, origin, node, facts))),
        ),
    )
  );
}

/** `const pages = new Pages(url);` right before the loop over `pages` */
function isNext(ts: TypeScript, origin: ts.Expression, drawn: ts.Node, facts: Facts): boolean {
  const declaration = wrapped(ts, origin).parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isVariableDeclarationList(declaration.parent))
    return false;
  const list = declaration.parent;
  const statement = list.parent;
  if (
    !ts.isVariableStatement(statement) ||
    list.declarations.at(-1) !== declaration ||
    !ts.isBlock(statement.parent) ||
    !ts.isIdentifier(declaration.name)
  )
    return false;
  const following = statement.parent.statements[statement.parent.statements.indexOf(statement) + 1];
  if (!following || !ts.isForOfStatement(following) || !isHeadOf(following, drawn)) return false;
  const [use, another] = usesOfVariable(ts, following.expression, declaration.name.text);
  return use !== undefined && !another && isDrawnFirst(ts, use, { loop: following, drawn, facts });
}

function isHeadOf(loop: ts.ForOfStatement, drawn: ts.Node): boolean {
  return drawn === loop || (drawn.pos >= loop.expression.pos && drawn.end <= loop.expression.end);
}

/** The head of a loop that draws, itself or in a part of its expression. */
interface Head {
  readonly loop: ts.ForOfStatement;
  readonly drawn: ts.Node;
  readonly facts: Facts;
}

/**
 * In `[list.push(1), ...pages]` something runs between making and drawing, `[list.length, ...pages]` may read what the making wrote, and
 * `full ? pages : []` may draw nothing.
 */
function isDrawnFirst(ts: TypeScript, use: ts.Identifier, head: Head): boolean {
  for (let node: ts.Node = use; node.parent !== head.loop; node = node.parent)
    if (!isStraight(ts, node, head) || !isQuietBeside(ts, node, head)) return false;
  return true;
}

/** What is around it is worked out with it, whatever happens, and at once. */
function isStraight(ts: TypeScript, node: ts.Node, { loop, drawn }: Head): boolean {
  const { parent } = node;
  if (ts.isExpression(node) && wrapped(ts, node) !== node) return true;
  if (ts.isSpreadElement(parent) || ts.isArrayLiteralExpression(parent) || ts.isNewExpression(parent))
    return true;
  if (ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent))
    return parent.expression === node || !parent.questionDotToken;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.CommaToken && parent.right === node;
  // By then it has been drawn from.
  return ts.isAwaitExpression(parent) && drawn !== loop && drawn.end <= parent.end && drawn.pos >= parent.pos;
}

/** What else is worked out there before it is drawn from. */
function isQuietBeside(ts: TypeScript, node: ts.Node, { loop, drawn, facts }: Head): boolean {
  const { parent } = node;
  const end = drawn === loop ? loop.expression.end : drawn.end;
  const { CommaToken, QuestionDotToken } = ts.SyntaxKind;
  const isFine = (one: ts.Node): boolean => {
    if (one === node || one.pos >= end || ts.isTypeNode(one)) return true;
    if (one.kind === CommaToken || one.kind === QuestionDotToken) return true;
    if (ts.isPropertyAccessExpression(parent)) return one === parent.name;
    // That what draws is a function of the language has been looked at.
    if (ts.isCallExpression(parent) && one === parent.expression)
      return parent === drawn || isQuietCallee(ts, parent.expression, facts);
    if (ts.isNewExpression(parent) && one === parent.expression && parent === drawn) return true;
    return isQuiet(ts, one as ts.Expression, facts);
  };
  return ts.forEachChild(parent, (one) => (isFine(one) ? undefined : true)) !== true;
}

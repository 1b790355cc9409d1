import type ts from "typescript";
import { say } from "../say";
import { listAround } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import type { Draft } from "./drafts";
import { refuse, type UseRefusal } from "./target";

/** How instances are made today: by `new X()`, by `x()`, or by both. */
export type Makes = "new" | "call" | "both";

/**
 * Rewrites a use of the target as a value.
 *
 * @param name - the identifier
 * @param value - the identifier with what stands before it: `ns.X` for `X`
 * @param newName - what the identifier becomes
 */
export function rewriteValueUse(
  ts: TypeScript,
  { name, value, newName, makes }: { name: ts.Identifier; value: ts.Node; newName: string; makes: Makes },
): readonly Draft[] | UseRefusal {
  const sourceFile = name.getSourceFile();
  const rename = { start: name.getStart(sourceFile), end: name.end, text: newName };
  let callee = value;
  while (ts.isParenthesizedExpression(callee.parent)) callee = callee.parent;
  const { parent } = callee;
  if (ts.isNewExpression(parent) && parent.expression === callee) {
    return [rename, ...unwrapCallee(callee, value), ...dropNew(ts, parent, value)];
  }
  if (makes === "both" && ts.isCallExpression(parent) && parent.expression === callee) return [rename];
  if (makes !== "call") return refuse(name, whyNotNew(ts, name.text, callee));
  const obstacle = whyNotFunction(ts, name.text, callee);
  if (obstacle !== undefined) return refuse(name, obstacle);
  if (!ts.isShorthandPropertyAssignment(value.parent)) return [rename];
  return newName === name.text ? [] : [{ ...rename, text: `${name.text}: ${newName}` }];
}

function unwrapCallee(callee: ts.Node, value: ts.Node): Draft[] {
  if (callee === value) return [];
  return [
    { start: callee.getStart(), end: value.getStart(), text: "" },
    { start: value.end, end: callee.end, text: "" },
  ];
}

/** `new X(…)` → `X(…)`, `new X` → `X()`; the name itself is not touched here. */
function dropNew(ts: TypeScript, expression: ts.NewExpression, value: ts.Node): Draft[] {
  const drafts = [dropKeyword(ts, expression, value)];
  if (!expression.arguments) drafts.push({ start: expression.end, end: expression.end, text: "()" });
  return isCalleeOfNew(ts, expression)
    ? [...drafts, ...wrap(expression)]
    : [...drafts, ...dropParentheses(ts, expression)];
}

function dropKeyword(ts: TypeScript, expression: ts.NewExpression, value: ts.Node): Draft {
  const sourceFile = expression.getSourceFile();
  const { text } = sourceFile;
  const start = expression.getStart(sourceFile);
  const keywordEnd = start + "new".length;
  const between = text.slice(keywordEnd, expression.expression.getStart(sourceFile));
  const prefix = needsSemicolon(ts, expression, text.charAt(value.getStart(sourceFile))) ? ";" : "";
  if (between.trim() === "") return { start, end: keywordEnd + between.length, text: prefix };
  // A line break after `return` or `throw` would end the statement: in that case the comment goes before the line.
  if (/[\r\n]/.test(between))
    return { start, end: keywordEnd + between.length, text: prefix + onOneLine(between) };
  return { start, end: keywordEnd + (between.length - between.trimStart().length), text: prefix };
}

function onOneLine(trivia: string): string {
  const comments = trivia.replace(
    /\/\/([^\r\n]*)/g,
    (_, comment: string) => `/*${comment.replaceAll("*/", "")} */`,
  );
  return `${comments.replace(/\s*[\r\n]\s*/g, " ").trim()} `;
}

/** A statement that starts with a parenthesis would become a call of the line before. */
function needsSemicolon(ts: TypeScript, expression: ts.NewExpression, firstCharacter: string): boolean {
  if (!"([`".includes(firstCharacter)) return false;
  const sourceFile = expression.getSourceFile();
  const start = expression.getStart(sourceFile);
  let statement: ts.Node = expression;
  while (statement.getStart(sourceFile) === start && !ts.isExpressionStatement(statement))
    statement = statement.parent;
  if (!ts.isExpressionStatement(statement) || statement.getStart(sourceFile) !== start) return false;
  const list = listAround(ts, statement);
  const previous = list?.[list.indexOf(statement) - 1];
  return previous !== undefined && sourceFile.text.charAt(previous.end - 1) !== ";";
}

/** `new new X().Y()`: without parentheses the outer `new` would take the call's arguments for its own. */
function isCalleeOfNew(ts: TypeScript, expression: ts.Expression): boolean {
  let current: ts.Node = expression;
  while (
    (ts.isPropertyAccessExpression(current.parent) || ts.isElementAccessExpression(current.parent)) &&
    current.parent.expression === current
  ) {
    current = current.parent;
  }
  return ts.isNewExpression(current.parent) && current.parent.expression === current;
}

function wrap(expression: ts.Expression): Draft[] {
  const start = expression.getStart();
  return [
    { start, end: start, text: "(" },
    { start: expression.end, end: expression.end, text: ")" },
  ];
}

/** `(new X()).y` → `x().y`, unless the parentheses hold comments or a JSDoc cast. */
function dropParentheses(ts: TypeScript, expression: ts.NewExpression): Draft[] {
  const outer = expression.parent;
  if (!ts.isParenthesizedExpression(outer)) return [];
  const access = outer.parent;
  const isAccess = ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access);
  if (!isAccess || access.expression !== outer || isCalleeOfNew(ts, outer)) return [];
  const sourceFile = outer.getSourceFile();
  const { text } = sourceFile;
  const start = outer.getStart(sourceFile);
  const innerStart = expression.getStart(sourceFile);
  const around = [
    text.slice(outer.pos, start),
    text.slice(start + 1, innerStart),
    text.slice(expression.end, outer.end - 1),
  ];
  if (around.some((blanks) => blanks.trim() !== "")) return [];
  const glue = /[\w$]/.test(text.charAt(start - 1)) ? " " : "";
  return [
    { start, end: innerStart, text: glue },
    { start: expression.end, end: outer.end, text: "" },
  ];
}

function whyNotNew(ts: TypeScript, name: string, value: ts.Node): string {
  const { parent } = value;
  if (ts.isCallExpression(parent) && parent.expression === value) {
    return say("'{0}' is called without 'new' here", name);
  }
  if (ts.isShorthandPropertyAssignment(parent) || ts.isPropertyAssignment(parent)) {
    return say("the class '{0}' itself is put into an object here", name);
  }
  return whyNotFunction(ts, name, value) ?? say("the class '{0}' itself is used as a value here", name);
}

function whyNotFunction(ts: TypeScript, name: string, value: ts.Node): string | undefined {
  const { parent } = value;
  if (ts.isBinaryExpression(parent)) {
    if (parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword && parent.right === value) {
      return say("'instanceof {0}' needs the class", name);
    }
    const isAssigned = parent.left === value && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (isAssigned) return say("'{0}' is assigned to here", name);
  }
  if (ts.isExpressionWithTypeArguments(parent) && ts.isHeritageClause(parent.parent)) {
    return parent.parent.token === ts.SyntaxKind.ExtendsKeyword
      ? say("something extends '{0}', so the class has to stay", name)
      : say("something implements '{0}', so the class has to stay", name);
  }
  if (ts.isDecorator(parent)) return say("'{0}' is a decorator here", name);
  const isObject = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (isObject && parent.expression === value && !isFunctionMember(ts, parent)) {
    return say("a member of '{0}' itself is used here, which a function does not have", name);
  }
  return undefined;
}

function isFunctionMember(
  ts: TypeScript,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): boolean {
  return (
    ts.isPropertyAccessExpression(access) &&
    ["call", "apply", "bind", "length", "toString"].includes(access.name.text)
  );
}

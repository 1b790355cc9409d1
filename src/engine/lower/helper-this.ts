import type ts from "typescript";
import { say } from "../say";
import { isFunctionBoundary } from "../syntax/nodes";
import { mentionsName } from "../text";
import type { TypeScript } from "../typescript";
import { NotUnderstood, parseDraft } from "./draft";
import type { Helper } from "./helpers";

/**
 * A method that becomes a function has the generator's `this` only as an arrow function: `const isOver = (): boolean => i >= this.end;`
 *
 * @param before - the text that runs before the helpers are declared
 * @throws NotUnderstood when it can be none
 */
export function helperDeclaration(ts: TypeScript, { name, declaration }: Helper, before: string): string {
  const { sourceFile, body, text } = parseDraft(ts, `{\n${declaration}\n}`);
  const fn = body.statements.find(ts.isFunctionDeclaration.bind(ts));
  if (!fn?.body || !fn.name || !hasOuterThis(ts, fn)) return declaration;
  const isRecursive = mentionsName(text.slice(fn.body.pos, fn.body.end), name);
  if (fn.asteriskToken || (isRecursive && !fn.type) || mentionsName(before, name))
    throw new NotUnderstood(say("'{0}' uses state of the iterator and more", name));
  const start = fn.getStart(sourceFile);
  const comment = text.slice(body.pos, start).replace(/^\s*\{\s*/, "");
  const isAsync = /^async\b/.test(text.slice(start));
  const head = text.slice(fn.name.end, fn.body.getStart(sourceFile)).trim();
  const block = onlyReturned(ts, fn.body) ?? text.slice(fn.body.getStart(sourceFile), fn.body.end);
  return `${comment}const ${name} = ${isAsync ? "async " : ""}${head} => ${block};`;
}

/** `{ return i >= this.end; }` says no more than its expression. */
function onlyReturned(ts: TypeScript, body: ts.Block): string | undefined {
  const [only, ...more] = body.statements;
  if (!only || more.length > 0 || !ts.isReturnStatement(only) || !only.expression) return undefined;
  const value = only.expression.getText();
  const isPlain = !/\/[/*]/.test(body.getText()) && !value.includes("\n");
  return isPlain ? (value.startsWith("{") ? `(${value})` : value) : undefined;
}

/** `this` of the function itself, or of an arrow function in it. */
function hasOuterThis(ts: TypeScript, fn: ts.FunctionDeclaration): boolean {
  const visit = (node: ts.Node): boolean => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
    if (isFunctionBoundary(ts, node) && !ts.isArrowFunction(node)) return false;
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return [...fn.parameters, ...(fn.body ? [fn.body] : [])].some(visit);
}

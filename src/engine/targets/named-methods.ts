import type ts from "typescript";
import { promiseCall } from "../describe/exits";
import type { Members, Method } from "../detect/members";
import { againMarker } from "../lower/again";
import { NotUnderstood } from "../lower/draft";
import { say } from "../say";
import { usesOfVariable } from "../syntax/variable-name";
import type { TypeScript } from "../typescript";
import { spanOf } from "./common";

/**
 * `const step = () => … step() …; return { next: step };`: a generator has no such function, so what it calls there is `next()` once
 * more.
 *
 * @returns what stands in for the names of methods that are functions of their own
 * @throws NotUnderstood where such a function is used otherwise
 */
export function namesOfMethods(ts: TypeScript, { methods }: Members): Map<ts.Node, string> {
  const substitutions = new Map<ts.Node, string>();
  for (const method of methods.values()) {
    for (const name of namesOf(ts, method)) {
      const users = name.isInside ? [method] : [...methods.values()];
      for (const { key, fn } of users) {
        for (const use of usesOfVariable(ts, fn.body, name.text)) {
          const text = key === "next" && method.key === "next" ? again(ts, use, fn) : undefined;
          if (text === undefined)
            throw new NotUnderstood(say("'{0}' is used for more than the iterator", name.text), spanOf(use));
          substitutions.set(use, text);
        }
      }
    }
  }
  return substitutions;
}

interface MethodName {
  readonly text: string;
  /** Only the function itself knows the name. */
  readonly isInside: boolean;
}

function namesOf(ts: TypeScript, { declaration, fn }: Method): MethodName[] {
  const declared =
    declaration && ts.isVariableStatement(declaration)
      ? declaration.declarationList.declarations.map(({ name }) => name.getText())
      : [];
  const own = fn.name && (ts.isFunctionExpression(fn) || ts.isFunctionDeclaration(fn)) ? [fn.name.text] : [];
  const isInside = ts.isFunctionExpression(fn);
  return [...declared.map((text) => ({ text, isInside: false })), ...own.map((text) => ({ text, isInside }))];
}

/** `step()`, or `.then(step)` */
function again(ts: TypeScript, use: ts.Identifier, fn: ts.SignatureDeclaration): string | undefined {
  const { parent } = use;
  if (!ts.isCallExpression(parent)) return undefined;
  if (parent.expression === use) return parent.arguments.length === 0 ? againMarker : undefined;
  const isHandler = promiseCall(ts, parent)?.method === "then" && parent.arguments.length === 1;
  return isHandler && fn.parameters.length === 0 ? `() => ${againMarker}()` : undefined;
}

import type ts from "typescript";
import type { Method } from "../detect/members";
import { protocols, type IteratorKind } from "../kind";
import { openText } from "../syntax/keys";
import type { Span } from "../text";
import type { TypeScript } from "../typescript";
import { gapBeforeParameters } from "./header";

/** Where the method stands that opens an iterator, and how it begins as a generator method. */
export interface Opening {
  readonly replaced: Span;
  readonly head: string;
}

/** @returns the whole member; of `X.prototype[Symbol.asyncIterator] = function () {…};`, the function */
export function openingOf(ts: TypeScript, kind: IteratorKind, { member, fn }: Method): Opening {
  const { functionHead, methodHead } = protocols[kind];
  const gap = gapBeforeParameters(fn);
  if (!ts.isExpressionStatement(member)) {
    const name = member.name?.getText() ?? openText(kind);
    return {
      replaced: { start: member.getStart(), end: member.end },
      head: `${methodModifiers(ts, member)}${methodHead}${name}${gap}()`,
    };
  }
  const isNamed = !ts.isArrowFunction(fn) && fn.name !== undefined;
  return {
    replaced: { start: fn.getStart(), end: fn.end },
    head: isNamed ? `${functionHead} ${fn.name.getText()}${gap}()` : `${functionHead} ()`,
  };
}

/** `public `, `override ` and the like; `readonly` is for fields only */
function methodModifiers(ts: TypeScript, member: ts.Node): string {
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  return modifiers
    .filter(({ kind }) => kind !== ts.SyntaxKind.ReadonlyKeyword && kind !== ts.SyntaxKind.AsyncKeyword)
    .map((modifier) => `${modifier.getText()} `)
    .join("");
}

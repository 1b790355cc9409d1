import type ts from "typescript";
import type { SelfUse } from "../describe/self";
import type { Members } from "../detect/members";
import type { Facts } from "../facts";

/** What to turn into variables, and what else lives in the same scope. */
export interface StateRequest {
  readonly members: Members;
  readonly use: SelfUse;
  /** Does this field become a variable? */
  readonly localizes: (key: string) => boolean;
  /** Statements of the constructor and their parameters move along. */
  readonly movesConstructor: boolean;
  /** Methods that move into the generator as functions of their own. */
  readonly helpers: ReadonlySet<string>;
  /** Code around that shares the scope, besides the members themselves. */
  readonly around: readonly ts.Node[];
  /** What stands for a constructor parameter where it is not a variable: `this` for the object that made the iterator. */
  readonly parameterTexts?: ReadonlyMap<string, string>;
  /** What is known of initial values. */
  readonly facts?: Facts;
  /** Substitutions to make as well. */
  readonly also?: ReadonlyMap<ts.Node, string>;
}

/** `this.key = value;` at the top level of the constructor, the only place there that assigns it. */
export interface Assignment {
  readonly statement: ts.ExpressionStatement;
  readonly value: ts.Expression;
}

/** Is this field given a value behind the constructor as well? */
export function isWrittenLater({ use }: Pick<StateRequest, "use">, key: string): boolean {
  return use.accesses.some(
    (access) => access.key === key && access.access !== "read" && access.within !== "constructor",
  );
}

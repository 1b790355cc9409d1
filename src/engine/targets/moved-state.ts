import type ts from "typescript";
import { isPlainValue } from "../syntax/plain-value";
import { listAround, some, unwrap, wrapped } from "../syntax/nodes";
import type { TypeScript } from "../typescript";
import { soleVariables } from "./sole-variables";

/** Declarations that go from the code around an iterator object into the generator. */
export interface MovedState {
  readonly statements: readonly ts.VariableStatement[];
  readonly names: ReadonlySet<string>;
  /** All variables around that only the object names. */
  readonly sole: ReadonlySet<string>;
}

/**
 * The variables beside an iterator object that only the object names and that start the same whenever they are made: nobody notices when
 * they are the generator's own. (What has to happen at once stays where it is.)
 *
 * @param literal - the object, made in a block of the function around, or at the top of a module
 * @param parts - functions that are part of it, although they stand elsewhere
 */
export function movedState(
  ts: TypeScript,
  literal: ts.Expression,
  parts: readonly ts.Node[] = [],
): MovedState {
  const sole = soleVariables(ts, literal, parts);
  const making = statementAround(ts, literal);
  const list = making && listAround(ts, making);
  const before = making && list ? list.slice(0, list.indexOf(making)) : [];
  const statements = before.filter(
    (statement): statement is ts.VariableStatement =>
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.every(
        ({ name, initializer }) =>
          ts.isIdentifier(name) &&
          sole.has(name.text) &&
          (!initializer || isPlainValue(ts, initializer) || isConstantOf(ts, before, initializer, literal)),
      ),
  );
  const names = statements.flatMap(({ declarationList }) =>
    declarationList.declarations.map(({ name }) => name.getText()),
  );
  return { statements, names: new Set(names), sole };
}

/** A constant of the same list, whose name means nothing else in the object: it is the same later on. */
function isConstantOf(
  ts: TypeScript,
  before: readonly ts.Statement[],
  initializer: ts.Expression,
  literal: ts.Node,
): boolean {
  const value = unwrap(ts, initializer);
  if (!ts.isIdentifier(value)) return false;
  const isDeclared = before.some(
    (statement) =>
      statement.end <= initializer.pos &&
      ts.isVariableStatement(statement) &&
      (statement.declarationList.flags & ts.NodeFlags.Const) !== 0 &&
      statement.declarationList.declarations.some(({ name }) => name.getText() === value.text),
  );
  const isNamedAgain = some(
    ts,
    literal,
    (node) =>
      ts.isIdentifier(node) && node.text === value.text && "name" in node.parent && node.parent.name === node,
  );
  return isDeclared && !isNamedAgain;
}

function statementAround(ts: TypeScript, literal: ts.Expression): ts.Statement | undefined {
  let node: ts.Node = wrapped(ts, literal);
  while (!ts.isStatement(node) && !ts.isSourceFile(node) && !ts.isFunctionLike(node)) node = node.parent;
  return ts.isStatement(node) ? node : undefined;
}

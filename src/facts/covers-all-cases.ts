import type ts from "typescript";
import type { TypeContext } from "./type-context";

/**
 * @returns whether some clause of a `switch` is for each of the single values that the type of what it looks at is made of: TypeScript lets
 * no other value come there; `undefined` where that type is no union of single values
 */
export function coversAllCases(
  { ts, checker }: TypeContext,
  statement: ts.SwitchStatement,
): boolean | undefined {
  const { caseBlock, expression } = statement;
  const type = checker.getTypeAtLocation(expression);
  const values = type.isUnion() ? type.types : [type];
  const isSingle = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Unit) !== 0;
  if (!values.every(isSingle)) return undefined;
  const covered = caseBlock.clauses
    .filter(ts.isCaseClause)
    .map((clause) => checker.getTypeAtLocation(clause.expression))
    .filter(isSingle)
    .map((one) => checker.typeToString(one));
  return values.every((value) => covered.includes(checker.typeToString(value)));
}

import type ts from "typescript";
import type { Protocol } from "../kind";
import type { TextEdit } from "../text";
import type { TypeScript } from "../typescript";

/** @returns the edits that say `AsyncIterable<T>` where `implements AsyncIterableIterator<T>` is no longer true */
export function heritageEdits(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  { typePrefix }: Protocol,
): TextEdit[] {
  const clause = owner.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
  if (!clause) return documentedHeritage(ts, owner, typePrefix);
  const names = clause.types.map(({ expression }) => expression.getText());
  const edits: TextEdit[] = [];
  for (const [index, type] of clause.types.entries()) {
    const name = names[index];
    if (name !== `${typePrefix}Iterator` && name !== `${typePrefix}IterableIterator`) continue;
    if (
      names.some(
        (other, at) =>
          at !== index &&
          (other === `${typePrefix}Iterable` || (other === `${typePrefix}IterableIterator` && at < index)),
      )
    ) {
      edits.push(withoutType(clause, index));
      continue;
    }
    const [element] = type.typeArguments ?? [];
    const newText = `${typePrefix}Iterable<${element?.getText() ?? "unknown"}>`;
    edits.push({ start: type.getStart(), end: type.end, newText });
  }
  return edits;
}

/** The same in JavaScript: `@implements {IterableIterator<Row>}` */
function documentedHeritage(
  ts: TypeScript,
  owner: ts.ClassLikeDeclaration,
  typePrefix: Protocol["typePrefix"],
): TextEdit[] {
  const names = [`${typePrefix}Iterator`, `${typePrefix}IterableIterator`];
  return ts.getJSDocTags(owner).flatMap((tag) => {
    if (!ts.isJSDocImplementsTag(tag) || !names.includes(tag.class.expression.getText())) return [];
    const [element] = tag.class.typeArguments ?? [];
    const newText = `${typePrefix}Iterable<${element?.getText() ?? "unknown"}>`;
    return [{ start: tag.class.getStart(), end: tag.class.end, newText }];
  });
}

function withoutType(clause: ts.HeritageClause, index: number): TextEdit {
  const type = clause.types[index];
  const before = clause.types[index - 1];
  const after = clause.types[index + 1];
  if (!type) return { start: clause.end, end: clause.end, newText: "" };
  if (before) return { start: before.end, end: type.end, newText: "" };
  return { start: type.getStart(), end: after ? after.getStart() : type.end, newText: "" };
}

import type ts from "typescript";
import type { Facts } from "../engine/facts";
import type { TypeScript } from "../engine/typescript";
import { languageServiceFacts } from "./language-service-facts";
import { symbolNamed, tokenAt } from "./symbols";

/**
 * Facts from a program alone, as a linter has one: all about types, and references within one file. What a file exports can be
 * used anywhere, so nothing is known of its references.
 *
 * @param ts - the TypeScript that the program is made by
 */
export function programFacts(ts: TypeScript, program: ts.Program): Facts {
  return languageServiceFacts(
    ts,
    {
      getProgram: () => program,
      getReferencesAtPosition: (fileName, position) => referencesInFile(ts, program, fileName, position),
    },
    { unseen: { cause: "one-file" }, readFile: () => undefined },
  );
}

function referencesInFile(
  ts: TypeScript,
  program: ts.Program,
  fileName: string,
  position: number,
): ts.ReferenceEntry[] | undefined {
  const checker = program.getTypeChecker();
  const sourceFile = program.getSourceFile(fileName);
  const name = sourceFile && tokenAt(sourceFile, position);
  if (!name || !isName(ts, name)) return undefined;
  const symbol = symbolNamed(ts, checker, name);
  if (!symbol || !staysInFile(ts, symbol, sourceFile)) return undefined;
  return namesLike(ts, sourceFile, name)
    .filter((other) => symbolNamed(ts, checker, other) === symbol)
    .map((other) => ({
      fileName,
      textSpan: { start: other.getStart(sourceFile), length: other.text.length },
      isWriteAccess: false,
    }));
}

function isName(ts: TypeScript, node: ts.Node): node is ts.Identifier | ts.PrivateIdentifier {
  return ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
}

/** A member that is not private can be reached under another type's name: by inheritance, or because the types fit. */
function staysInFile(ts: TypeScript, symbol: ts.Symbol, sourceFile: ts.SourceFile): boolean {
  const { declarations = [] } = symbol;
  return (
    declarations.length > 0 &&
    declarations.every((declaration) => {
      if (declaration.getSourceFile() !== sourceFile) return false;
      const isMember = ts.isClassElement(declaration) || ts.isObjectLiteralElement(declaration);
      const name = ts.getNameOfDeclaration(declaration);
      return (
        !(isMember || ts.isTypeElement(declaration)) || (name !== undefined && ts.isPrivateIdentifier(name))
      );
    })
  );
}

/** Every name with the same text, those in JSDoc included. */
function namesLike(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  { text }: ts.Identifier | ts.PrivateIdentifier,
): (ts.Identifier | ts.PrivateIdentifier)[] {
  const found: (ts.Identifier | ts.PrivateIdentifier)[] = [];
  for (
    let at = sourceFile.text.indexOf(text);
    at >= 0;
    at = sourceFile.text.indexOf(text, at + text.length)
  ) {
    const token = tokenAt(sourceFile, at);
    if (token && isName(ts, token) && token.text === text && token.getStart(sourceFile) === at) {
      found.push(token);
    }
  }
  return found;
}

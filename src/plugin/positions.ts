import type ts from "typescript";
import type { FileEdits, FileSpan, LineAndCharacter, Span } from "../engine/text";
import type { FileEditsBody, FileRange, Location, Range } from "../protocol";

/** @throws Error when the program does not hold the file */
export function fileOf(program: ts.Program, fileName: string): ts.SourceFile {
  const sourceFile = program.getSourceFile(fileName);
  if (!sourceFile) {
    throw new Error(
      `'${fileName}' is not part of the project any more; ask again after the project has loaded`,
    );
  }
  return sourceFile;
}

/** Offsets from 0 to lines and offsets from 1. */
export function toRange(sourceFile: ts.SourceFile, { start, end }: Span): Range {
  return { start: toLocation(sourceFile, start), end: toLocation(sourceFile, end) };
}

/** The same for a span that names its file, which need not be part of the program where the span knows its lines. */
export function toFileRange(program: ts.Program, span: FileSpan): FileRange {
  const { fileName: file, lines } = span;
  if (!lines) return { file, ...toRange(fileOf(program, file), span) };
  return { file, start: fromZero(lines.start), end: fromZero(lines.end) };
}

/**
 * Lines and offsets from 1 to an offset from 0.
 *
 * @throws Error when the file has no such place
 */
export function toOffset(sourceFile: ts.SourceFile, { line, offset }: Location): number {
  const starts = sourceFile.getLineStarts();
  const start = starts[line - 1];
  const next = starts[line] ?? sourceFile.text.length + 1;
  if (start === undefined || offset < 1 || start + offset - 1 > next) {
    throw new Error(`${sourceFile.fileName} has no line ${String(line)} with an offset ${String(offset)}`);
  }
  return start + offset - 1;
}

/** The edits of a change in the protocol's terms. */
export function toFileEdits(program: ts.Program, files: readonly FileEdits[]): FileEditsBody[] {
  return files.map(({ fileName, edits }) => {
    const sourceFile = fileOf(program, fileName);
    return {
      file: fileName,
      edits: edits.map((edit) => ({ ...toRange(sourceFile, edit), newText: edit.newText })),
    };
  });
}

function toLocation(sourceFile: ts.SourceFile, position: number): Location {
  return fromZero(sourceFile.getLineAndCharacterOfPosition(position));
}

function fromZero({ line, character }: LineAndCharacter): Location {
  return { line: line + 1, offset: character + 1 };
}

import type ts from "typescript";
import type { FileEdits } from "../engine/text";

/** @returns the same edits as a language service writes them */
export function toTextChanges(files: readonly FileEdits[]): ts.FileTextChanges[] {
  return files.map(({ fileName, edits }) => ({
    fileName,
    textChanges: edits.map(({ start, end, newText }) => ({ span: { start, length: end - start }, newText })),
  }));
}

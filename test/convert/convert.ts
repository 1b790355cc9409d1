import ts from "typescript";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import type { Target } from "../../src/engine/verdict";
import { createProject } from "../support/project";

/**
 * Converts the only iterator of a file.
 *
 * @param text - the file; a loop over an instance should be part of it, so that the conversion is safe
 * @param target - what to convert to; the best offer when absent
 * @returns the file afterwards
 */
export function convert(text: string, fileName = "a.ts", target?: Target): string {
  const project = createProject({ [fileName]: text }, { compilerOptions: { allowJs: true } });
  const sourceFile = project.sourceFile(fileName);
  const [site] = analyze(ts, sourceFile, project.facts, defaultOptions);
  const offer = site?.offers.find((candidate) => target === undefined || candidate.target === target);
  const edits = offer?.edits()?.find((file) => file.fileName === sourceFile.fileName)?.edits;
  if (!edits)
    throw new Error(
      `Nothing to convert: ${offer?.reasons.map(({ message }) => message).join("; ") ?? "no offer"}`,
    );
  return applyEdits(text, edits);
}

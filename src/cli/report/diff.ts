import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { displayPath } from "../paths";
import { rawText } from "../text-file";
import type { ChangedFile } from "../text-store";
import type { Colors } from "./colors";

/** @returns a unified diff that `git apply` and `patch -p1` take */
export function unifiedDiff(cwd: string, changes: readonly ChangedFile[]): string {
  return changes.map((change) => filePatch(cwd, change)).join("");
}

/** @returns the diff with colours; the signs in front stay */
export function colorDiff(diff: string, colors: Colors): string {
  return diff
    .split("\n")
    .map((line) => colorLine(line, colors))
    .join("\n");
}

function filePatch(cwd: string, { file, before, after }: ChangedFile): string {
  const name = displayPath(cwd, file);
  return createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    rawText(before),
    rawText(after),
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );
}

function colorLine(line: string, colors: Colors): string {
  if (line.startsWith("--- ") || line.startsWith("+++ ")) return colors.bold(line);
  if (line.startsWith("@@")) return colors.cyan(line);
  if (line.startsWith("-")) return colors.red(line);
  return line.startsWith("+") ? colors.green(line) : line;
}

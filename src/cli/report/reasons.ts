import { displayPath } from "../paths";
import type { ReportedFinding } from "./report";

/** A reason for programs. */
export interface PlainReason {
  readonly code: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** @returns a finding's reasons; `line` and `column` are in the finding's own file, a place in another one is in the message */
export function withReadableReasons(
  cwd: string,
  { file, reasons }: ReportedFinding,
): PlainReason[] | undefined {
  return reasons?.map(({ code, message, at }) => {
    if (!at) return { code, message };
    if (at.file === file) return { code, message, line: at.line, column: at.column };
    return { code, message: `${message} (${displayPath(cwd, at.file)}:${at.line}:${at.column})` };
  });
}

import { displayPath } from "../paths";
import type { ReportedFinding } from "./report";

/** A reason for programs. */
export interface PlainReason {
  readonly code: string;
  readonly message: string;
  /** Of the code that is to blame, which may stand in another file than the finding; relative as that is. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** @returns a finding's reasons, each with the place of the code that is to blame, where there is one */
export function withPlaces(cwd: string, { reasons }: ReportedFinding): PlainReason[] | undefined {
  return reasons?.map(({ code, message, at }) => ({
    code,
    message,
    ...(at && { file: displayPath(cwd, at.file), line: at.line, column: at.column }),
  }));
}

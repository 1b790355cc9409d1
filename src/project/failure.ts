/** Something that went wrong, about one file or about the run as a whole. */
export interface Problem {
  /** Absolute path. */
  readonly file?: string;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** A mistake of ours, not of the code that was checked. */
  readonly internal?: boolean;
  /** The file was checked all the same. */
  readonly isChecked?: boolean;
}

/** The run cannot go on, for a reason that a person can do something about. */
export class CannotRun extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join("\n"));
    this.name = "CannotRun";
    this.problems = problems;
  }
}

/** @returns the error's code where it comes from the system, such as "ENOENT" */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

import { version } from "../../package.json";
import { type Arguments, readArguments } from "./arguments";
import { CannotRun, type Problem } from "../project/failure";
import { helpText } from "./help";
import { yieldwise } from "./yieldwise";
import type { Colors } from "./report/colors";
import { colorDiff, unifiedDiff } from "./report/diff";
import { jsonReport } from "./report/json";
import { prettyProblem, prettyReport, prettySummary } from "./report/pretty";
import { asksForWork, type Report } from "./report/report";
import { sarifReport } from "./report/sarif";

/** Somewhere to write to. */
export interface Output {
  write(text: string): void;
  readonly colors: Colors;
}

/** What a run of the command line is given. */
export interface Invocation {
  /** The words after the program's name. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly out: Output;
  readonly err: Output;
}

const exitCode = { clean: 0, findings: 1, failed: 2 } as const;

/**
 * Runs the command line.
 *
 * @returns the exit code: 0 nothing to do, 1 findings, 2 could not run
 */
export function run(invocation: Invocation): number {
  let args: Arguments | undefined;
  try {
    args = readArguments(invocation.args);
    return answer(invocation, args);
  } catch (error) {
    return fail(invocation, args, error instanceof CannotRun ? error.problems : [ownMistake(error)]);
  }
}

function answer({ cwd, out, err }: Invocation, args: Arguments): number {
  if (args.help || args.version) {
    out.write(args.help ? helpText() : `${version}\n`);
    return exitCode.clean;
  }
  const report = yieldwise(cwd, args);
  if (args.diff) {
    out.write(colorDiff(unifiedDiff(cwd, report.changes), out.colors));
    err.write(prettySummary(report, args, err.colors));
  } else {
    out.write(format(report, args, out.colors));
  }
  if (report.errors.some(({ internal }) => internal)) return exitCode.failed;
  const pending = args.diff && report.applied.length > 0;
  return pending || report.findings.some(asksForWork) ? exitCode.findings : exitCode.clean;
}

function format(report: Report, args: Arguments, colors: Colors): string {
  switch (args.format) {
    case "json":
      return jsonReport(report);
    case "sarif":
      return sarifReport(report);
    case "pretty":
      return prettyReport(report, args, colors);
  }
}

function fail(
  { cwd, out, err }: Invocation,
  args: Arguments | undefined,
  problems: readonly Problem[],
): number {
  for (const problem of problems) err.write(prettyProblem(cwd, problem, err.colors));
  if (args && args.format !== "pretty") {
    const report: Report = {
      version,
      cwd,
      files: 0,
      findings: [],
      errors: problems,
      applied: [],
      changes: [],
    };
    out.write(format(report, args, out.colors));
  }
  return exitCode.failed;
}

function ownMistake(error: unknown): Problem {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    message: `Yieldwise itself failed, and has written nothing. Please report it: ${details}`,
    internal: true,
  };
}

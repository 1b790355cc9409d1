import type { Problem } from "../../project/failure";
import { displayPath } from "../paths";
import { withPlaces } from "./reasons";
import type { Report, ReportedFinding } from "./report";

/** @returns the report for programs; the names in it do not change within a major version */
export function jsonReport(report: Report): string {
  const { version, files, cwd } = report;
  const findings = report.findings.map((finding) => toJson(cwd, finding));
  const errors = report.errors.map((problem) => problemToJson(cwd, problem));
  return `${JSON.stringify({ version, files, findings, errors }, undefined, 2)}\n`;
}

function toJson(cwd: string, finding: ReportedFinding): object {
  const { file, line, column, endLine, endColumn, rule, severity, message, verdict, target } = finding;
  return {
    file: displayPath(cwd, file),
    ...{ line, column, endLine, endColumn, rule, severity, message, verdict, target },
    reasons: withPlaces(cwd, finding),
  };
}

function problemToJson(cwd: string, { file, message }: Problem): object {
  return file === undefined ? { message } : { file: displayPath(cwd, file), message };
}

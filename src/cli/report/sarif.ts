import { rules } from "../../rules";
import { severityWhenOn, type Severity } from "../../rules/rule";
import { displayPath } from "../paths";
import { asksForWork, type Place, type Report, type ReportedFinding } from "./report";
import { withPlaces } from "./reasons";

const levels: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** @returns the report as SARIF 2.1.0, for code scanning */
export function sarifReport(report: Report): string {
  const run = {
    tool: { driver: { name: "Yieldwise", version: report.version, rules: rules.map(describeRule) } },
    columnKind: "utf16CodeUnits",
    invocations: [invocation(report)],
    results: report.findings.map((finding) => result(report.cwd, finding)),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule(rule: (typeof rules)[number]): object {
  const isOff = rule.defaultSeverity === "off";
  return {
    id: rule.id,
    shortDescription: { text: rule.description },
    defaultConfiguration: { level: levels[severityWhenOn(rule)], ...(isOff ? { enabled: false } : {}) },
  };
}

function invocation({ cwd, errors }: Report): object {
  return {
    executionSuccessful: errors.length === 0,
    toolExecutionNotifications: errors.map(({ file, message }) => ({
      level: "error",
      message: { text: message },
      ...(file === undefined
        ? {}
        : { locations: [{ physicalLocation: { artifactLocation: artifact(cwd, file) } }] }),
    })),
  };
}

function result(cwd: string, finding: ReportedFinding): object {
  const { rule, severity, message, verdict, target } = finding;
  const { line: startLine, column: startColumn, endLine, endColumn } = finding;
  const region = { startLine, startColumn, endLine, endColumn };
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    ...(asksForWork(finding) ? { level: levels[severity] } : { kind: "informational", level: "none" }),
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(cwd, finding.file), region } }],
    relatedLocations: (finding.reasons ?? []).flatMap((reason) =>
      reason.at ? [relatedLocation(cwd, `${reason.code}: ${reason.message}`, reason.at)] : [],
    ),
    properties: { verdict, target, reasons: withPlaces(cwd, finding) },
  };
}

function relatedLocation(cwd: string, text: string, { file, line, column }: Place): object {
  const region = { startLine: line, startColumn: column };
  return { message: { text }, physicalLocation: { artifactLocation: artifact(cwd, file), region } };
}

function artifact(cwd: string, file: string): object {
  return { uri: displayPath(cwd, file).split("/").map(encodeURIComponent).join("/") };
}

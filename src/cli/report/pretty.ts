import { protocols } from "../../engine/kind";
import type { Verdict } from "../../engine/verdict";
import type { Arguments } from "../arguments";
import type { Problem } from "../../project/failure";
import { displayPath } from "../paths";
import type { Colors } from "./colors";
import { colorDiff, unifiedDiff } from "./diff";
import { asksForWork, type Place, type Report, type ReportedFinding, type ReportedReason } from "./report";

type Painter = (text: string) => string;

interface Page {
  readonly cwd: string;
  readonly colors: Colors;
}

const targets = { function: "function", method: "method", inline: "in place" } as const;

const signs: Record<Verdict, string> = { safe: "✔", review: "◆", refused: "✖" };

/** @returns the report for a person at a terminal */
export function prettyReport(report: Report, args: Arguments, colors: Colors): string {
  const page: Page = { cwd: report.cwd, colors };
  const findings = report.findings.map((finding) => `${findingText(page, finding)}\n`).join("");
  return findings + prettySummary(report, args, colors);
}

/** @returns what was done, what could not be done, how much is left, and how to go on */
export function prettySummary(report: Report, args: Arguments, colors: Colors): string {
  const page: Page = { cwd: report.cwd, colors };
  return [
    appliedText(page, report, args),
    ...report.errors.map((problem) => prettyProblem(report.cwd, problem, colors)),
    countText(page, report, args),
    nextSteps(page, report, args),
  ].join("");
}

/** @returns a line for something that went wrong */
export function prettyProblem(cwd: string, { file, message }: Problem, colors: Colors): string {
  const where = file === undefined ? "" : `${colors.bold(displayPath(cwd, file))}: `;
  return `${colors.red("yieldwise:")} ${where}${message}\n`;
}

function findingText(page: Page, finding: ReportedFinding): string {
  const { colors } = page;
  const { rule, preview } = finding;
  return [
    `${place(page, finding)}  ${verdictText(page, finding)}  ${headline(page, finding)}  ${colors.dim(rule)}`,
    ...(finding.fixTitle === undefined ? [] : [`    ${colors.dim("→")} ${finding.fixTitle}`]),
    ...(finding.reasons ?? []).map((reason) => reasonText(page, finding, reason)),
    ...(preview ? ["", indent(colorDiff(unifiedDiff(page.cwd, preview), colors), "    ")] : []),
    "",
  ].join("\n");
}

function place({ cwd, colors }: Page, { file, line, column }: Place): string {
  return colors.bold(`${displayPath(cwd, file)}:${line}:${column}`);
}

function verdictText({ colors }: Page, { verdict, severity }: ReportedFinding): string {
  if (!verdict) return painterFor(colors, severity)(severity);
  return painterFor(colors, verdict)(`${signs[verdict]} ${verdict}`);
}

function painterFor(colors: Colors, name: string): Painter {
  const painters: Record<string, Painter> = {
    safe: colors.green,
    review: colors.yellow,
    refused: colors.dim,
    error: colors.red,
    warning: colors.yellow,
  };
  return painters[name] ?? colors.cyan;
}

/** With a label the rest is told line by line; without one the message tells all. */
function headline(
  { colors }: Page,
  { label, target, kind = "async", message, verdict }: ReportedFinding,
): string {
  if (label === undefined) return message;
  if (verdict === "refused" || target === undefined) return label;
  return `${label} ${colors.dim("→")} ${protocols[kind].words.generator} ${targets[target]}`;
}

function reasonText(
  page: Page,
  { file }: ReportedFinding,
  { code, message, verdict, at }: ReportedReason,
): string {
  const { colors } = page;
  const note = verdict === "safe" ? `${colors.dim("note")} ` : "";
  const where = at
    ? colors.dim(` (${at.file === file ? "" : `${displayPath(page.cwd, at.file)}:`}${at.line}:${at.column})`)
    : "";
  return `    ${painterFor(colors, verdict)("•")} ${note}${colors.cyan(code)}: ${message}${where}`;
}

function appliedText(page: Page, { applied, changes }: Report, { diff }: Arguments): string {
  if (applied.length === 0) return "";
  const { colors } = page;
  const heading = `${diff ? "Would apply" : "Applied"} ${count(applied.length, "fix", "fixes")} in ${count(changes.length, "file")}:`;
  const lines = applied.map(({ at, title }) => `  ${colors.green("✔")} ${place(page, at)}  ${title}\n`);
  return `${colors.bold(heading)}\n${lines.join("")}\n`;
}

function countText(page: Page, report: Report, args: Arguments): string {
  const { colors } = page;
  const { findings, errors } = report;
  const missing = errors.filter(({ isChecked }) => !isChecked).length;
  const unchecked = missing > 0 ? `, ${missing} could not be` : "";
  const checked = colors.dim(`${count(report.files - missing, "file")} checked${unchecked}`);
  if (findings.length === 0) {
    return `${errors.length > 0 ? "" : `${colors.green("✔")} `}${nothingLeft(report, args)}. ${checked}\n`;
  }
  const verdicts = (["safe", "review", "refused"] as const)
    .map((verdict) => ({ verdict, number: findings.filter((finding) => finding.verdict === verdict).length }))
    .filter(({ number }) => number > 0)
    .map(({ verdict, number }) => painterFor(colors, verdict)(`${signs[verdict]} ${number} ${verdict}`));
  const left = report.applied.length > 0 ? " left" : "";
  const list = verdicts.length > 0 ? `: ${verdicts.join(", ")}` : "";
  return `${colors.bold(count(findings.length, "finding"))}${left}${list}. ${checked}\n`;
}

function nothingLeft({ applied }: Report, { diff }: Arguments): string {
  if (applied.length === 0) return "Nothing to do";
  return diff ? "Nothing would be left to do" : "Nothing is left to do";
}

function nextSteps({ colors }: Page, { findings, applied }: Report, { fix, diff }: Arguments): string {
  const todo = findings.filter(asksForWork);
  const safe = todo.some(({ verdict }) => verdict === "safe");
  const review = todo.some(({ verdict }) => verdict === "review");
  const steps = [
    ...(safe && fix === "none" ? [["--fix", "applies the safe conversions"]] : []),
    ...(safe && fix === "none" ? [["--diff", "shows first what that changes"]] : []),
    ...(review && fix !== "review" ? [["--fix-review", "applies those to review, too: read the diff"]] : []),
    ...(diff && applied.length > 0 ? [["without --diff", "writes the files"]] : []),
  ];
  if (steps.length === 0) return "";
  const width = Math.max(...steps.map(([command = ""]) => command.length));
  return `\n${steps.map(([command = "", what = ""]) => `  ${colors.cyan(command.padEnd(width))}  ${what}\n`).join("")}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function indent(text: string, by: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : by + line))
    .join("\n");
}

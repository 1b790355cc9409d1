import typescript from "typescript";
import tsBlankSpace from "ts-blank-space";
import { describe, expect, it } from "vitest";
import { noFacts } from "../../src/engine/facts";
import { applyEdits, type TextEdit } from "../../src/engine/text";
import { defaultOptions } from "../../src/engine/options";
import { lint, type LintOptions } from "../../src/rules";
import type { Finding, Fix, Rule } from "../../src/rules/rule";
import { createProject } from "../support/project";
import { prelude } from "./prelude";

/**
 * How much is known of a case's code:
 *
 * - `types`: TypeScript in a project whose every file is known;
 * - `syntax`: TypeScript, and nothing but its text;
 * - `js`: the same code as JavaScript, with the types that can be inferred.
 */
export type Knowledge = "types" | "syntax" | "js";

interface Case {
  /** Says what the case shows, and why it is (or is not) found. */
  readonly name: string;
  /** A module; `prelude.ts` says what it may use. */
  readonly code: string;
  /** Further files of the project, for `types` and `js`. */
  readonly files?: Readonly<Record<string, string>>;
  /** It does not compile, and that is the point. */
  readonly broken?: boolean;
  /** It has parts that JavaScript has no word for (enums, parameter properties), so it is TypeScript only. */
  readonly onlyTypeScript?: boolean;
}

/** Code in which the rule finds nothing, whatever is known. */
export type ValidCase = Case;

/** Code with « and » around each thing that is underlined. */
export interface InvalidCase extends Case {
  /** What must be known for it to be found; elsewhere it must not be. Found everywhere when absent. */
  readonly knowing?: readonly Knowledge[];
  /** Which messages, in the order of the text. */
  readonly messageIds?: readonly string[];
  /** With types, the code after the safe fixes of all findings. */
  readonly output?: string;
  /** With types, the code after each suggestion alone, in the order of the text. */
  readonly suggestions?: readonly string[];
}

/** Cases side by side: each one that is found beside the one next to it that is not. */
export interface RuleCases {
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
}

const knowledge: readonly Knowledge[] = ["types", "syntax", "js"];

/** Runs a rule over cases with types, without, and as JavaScript. What fixes and suggestions give must compile. */
export function testRule(rule: Rule, { valid, invalid }: RuleCases): void {
  describe(rule.id, () => {
    describe.each(knowledge)("valid, knowing %s", (known) => {
      it.each(valid.filter((each) => isFor(each, known)))("$name", (each) => {
        expect(marked(each.code, run(rule, each, known).findings)).toBe(each.code);
      });
    });
    describe.each(knowledge)("invalid, knowing %s", (known) => {
      it.each(invalid.filter((each) => isFor(each, known)))("$name", (each) => {
        const subject = run(rule, each, known);
        const isFound = (each.knowing ?? knowledge).includes(known);
        expect(marked(plain(each.code), subject.findings)).toBe(isFound ? each.code : plain(each.code));
        expectSoundFixes(rule, subject);
        if (!isFound) return;
        if (each.messageIds) {
          expect(subject.findings.map(({ messageId }) => messageId)).toEqual(each.messageIds);
        }
        if (known === "types") expectRepairs(rule, each, subject);
      });
    });
    it("has an invalid case", () => {
      expect(invalid.length).toBeGreaterThan(0);
    });
  });
}

interface Subject {
  readonly fileName: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

function isFor({ onlyTypeScript }: Case, known: Knowledge): boolean {
  return known !== "js" || onlyTypeScript !== true;
}

function plain(code: string): string {
  return code.replace(/[«»]/g, "");
}

function marked(text: string, findings: readonly Finding[]): string {
  const edits = findings.flatMap(({ span }): TextEdit[] => [
    { start: span.start, end: span.start, newText: "«" },
    { start: span.end, end: span.end, newText: "»" },
  ]);
  return applyEdits(text, edits);
}

function run(rule: Rule, each: Case, known: Knowledge, code = plain(each.code)): Subject {
  const text = known === "js" ? asJavaScript(code) : code;
  const name = known === "js" ? "case.js" : "case.ts";
  if (known === "syntax") {
    const sourceFile = typescript.createSourceFile(name, text, typescript.ScriptTarget.Latest, true);
    const findings = lint({
      ts: typescript,
      sourceFile,
      facts: noFacts,
      rules: [rule],
      options: onFor(rule),
    });
    return { fileName: name, text, findings };
  }
  const project = createProject(
    { "prelude.d.ts": prelude, ...each.files, [name]: text },
    { compilerOptions: { skipLibCheck: true, moduleDetection: typescript.ModuleDetectionKind.Force } },
  );
  if (known === "types" && each.broken !== true) expect(project.errors()).toEqual([]);
  const sourceFile = project.sourceFile(name);
  const findings = lint({
    ts: typescript,
    sourceFile,
    facts: project.facts,
    rules: [rule],
    options: onFor(rule),
  });
  return { fileName: project.path(name), text, findings };
}

/** Types become spaces, so that everything stays in its place. */
function asJavaScript(code: string): string {
  return tsBlankSpace(code, (node) => {
    throw new Error(`JavaScript has no word for "${node.getText()}": mark the case as onlyTypeScript`);
  });
}

/** A rule offers the kinds of repair that it declares, and what they give can be read. */
function expectSoundFixes(rule: Rule, { fileName, text, findings }: Subject): void {
  for (const fix of findings.flatMap(({ fixes }) => fixes)) {
    expect(rule.fixes).toContain(fix.safe ? "safe" : "suggestion");
    const result = applied(text, fileName, [fix]);
    expect(result).not.toBe(text);
    expect(syntaxErrors(fileName, result), result).toEqual([]);
  }
}

function expectRepairs(rule: Rule, each: InvalidCase, { fileName, text, findings }: Subject): void {
  const safe = findings.flatMap(({ fixes }) => fixes.find((fix) => fix.safe) ?? []);
  const output = safe.length > 0 ? applied(text, fileName, safe) : undefined;
  expect(output).toBe(each.output);
  // Compiles, and is fixed.
  if (output !== undefined) {
    expect(run(rule, each, "types", output).findings.length).toBe(findings.length - safe.length);
  }
  const suggestions = findings
    .flatMap(({ fixes }) => fixes.filter((fix) => !fix.safe))
    .map((fix) => applied(text, fileName, [fix]));
  expect(suggestions).toEqual(each.suggestions ?? []);
  for (const suggestion of suggestions) run(rule, each, "types", suggestion);
}

function applied(text: string, fileName: string, fixes: readonly Fix[]): string {
  const edits = fixes.flatMap((fix) => fix.edits().filter((file) => file.fileName === fileName));
  return applyEdits(
    text,
    edits.flatMap((file) => file.edits),
  );
}

function syntaxErrors(fileName: string, text: string): string[] {
  const { diagnostics = [] } = typescript.transpileModule(text, { fileName, reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, "\n"));
}

/** Off by default or not, here it runs. */
function onFor({ id }: Rule): LintOptions {
  return { ...defaultOptions, switchedOn: [id] };
}

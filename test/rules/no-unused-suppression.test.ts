import { noUnusedSuppression } from "../../src/rules/no-unused-suppression";
import { describe, expect, it } from "vitest";
import typescript from "typescript";
import { noFacts } from "../../src/engine/facts";
import { applyEdits } from "../../src/engine/text";
import { disableFixes, lint, rules } from "../../src/rules";
import type { Finding } from "../../src/rules/rule";

const generator = "async function* all() {\n  for await (const x of source) yield x;\n}\n";

function parse(text: string, name = "case.ts") {
  return typescript.createSourceFile(name, text, typescript.ScriptTarget.Latest, true);
}

function check(text: string, only?: readonly string[], name?: string): Finding[] {
  const chosen = only ? rules.filter(({ id }) => only.includes(id)) : rules;
  return lint({ ts: typescript, sourceFile: parse(text, name), facts: noFacts, rules: chosen });
}

function found(text: string, only?: readonly string[], name?: string): string[] {
  return check(text, only, name).map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);
}

const loop = "prefer-yield-star: for await (const x of source)";

describe("suppression comments", () => {
  it("are not needed for the finding to be there", () => {
    expect(found(generator)).toEqual([loop]);
  });

  it.each([
    ["the next line", "  for", "  // yieldwise-disable-next-line\n  for"],
    ["the next line, by rule", "  for", "  // yieldwise-disable-next-line prefer-yield-star\n  for"],
    [
      "the next line, with a reason",
      "  for",
      "  /* yieldwise-disable-next-line prefer-yield-star -- so */\n  for",
    ],
    [
      "the next line, by one rule of two",
      "  for",
      "  // yieldwise-disable-next-line require-termination, prefer-yield-star\n  for",
    ],
    ["this line", "yield x;", "yield x; // yieldwise-disable-line prefer-yield-star"],
    ["from there on", "async", "/* yieldwise-disable */\nasync"],
    ["from there on, by rule", "async", "/* yieldwise-disable prefer-yield-star */\nasync"],
  ])("suppress: %s", (_, at, comment) => {
    const text = generator.replace(at, comment);
    expect(found(text).filter((each) => each === loop)).toEqual([]);
  });

  it.each([
    ["another line", "yield x;\n", "yield x;\n// yieldwise-disable-next-line\n"],
    ["another rule", "  for", "  // yieldwise-disable-next-line require-termination\n  for"],
    ["switched on again", "async", "/* yieldwise-disable */\nuse();\n/* yieldwise-enable */\nasync"],
    [
      "switched on again, by rule",
      "async",
      "/* yieldwise-disable */\n/* yieldwise-enable prefer-yield-star */\nasync",
    ],
    ["a string", "async", "const text = `/* yieldwise-disable */`;\nasync"],
    ["in the middle of a comment", "  for", "  // see yieldwise-disable-next-line\n  for"],
    ["another word", "  for", "  // yieldwise-disable-next-lines\n  for"],
  ])("do not suppress: %s", (_, at, comment) => {
    expect(found(generator.replace(at, comment))).toContain(loop);
  });

  it("are no comments in JSX text", () => {
    const text = "const a = <p>/* yieldwise-disable */</p>;\n" + generator;
    expect(found(text, undefined, "case.tsx")).toEqual([loop]);
  });
});

describe(noUnusedSuppression.id, () => {
  it.each([
    [
      "nothing there",
      "// yieldwise-disable-next-line\nuse();\n",
      ["// yieldwise-disable-next-line"],
      "use();\n",
    ],
    ["behind code", "use(); // yieldwise-disable-line\n", ["// yieldwise-disable-line"], "use();\n"],
    ["never switched off", "/* yieldwise-enable */\nuse();\n", ["/* yieldwise-enable */"], "use();\n"],
    [
      "one rule of two",
      generator.replace(
        "  for",
        "  // yieldwise-disable-next-line require-termination, prefer-yield-star\n  for",
      ),
      ["require-termination"],
      generator.replace("  for", "  // yieldwise-disable-next-line prefer-yield-star\n  for"),
    ],
    [
      "a rule that there is not",
      generator.replace("  for", "  // yieldwise-disable-next-line prefer-yield-star, no-such-rule\n  for"),
      ["no-such-rule"],
      generator.replace("  for", "  // yieldwise-disable-next-line prefer-yield-star\n  for"),
    ],
  ])("reports: %s", (_, text, spans, output) => {
    const findings = check(text);
    expect(findings.map(({ rule, span }) => [rule, text.slice(span.start, span.end)])).toEqual(
      spans.map((span) => [noUnusedSuppression.id, span]),
    );
    const edits = findings.flatMap(({ fixes }) => fixes[0]?.edits()[0]?.edits ?? []);
    expect(applyEdits(text, edits)).toBe(output);
  });

  it.each([
    ["it is used", generator.replace("  for", "  // yieldwise-disable-next-line\n  for"), undefined],
    ["off and on again", `/* yieldwise-disable */\n${generator}/* yieldwise-enable */\n`, undefined],
    [
      "its rule did not run",
      "// yieldwise-disable-next-line prefer-yield-star\nuse();\n",
      ["require-termination", noUnusedSuppression.id],
    ],
    [
      "not all rules ran",
      "// yieldwise-disable-next-line\nuse();\n",
      ["require-termination", noUnusedSuppression.id],
    ],
  ])("does not report: %s", (_, text, only) => {
    expect(found(text, only)).toEqual([]);
  });
});

describe("disabling", () => {
  const disable = (text: string, name?: string): string[] => {
    const [finding] = check(text, undefined, name);
    if (!finding) throw new Error("There is no finding");
    return disableFixes(typescript, parse(text, name), finding).map((fix) => {
      const result = applyEdits(text, fix.edits()[0]?.edits ?? []);
      expect(found(result, undefined, name), fix.title).toEqual([]);
      return result;
    });
  };

  it("puts a comment above the line, or at the head of the file", () => {
    expect(disable(generator)).toEqual([
      generator.replace("  for", "  // yieldwise-disable-next-line prefer-yield-star\n  for"),
      `/* yieldwise-disable prefer-yield-star */\n${generator}`,
    ]);
  });

  it("adds the rule to the comments that are there", () => {
    const text = `/* yieldwise-disable require-return */\n${generator.replace(
      "  for",
      "  // yieldwise-disable-next-line require-termination\n  for",
    )}`;
    const [finding] = check(text).filter(({ rule }) => rule === "prefer-yield-star");
    const results = finding
      ? disableFixes(typescript, parse(text), finding).map((fix) =>
          applyEdits(text, fix.edits()[0]?.edits ?? []),
        )
      : [];
    expect(results).toEqual([
      text.replace("require-termination", "require-termination, prefer-yield-star"),
      text.replace("require-return", "require-return, prefer-yield-star"),
    ]);
  });

  it("keeps the interpreter and the line breaks", () => {
    const text = `#!/usr/bin/env node\n${generator}`.replaceAll("\n", "\r\n");
    expect(disable(text)[1]).toBe(
      text.replace("async", "/* yieldwise-disable prefer-yield-star */\r\nasync"),
    );
  });

  it("stays out of a template, and goes to the end of the line", () => {
    const inside = "`\n${async function* () { for await (const x of source) yield x; }}`;\n";
    expect(disable(inside)).toEqual([
      inside.replace("`;", "`; // yieldwise-disable-line prefer-yield-star"),
      `/* yieldwise-disable prefer-yield-star */\n${inside}`,
    ]);
  });
});

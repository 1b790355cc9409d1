import { readFileSync } from "node:fs";
import path from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { analyze, readIterators } from "../../src/engine";
import { iteratorKinds } from "../../src/engine/kind";
import { defaultOptions } from "../../src/engine/options";
import type { ReasonCode, Target, Verdict } from "../../src/engine/verdict";
import { createProject } from "../support/project";
import { codeBlocks, headings } from "./markdown";

/** Every code; the compiler complains about one that is missing. */
const codes: Readonly<Record<ReasonCode, true>> = {
  "eager-start": true,
  "queued-next": true,
  "queued-return": true,
  "reentered-next": true,
  "stops-after-error": true,
  "stops-after-done": true,
  "closes-on-break": true,
  "shared-cursor": true,
  "awaits-values": true,
  "cleanup-always": true,
  "cleanup-needs-start": true,
  "closes-source": true,
  "next-argument": true,
  "throw-method": true,
  "result-extras": true,
  "public-members": true,
  identity: true,
  "public-api": true,
  "sync-throw": true,
  "not-understood": true,
};

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/verdicts.md"), "utf8");
const readme = readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8");
const blocks = codeBlocks(page);
const prelude = blocks.find(({ info }) => info.includes("prelude"))?.text ?? "";

/** An example, and what the words after its language say of it: `ts function review eager-start`. */
interface Example {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  /** Nothing is reported. */
  readonly none: boolean;
  readonly target: Target | undefined;
  readonly verdict: Verdict;
  readonly code: ReasonCode | undefined;
}

const examples = blocks
  .filter(({ info }) => info.length > 1 && !info.includes("prelude"))
  .map(({ info, text, line }): Example => {
    const find = <T extends string>(words: readonly T[]): T | undefined =>
      words.find((word) => info.includes(word));
    return {
      title: `line ${line}: ${info.slice(1).join(" ")}`,
      file: `${info.includes("public") ? "public" : "private"}/line-${line}.ts`,
      text,
      none: info.includes("none"),
      target: find(["function", "method", "inline"]),
      verdict: find(["safe", "review", "refused"]) ?? "refused",
      code: find(Object.keys(codes) as ReasonCode[]),
    };
  });

/** All examples in one project: each is a module of its own. */
const project = createProject(
  {
    "public/package.json": '{ "main": "index.js" }',
    "private/package.json": '{ "private": true }',
    "prelude.d.ts": prelude,
    ...Object.fromEntries(examples.map(({ file, text }) => [file, `${text}\nexport {};\n`])),
  },
  { compilerOptions: { skipLibCheck: true } },
);
const errors = project.errors();

describe("docs/verdicts.md", () => {
  it("explains every reason", () => {
    const explained = headings(page).filter((heading) => heading in codes);
    expect(explained).toEqual(Object.keys(codes));
  });

  it("has an example for every reason", () => {
    const shown = new Set(examples.flatMap(({ code }) => code ?? []));
    // What is refused for it is not reported at all, so the example stands without a code.
    expect(Object.keys(codes).filter((code) => !shown.has(code as ReasonCode))).toEqual(["shared-cursor"]);
  });

  it("is linked from the README, reason by reason", () => {
    const missing = Object.keys(codes).filter((code) => !readme.includes(`docs/verdicts.md#${code}`));
    expect(missing).toEqual([]);
  });

  describe("says what the engine says", () => {
    it.each(examples)("$title", (example) => {
      const { file } = example;
      expect(errors.filter((error) => error.startsWith(project.path(file)))).toEqual([]);
      const sourceFile = project.sourceFile(file);
      const iterators = readIterators(typescript, sourceFile, project.facts, iteratorKinds);
      const sites = analyze(typescript, sourceFile, project.facts, defaultOptions, iterators);
      expect(sites).toHaveLength(example.none ? 0 : 1);
      if (example.none) return;
      const offers = sites.flatMap((site) => site.offers);
      const fitting = offers.find(
        ({ target, reasons }, index) =>
          (example.target === undefined ? index === 0 : target === example.target) &&
          (example.code === undefined || reasons.some(({ code }) => code === example.code)),
      );
      const all = offers.map(({ target, verdict, reasons }) =>
        [target, verdict, ...reasons.map(({ code }) => code)].join(" "),
      );
      expect(fitting?.verdict, all.join("; ")).toBe(example.verdict);
    });
  });
});

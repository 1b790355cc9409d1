import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/engine/options";
import { setMessages } from "../../src/engine/say";
import { shortNames } from "../../src/engine/verdict";
import { disableFixes, lint, rules } from "../../src/rules";
import type { Finding } from "../../src/rules/rule";
import { codeBlocks } from "../docs/markdown";
import { prelude } from "../rules/prelude";
import { createProject } from "../support/project";
import { TwinProject, variantsOf } from "../twin/conversion";
import { loadFixtures } from "../twin/fixture";
import { englishIn, pseudo } from "./pseudo";

const everythingOn = { ...defaultOptions, switchedOn: rules.map(({ id }) => id) };

beforeAll(() => {
  setMessages(pseudo);
});
afterAll(() => {
  setMessages(undefined);
});

/** Whatever a host may show of a finding. */
function textsOf(
  sourceFile: ts.SourceFile,
  { message, label, fixes, reasons = [], site, ...rest }: Finding,
): string[] {
  const offers = site?.offers ?? [];
  const finding = { message, fixes, ...rest };
  return [
    message,
    ...(label === undefined ? [] : [label]),
    ...[...fixes, ...offers, ...disableFixes(ts, sourceFile, finding)].map(({ title }) => title),
    ...[...reasons, ...offers.flatMap((offer) => offer.reasons)].map((reason) => reason.message),
  ];
}

describe("in another language", () => {
  it("nothing is said in English of what is converted, and why not", () => {
    // Every third one: all of them take their time, and are looked at elsewhere.
    const variants = loadFixtures()
      .filter((_, index) => index % 3 === 0)
      .flatMap(variantsOf);
    const { project } = new TwinProject(variants);
    const said = new Set<string>();
    for (const { folder, files } of variants) {
      const code = [...files.values(), ...files.keys()].join("\n");
      for (const file of [...files.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name))) {
        const sourceFile = project.sourceFile(folder + file);
        const findings = lint({ ts, sourceFile, facts: project.facts, options: everythingOn });
        const texts = findings.flatMap((finding) => textsOf(sourceFile, finding));
        for (const text of texts) said.add(text);
        expect(texts.flatMap((text) => englishIn(text, code))).toEqual([]);
      }
    }
    expect(said.size).toBeGreaterThan(500);
  }, 300_000);

  it.each(rules)("nothing is said in English of what $id finds", ({ id }) => {
    const page = readFileSync(path.resolve(import.meta.dirname, `../../docs/rules/${id}.md`), "utf8");
    const examples = codeBlocks(page).filter(
      ({ info }) => info.includes("incorrect") || info.includes("before"),
    );
    const texts = examples.flatMap(({ info: [language = ""], text }) => {
      const name = `example.${language}`;
      const project = createProject({ "prelude.d.ts": prelude, [name]: `${text}\nexport {};\n` });
      const sourceFile = project.sourceFile(name);
      return lint({ ts, sourceFile, facts: project.facts, options: everythingOn }).flatMap((finding) =>
        textsOf(sourceFile, finding).map((said) => ({ said, text })),
      );
    });
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.flatMap(({ said, text }) => englishIn(said, `${text} ${prelude}`))).toEqual([]);
  });

  it("differences have short names", () => {
    expect(Object.values(shortNames).flatMap((name) => englishIn(name(), ""))).toEqual([]);
  });
});

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import texts from "../../package.nls.json";
import { helpText } from "../../src/cli/help";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import { lint, rules } from "../../src/rules";
import { prelude } from "../rules/prelude";
import { createProject } from "../support/project";
import { anchorOf, codeBlocks, headings, relativeLinks } from "./markdown";

const repository = path.resolve(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(path.join(repository, name), "utf8");
const rulePages = rules.map(({ id }) => `docs/rules/${id}.md`);
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync(path.join(repository, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...rulePages,
];

/** Rules that are off by default have pages as well. */
const everythingOn = { ...defaultOptions, switchedOn: rules.map(({ id }) => id) };

/** What the examples take for granted. */
const surroundings = {
  "redis.ts": "export interface Redis { get(key: string): Promise<string | null> }",
  "globals.d.ts": `
    declare function sleep(ms: number): Promise<void>;
    declare function read(name: string): Promise<string>;`,
  "package.json": '{ "private": true }',
};

describe.each(pages)("%s", (page) => {
  it("has no link that leads nowhere", () => {
    const broken = relativeLinks(read(page)).filter((link) => {
      const [target = "", anchor] = link.split("#");
      const file = target === "" ? page : path.join(path.dirname(page), target);
      if (!existsSync(path.join(repository, file))) return true;
      return anchor !== undefined && !headings(read(file)).map(anchorOf).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

const convertingPages = ["README.md", "docs/rules/prefer-async-generator.md"];

describe.each(convertingPages)("the examples of %s", (page) => {
  const blocks = codeBlocks(read(page)).filter(({ info }) => info[0] === "ts");
  const befores = blocks.flatMap(({ info, text, line }, index) =>
    info.includes("before") ? [{ line, text, after: blocks[index + 1] }] : [],
  );
  const ignored = blocks.filter(({ info }) => info.includes("ignored"));

  it.each(befores)("line $line becomes what stands below it", ({ text, after }) => {
    const { findings, apply } = check(text);
    expect(findings.map(({ verdict }) => verdict)).toEqual(["safe"]);
    expect(after?.info).toContain("after");
    expect(apply()).toBe(after?.text);
    expect(check(apply()).findings).toEqual([]);
  });

  it.each(ignored)("line $line is not reported", ({ text }) => {
    expect(check(text).findings.filter(({ verdict }) => verdict !== "refused")).toEqual([]);
  });
});

describe.each(rules)("what docs/rules/$id.md calls correct and incorrect", (rule) => {
  const blocks = codeBlocks(read(`docs/rules/${rule.id}.md`));
  const examples = blocks.filter(({ info }) => info.includes("incorrect") || info.includes("correct"));

  it.each(examples)("line $line: $info", ({ info: [language = "", verdict, ...words], text }) => {
    const name = `example.${language}`;
    const project = createProject(
      { "prelude.d.ts": prelude, [name]: `${text}\nexport {};\n` },
      { compilerOptions: { skipLibCheck: true } },
    );
    if (!words.includes("broken")) expect(project.errors()).toEqual([]);
    const ran = rule.last === true ? rules : [rule];
    const findings = lint({
      ts: typescript,
      sourceFile: project.sourceFile(name),
      facts: project.facts,
      rules: ran,
      options: everythingOn,
    }).filter((finding) => finding.rule === rule.id);
    expect(findings.map(({ message }) => message).length > 0).toBe(verdict === "incorrect");
  });

  it("show both what is found and what is not", () => {
    const words = new Set(blocks.flatMap(({ info }) => info.slice(1)));
    expect(words.has("incorrect") || words.has("before")).toBe(true);
    expect(words.has("correct") || words.has("ignored")).toBe(true);
  });
});

describe("README.md", () => {
  const readme = read("README.md");

  it("lists every setting, command of the palette, and option", () => {
    const { configuration, commands, menus } = manifest.contributes;
    const hidden = menus.commandPalette.filter(({ when }) => when === "false").map(({ command }) => command);
    const settings = Object.keys(configuration.properties).map((name) => `| \`${name}\` |`);
    const wordsOf = (key: string): string | undefined => new Map(Object.entries(texts)).get(key.slice(1, -1));
    const titles = commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ category, title }) => `"${category}: ${wordsOf(title) ?? title}"`);
    const options = [...helpText().matchAll(/^ {2}.*?(--[a-z-]+)/gm)].map(([, option = ""]) => option);
    expect(options).toContain("--fix");
    expect(
      [...settings, ...titles, ...options].filter((name) => !readme.replace(/\s+/g, " ").includes(name)),
    ).toEqual([]);
  });

  it("names the package by its version", () => {
    expect(readme).toContain(`yieldwise-${manifest.version}.vsix`);
  });
});

describe("docs/gallery.md", () => {
  it("is what the fixtures say", () => {
    const script = path.join(repository, "test", "gallery.mjs");
    expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
  });
});

describe.each(rulePages)("%s", (page) => {
  it("has what each rule's page has", () => {
    const [rule] = rules.filter(({ id }) => page.endsWith(`/${id}.md`));
    const text = read(page);
    expect(text).toContain(`# ${rule?.id}\n\n${rule?.description}.\n`);
    const wanted = ["Examples", "Is the fix safe?", "Options", "When not to use it"];
    expect(headings(text).filter((heading) => wanted.includes(heading))).toEqual(wanted);
  });
});

function check(text: string) {
  const project = createProject(
    { ...surroundings, "example.ts": `${text}\nexport {};\n` },
    { compilerOptions: { skipLibCheck: true } },
  );
  expect(project.errors()).toEqual([]);
  const sourceFile = project.sourceFile("example.ts");
  const findings = lint({
    ts: typescript,
    sourceFile,
    facts: project.facts,
    options: everythingOn,
  });
  const apply = (): string => {
    const [fix] = findings.flatMap(({ fixes }) => fixes);
    const edits = fix?.edits().find(({ fileName }) => fileName === project.path("example.ts"))?.edits ?? [];
    return applyEdits(sourceFile.text, edits).replace(/\nexport \{\};\n$/, "");
  };
  return { findings, apply };
}

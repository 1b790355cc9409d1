// Writes what is made from the rules' definitions, and the list of strings to translate: `npm run generate`
// `--check` writes nothing, and fails when a file is not what it would write.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { format } from "prettier";
import { root } from "./setup.mjs";
import { localizedStrings } from "./strings.mjs";

const isCheck = process.argv.includes("--check");
const severities = ["error", "warning", "information", "hint", "off"];
const stale = [];

await put("src/rules/list.ts", await ruleList(ruleIds()));
const rules = await loadRules();
checkDefinitions(rules);
await put("package.json", withSettings(read("package.json"), rules));
await put("package.nls.json", withRuleTexts(read("package.nls.json"), rules));
await put("l10n/bundle.l10n.json", toBundle([...localizedStrings("src"), ...ruleMessages(rules)]));
await put("README.md", between(read("README.md"), "rules", rulesTable(rules)));
for (const rule of rules) {
  const page = `docs/rules/${rule.id}.md`;
  await put(page, withHeader(read(page), rule));
}

if (isCheck && stale.length > 0) {
  console.error(`Not what the sources say: ${stale.join(", ")}. Run: npm run generate`);
  process.exitCode = 1;
}

function read(name) {
  return readFileSync(join(root, name), "utf8").replaceAll("\r\n", "\n");
}

async function put(name, text) {
  if (existsSync(join(root, name)) && read(name) === text) return;
  stale.push(name);
  if (!isCheck) writeFileSync(join(root, name), text);
}

/** A rule is a file that has a page of the same name. */
function ruleIds() {
  return readdirSync(join(root, "src/rules"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -".ts".length))
    .filter((id) => existsSync(join(root, `docs/rules/${id}.md`)));
}

async function ruleList(ids) {
  const numbers = new Map(ids.map((id) => [id, codeIn(read(`src/rules/${id}.ts`), id)]));
  const ordered = [...ids].sort((a, b) => numbers.get(a) - numbers.get(b));
  const text = `// Written by \`npm run generate\`, from the files in this folder that have a page in docs/rules.
${ids.map((id) => `import { ${exportName(id)} } from "./${id}";`).join("\n")}
import type { Rule } from "./rule";

/** Every rule, in the order of the documentation, which is that of their codes. */
export const rules: readonly Rule[] = [${ordered.map(exportName).join(", ")}];
`;
  return format(text, { parser: "typescript", printWidth: 110 });
}

function codeIn(text, id) {
  const [, code] = /^ {2}code: ([\d_]+),$/m.exec(text) ?? [];
  if (code === undefined) throw new Error(`src/rules/${id}.ts has no line "  code: <number>,"`);
  return Number(code.replaceAll("_", ""));
}

function exportName(id) {
  return id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

async function loadRules() {
  const bundle = join(root, "node_modules", ".cache", `yieldwise-rules-${process.pid}.mjs`);
  await build({
    stdin: { contents: 'export * from "./src/rules/list";', resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: bundle,
    logLevel: "error",
  });
  try {
    return (await import(pathToFileURL(bundle).href)).rules;
  } finally {
    rmSync(bundle);
  }
}

function checkDefinitions(rules) {
  for (const { id, code, description, mentions } of rules) {
    const twin = rules.find((other) => other.id !== id && other.code === code);
    if (twin) throw new Error(`${id} and ${twin.id} have the same code ${code}`);
    if (description.endsWith(".")) throw new Error(`The description of ${id} ends with a full stop`);
    if (mentions.some(({ test }) => /[gy]/.test(test.flags)))
      throw new Error(`'mentions' of ${id} keeps a position: leave out g and y`);
    const odd = mentions.find(({ word, test }) => !test.source.includes(word));
    if (odd) throw new Error(`'${odd.word}' is no part of ${odd.test}, which ${id} mentions`);
  }
}

function withSettings(text, rules) {
  const manifest = JSON.parse(text);
  const setting = manifest.contributes.configuration.properties["yieldwise.rules"];
  setting.properties = Object.fromEntries(
    rules.map(({ id, defaultSeverity }) => [
      id,
      {
        // Without a type, the settings editor has no table with a list of severities for each rule.
        type: "string",
        enum: severities,
        default: defaultSeverity,
        // Shown by the editor of settings.json, and by the table.
        markdownDescription: `%${textKey(id)}%`,
        description: `%${textKey(id)}%`,
      },
    ]),
  );
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** What the manifest says to people stands in a file of its own, which translators copy; the rules come last. */
function withRuleTexts(text, rules) {
  const others = Object.entries(JSON.parse(text)).filter(([key]) => !key.startsWith(textKey("")));
  const own = rules.map(({ id, description }) => [textKey(id), `${description}.`]);
  return `${JSON.stringify(Object.fromEntries([...others, ...own]), undefined, 2)}\n`;
}

function textKey(id) {
  return `rule.${id}`;
}

/** They are looked up as they stand in the rules' tables. */
function ruleMessages(rules) {
  return rules.flatMap(({ messages }) => Object.values(messages));
}

/** Each text once, in the order of the alphabet. */
function toBundle(texts) {
  const sorted = [...new Set(texts)].sort();
  return `${JSON.stringify(Object.fromEntries(sorted.map((each) => [each, each])), undefined, 2)}\n`;
}

function rulesTable(rules) {
  const rows = rules.map(({ id, description, defaultSeverity, recommended, fixes }) =>
    [
      `[\`${id}\`](docs/rules/${id}.md)`,
      description,
      defaultSeverity,
      recommended ? "✓" : "",
      fixWord(fixes),
    ].join(" | "),
  );
  const head = ["rule | what it asks for | severity | recommended | repair", "--- | --- | --- | --- | ---"];
  return [...head, ...rows].map((row) => `| ${row} |`.replaceAll("|  |", "| |")).join("\n");
}

function fixWord(fixes) {
  if (fixes.length === 2) return "safe fix or suggestion";
  return { safe: "safe fix", suggestion: "suggestion" }[fixes[0]] ?? "";
}

function withHeader(text, rule) {
  const begin = text.indexOf("<!-- begin header -->");
  const end = text.indexOf("<!-- end header -->");
  if (begin < 0 || end < begin) {
    throw new Error(
      `docs/rules/${rule.id}.md needs a line <!-- begin header --> and a line <!-- end header -->`,
    );
  }
  return `# ${rule.id}\n\n${rule.description}.\n\n${between(text.slice(begin), "header", header(rule))}`;
}

function header({ why, defaultSeverity, recommended, fixes, last }) {
  const eslint = recommended ? "part of `configs.recommended`" : "part of `configs.all` only";
  return [
    `- Severity: ${defaultSeverity}, unless set otherwise.`,
    last
      ? "- In ESLint: not there; ESLint reports unused comments of its own kind."
      : `- In ESLint: ${eslint}.`,
    `- Repair: ${repair(fixes)}.`,
    "",
    why,
  ].join("\n");
}

function repair(fixes) {
  if (fixes.length === 2) return "a fix where it is safe, otherwise a suggestion to review";
  return (
    {
      safe: 'a safe fix, part of "fix all" and `--fix`',
      suggestion: 'a suggestion to review, never part of "fix all"',
    }[fixes[0]] ?? "none; it takes a person to know what was meant"
  );
}

function between(text, name, inner) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`There is no part between ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${inner}\n\n${text.slice(to)}`;
}

// Writes docs/gallery.md from conversion fixtures: `node test/gallery.mjs`
// `--check` writes nothing, and fails when the page is not what it would write.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const repository = resolve(import.meta.dirname, "..");
const page = join(repository, "docs", "gallery.md");
const fixtures = "test/fixtures/conversion";

/** What is shown, in this order. */
const shown = [
  { fixture: "sync-iterator-in-field", title: "An iterator in a field" },
  { fixture: "page-cursor", title: "Pages with a cursor" },
  { fixture: "commits-by-link", title: "Pages with a link to the next one" },
  { fixture: "get-next-until-null", title: "A cursor that gives null at the end" },
  { fixture: "promise-chain", title: "A promise chain" },
  { fixture: "recursion-skips", title: "A call of itself" },
  { fixture: "switch-state-machine", title: "A state machine" },
  { fixture: "polling-until-settled", title: "A poller" },
  { fixture: "fibonacci-numbers", title: "A step ahead of the value" },
  { fixture: "try-catch-finally-in-next", title: "Errors on the way" },
  { fixture: "subscription-with-clean-up", title: "Clean-up on every path" },
  { fixture: "lazily-opened-file", title: "Opened with the first value" },
  { fixture: "filter-with-forwarded-return", title: "A filter over a source" },
  { fixture: "reader-read-loop", title: "A stream reader" },
  { fixture: "playlist-of-songs", title: "A class that is looped over many times" },
  { fixture: "walked-directory", title: "A stack of folders" },
  { fixture: "instanceof-check", title: "A class that has to stay" },
  { fixture: "wrapper-around-generator", title: "A class around a generator" },
];

/** Where a fixture's code ends, and what runs it begins. */
const divide = /^type Log\b/m;

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const text = gallery();

if (!values.check) {
  writeFileSync(page, text);
} else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
  console.error("docs/gallery.md is not what the fixtures say. Run: node test/gallery.mjs");
  process.exitCode = 1;
}

function gallery() {
  const head = `<!-- Written by test/gallery.mjs from ${fixtures}; do not edit. -->

# Gallery

Each pair below is a fixture of the tests: the first text is what a person wrote, the second is what Yieldwise makes of
it. The tests run both and compare what they do: values, errors, side effects and clean-up, when the loop runs to its
end, is left early, or fails.
`;
  return [head, ...shown.map(section)].join("\n");
}

function section({ fixture, title }) {
  const folder = join(repository, fixtures, fixture);
  const { about, verdict } = JSON.parse(readFileSync(join(folder, "fixture.json"), "utf8"));
  const [before, after] = ["input.ts", "expected.ts"].map((name) => partsOf(join(folder, name)));
  return `## ${title}

${about} Verdict: ${verdict}. ([fixture](../${fixtures}/${fixture}))

Before:

${block(before.code, changedLine(before.scenarios, after.scenarios))}

After:

${block(after.code, changedLine(after.scenarios, before.scenarios))}
`;
}

function partsOf(file) {
  const whole = readFileSync(file, "utf8");
  const { index } = divide.exec(whole) ?? {};
  if (index === undefined) throw new Error(`${file} has no line "type Log …", which divides it in two`);
  return { code: whole.slice(0, index).trim(), scenarios: whole.slice(index).split("\n") };
}

/** The first use that the conversion changes. */
function changedLine(lines, others) {
  return lines.find((line, index) => line !== others[index])?.trim();
}

function block(code, use) {
  return ["```ts", code, ...(use === undefined ? [] : ["", use]), "```"].join("\n");
}

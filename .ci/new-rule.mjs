// Makes the three files of a rule: `npm run new-rule <id>`
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, run } from "./setup.mjs";

const id = process.argv[2];
if (id === undefined || !/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  fail("Give the rule's id, in lower case and with hyphens: npm run new-rule no-lost-values");
}

const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const code = nextCode();
const files = {
  [`src/rules/${id}.ts`]: `import { defineRule } from "./rule";
import { mentionsHandRolled } from "./support/mentions";

export const ${name} = defineRule({
  id: "${id}",
  code: ${code.slice(0, 3)}_${code.slice(3)},
  defaultSeverity: "warning",
  recommended: false,
  fixes: [],
  description: "One line for tables and settings",
  why: \`What goes wrong otherwise.\`,
  messages: {
    found: "next() of {{label}} is written by hand",
  },
  mentions: mentionsHandRolled,
  check: ({ iterators }) =>
    iterators.map(({ label, anchor }) => ({ message: "found" as const, data: { label }, label, at: anchor })),
});
`,
  [`docs/rules/${id}.md`]: `<!-- begin header -->
<!-- end header -->

## Examples

\`\`\`ts incorrect
async function* words(): AsyncGenerator<string> {
  yield "a";
}
\`\`\`

\`\`\`ts correct
async function* words(): AsyncGenerator<string> {
  yield "a";
}
\`\`\`

## Is the fix safe?

There is none.

## Options

None.

## When not to use it

## Related rules

None.
`,
  [`test/rules/${id}.test.ts`]: `import { ${name} } from "../../src/rules/${id}";
import { testRule } from "./test-rule";

testRule(${name}, {
  valid: [
    {
      name: "a generator",
      code: \`async function* words() { yield "a"; }\`,
    },
  ],
  invalid: [
    {
      name: "say what is wrong, and put « and » around what is underlined",
      code: \`class «Words» { }\`,
    },
  ],
});
`,
};

const there = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (there.length > 0) fail(`There is a ${there.join(" and a ")} already`);
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(file);
}
console.log("Write the three, then: npm run generate");
process.exit(await run(process.execPath, [join(root, ".ci", "generate.mjs")]));

/** One more than the highest of the rules; those from 990100 on are about Yieldwise's own comments. */
function nextCode() {
  const codes = readdirSync(join(root, "src/rules"))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(join(root, "src/rules", file), "utf8").matchAll(/^ {2}code: ([\d_]+),$/gm),
    ])
    .map(([, digits]) => Number(digits.replaceAll("_", "")))
    .filter((number) => number < 990_100);
  return String(Math.max(990_000, ...codes) + 1);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

import type { Model } from "./model";

/** What programs draw from and write to; only what is used, so that nothing unused is there from the start. */
export function prelude(model: Model, body: string): string[] {
  const parts = partsOf(model);
  const used: string[] = [];
  // What comes later may use what comes before, never the other way around.
  for (const [name, text] of Object.entries(parts).reverse()) {
    if (new RegExp(`\\b${name}\\b`).test(`${used.join("\n")}\n${body}`)) used.unshift(text);
  }
  return used;
}

const itemTypes = {
  text: "type Item = string;\n",
  falsy: "type Item = string | number | boolean | null | undefined;\n",
  promises: "type Item = string | Promise<string>;\n",
};

const itemLists = {
  text: '["a", "b", "c", "d", "e", "f", "g"]',
  falsy: '["a", 0, "", null, undefined, false, NaN]',
  promises: '["a", Promise.resolve("b"), "c", Promise.resolve("d"), "e", "f", "g"]',
};

function partsOf({ elements, failing, failsOnce }: Model): Readonly<Record<string, string>> {
  const fails = (number: string, what: string): string =>
    failsOnce
      ? `  if (${number} === ${failing} && !failed) {\n    failed = true;\n    throw new Error(\`${what} failed\`);\n  }`
      : `  if (${number} === ${failing}) throw new Error(\`${what} failed\`);`;
  return {
    Item: itemTypes[elements],
    sink: "let sink: (line: string) => void = () => undefined;",
    moved: "let moved = 0;",
    failed: "let failed = false;",
    say: "\nfunction say(line: string): void {\n  sink(line);\n}\n",
    show: [
      "function show(value: unknown): string {",
      '  return value instanceof Promise ? "(promise)" : typeof value === "object" && value ? "(object)" : String(value);',
      "}\n",
    ].join("\n"),
    pause: "async function pause(): Promise<void> {\n  await Promise.resolve();\n}\n",
    item: `function item(k: number): Item {\n  const all: Item[] = ${itemLists[elements]};\n  return all[k % 7];\n}\n`,
    words: "const words: Item[] = [item(0), item(1), item(2)];\n",
    work: [
      "async function work(k: number): Promise<string> {",
      "  say(`work ${k}`);",
      "  await pause();",
      fails("k", "work ${k}"),
      "  return `worked ${k}`;",
      "}\n",
    ].join("\n"),
    step: [
      "async function step(k: number): Promise<Item> {",
      "  say(`step ${k}`);",
      "  await pause();",
      fails("k", "step ${k}"),
      "  return item(k);",
      "}\n",
    ].join("\n"),
    take: [
      "async function take(k: number): Promise<Item | null> {",
      "  say(`take ${k}`);",
      "  await pause();",
      fails("k", "take ${k}"),
      "  return k < 4 ? item(k) : null;",
      "}\n",
    ].join("\n"),
    loadPage: [
      "async function loadPage(page: number): Promise<Item[]> {",
      "  say(`load ${page}`);",
      "  await pause();",
      fails("page", "page ${page}"),
      "  if (page === 1) return [];",
      "  return page < 3 ? [item(page), item(page + 1)] : [];",
      "}\n",
    ].join("\n"),
    fetchFrom: [
      "async function fetchFrom(cursor: number | undefined): Promise<{ items: Item[]; next: number | undefined }> {",
      "  say(`fetch ${cursor}`);",
      "  await pause();",
      fails("cursor", "fetch ${cursor}"),
      "  if (cursor === undefined) return { items: [], next: undefined };",
      "  const items = cursor === 1 ? [] : [item(cursor), item(cursor + 1)];",
      "  return { items, next: cursor < 2 ? cursor + 1 : undefined };",
      "}\n",
    ].join("\n"),
    Reader: [
      "interface Reader {",
      "  read(): Promise<{ done: false; value: Item } | { done: true; value: undefined }>;",
      "  release(): void;",
      "}\n",
    ].join("\n"),
    openReader: [
      "function openReader(): Reader {",
      "  let n = 0;",
      "  return {",
      "    async read() {",
      "      say(`read ${n}`);",
      "      await pause();",
      fails("n", "read ${n}"),
      "      return n < 3 ? { done: false, value: item(n++) } : { done: true, value: undefined };",
      "    },",
      "    release() {",
      '      say("clean reader");',
      "    },",
      "  };",
      "}\n",
    ].join("\n"),
    tape: [
      "function* tape() {",
      "  try {",
      "    for (let k = 0; k < 3; k++) {",
      fails("k", "tape ${k}"),
      "      yield item(k);",
      "    }",
      "  } finally {",
      '    say("closed tape");',
      "  }",
      "}\n",
    ].join("\n"),
    letters: [
      "async function* letters() {",
      "  try {",
      "    for (let k = 0; k < 3; k++) {",
      "      say(`letter ${k}`);",
      fails("k", "letter ${k}"),
      "      yield item(k);",
      "    }",
      "  } finally {",
      '    say("closed letters");',
      "  }",
      "}\n",
    ].join("\n"),
    handMade: [
      "function handMade(): AsyncIterable<Item> {",
      "  let k = 0;",
      "  const inner: AsyncIterator<Item> = {",
      "    async next() {",
      "      say(`hand ${k}`);",
      fails("k", "hand ${k}"),
      "      return k < 3 ? { value: item(k++), done: false } : { value: undefined, done: true };",
      "    },",
      "    async return() {",
      '      say("closed hand");',
      "      return { value: undefined, done: true };",
      "    },",
      "  };",
      "  return { [Symbol.asyncIterator]: () => inner };",
      "}\n",
    ].join("\n"),
    openEnded: [
      "function openEnded(): AsyncIterable<Item> {",
      "  let k = 0;",
      "  const inner: AsyncIterator<Item> = {",
      "    async next() {",
      "      say(`open ${k}`);",
      fails("k", "open ${k}"),
      "      return k < 3 ? { value: item(k++), done: false } : { value: undefined, done: true };",
      "    },",
      "  };",
      "  return { [Symbol.asyncIterator]: () => inner };",
      "}\n",
    ].join("\n"),
    collect: [
      "async function collect(source: AsyncIterable<unknown>): Promise<unknown[]> {",
      "  const all: unknown[] = [];",
      "  for await (const each of source) all.push(each);",
      "  return all;",
      "}\n",
    ].join("\n"),
  };
}

import { indent } from "./lines";
import { writeScenarios, type Scenario } from "./consumers";
import { makePlan, type Plan } from "./plan";
import { Random } from "./random";
import { writeSite } from "./shape";

/** A generated program. */
export interface Program {
  readonly seed: number;
  readonly text: string;
  readonly scenarios: readonly Scenario[];
}

/** @returns the same program for the same seed */
export function writeProgram(seed: number): Program {
  const random = new Random(seed);
  const plan = makePlan(random);
  const site = writeSite(plan);
  const scenarios = writeScenarios(random, site);
  const body = [
    ...site.lines,
    "",
    "export const scenarios = {",
    ...scenarios.flatMap(({ lines }) => indent(lines)),
    "};",
    "",
  ].join("\n");
  return { seed, scenarios, text: [...prelude(plan, body), body].join("\n") };
}

/** What programs draw from and write to; only what is used, so that nothing unused is there from the start. */
function prelude({ failingStep }: Plan, body: string): string[] {
  const parts: Record<string, string> = {
    words: 'const words = ["w1", "w2", "w3"];\n',
    step: [
      "async function step(n: number): Promise<string> {",
      "  say(`step ${n}`);",
      "  await pause();",
      `  if (n === ${failingStep}) throw new Error(\`step \${n} failed\`);`,
      "  return `s${n}`;",
      "}\n",
    ].join("\n"),
    loadPage: [
      "async function loadPage(page: number): Promise<string[]> {",
      "  say(`load ${page}`);",
      "  await pause();",
      `  if (page === ${failingStep}) throw new Error(\`page \${page} failed\`);`,
      "  if (page === 1) return [];",
      "  return page < 3 ? [`p${page}-1`, `p${page}-2`] : [];",
      "}\n",
    ].join("\n"),
    fetchFrom: [
      "async function fetchFrom(cursor: number): Promise<{ items: string[]; next: number | undefined }> {",
      "  say(`fetch ${cursor}`);",
      "  await pause();",
      `  if (cursor === ${failingStep}) throw new Error(\`fetch \${cursor} failed\`);`,
      "  const items = cursor === 1 ? [] : [`c${cursor}-1`, `c${cursor}-2`];",
      "  return { items, next: cursor < 2 ? cursor + 1 : undefined };",
      "}\n",
    ].join("\n"),
    openReader: [
      "interface Reader {",
      "  read(): Promise<{ done: false; value: string } | { done: true; value: undefined }>;",
      "}\n",
      "function openReader(): Reader {",
      "  let n = 0;",
      "  return {",
      "    async read() {",
      "      say(`read ${n}`);",
      "      await pause();",
      `      if (n === ${failingStep}) throw new Error("broken");`,
      "      return n < 3 ? { done: false, value: `r${n++}` } : { done: true, value: undefined };",
      "    },",
      "  };",
      "}\n",
    ].join("\n"),
    letters: [
      "async function* letters() {",
      "  try {",
      `    for (let k = 0; k < 4; k++) {`,
      "      say(`letter ${k}`);",
      `      if (k === ${failingStep}) throw new Error("no letter");`,
      '      yield "abcd".charAt(k);',
      "    }",
      "  } finally {",
      '    say("letters closed");',
      "  }",
      "}\n",
    ].join("\n"),
    handMade: [
      "function handMade(): AsyncIterable<string> {",
      "  let k = 0;",
      "  const inner: AsyncIterator<string> = {",
      "    async next() {",
      "      say(`hand ${k}`);",
      `      if (k === ${failingStep}) throw new Error("no hand");`,
      "      return k < 3 ? { value: `h${k++}`, done: false } : { value: undefined, done: true };",
      "    },",
      "    async return() {",
      '      say("hand closed");',
      "      return { value: undefined, done: true };",
      "    },",
      "  };",
      "  return { [Symbol.asyncIterator]: () => inner };",
      "}\n",
    ].join("\n"),
    collect: [
      "async function collect(source: AsyncIterable<string>): Promise<string[]> {",
      "  const all: string[] = [];",
      "  for await (const item of source) all.push(item);",
      "  return all;",
      "}\n",
    ].join("\n"),
  };
  const used = Object.entries(parts).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
  return [
    "let sink: (line: string) => void = () => undefined;",
    ...(/\bmoved\b/.test(body) ? ["let moved = 0;"] : []),
    "",
    "function say(line: string): void {",
    "  sink(line);",
    "}",
    "",
    "async function pause(): Promise<void> {",
    "  await Promise.resolve();",
    "}",
    "",
    ...used.map(([, text]) => text),
  ];
}

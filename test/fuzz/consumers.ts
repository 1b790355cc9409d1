import type { ReasonCode } from "../../src/engine/verdict";
import { indent } from "./lines";
import type { Random } from "./random";
import type { Site } from "./shape";

/** A way to draw values, and the reasons that may explain that it sees a difference. */
interface Consumer {
  readonly name: string;
  readonly explains: readonly ReasonCode[];
  readonly weight: number;
  /** Needs `next` on what is made. */
  readonly byHand?: boolean;
  readonly lines: (make: string, random: Random) => readonly string[];
}

const always: readonly ReasonCode[] = [
  "awaits-values",
  "cleanup-always",
  "closes-source",
  "sync-throw",
  "result-extras",
];
const early: readonly ReasonCode[] = [...always, "cleanup-needs-start", "closes-on-break"];
const again: readonly ReasonCode[] = [
  ...early,
  "stops-after-done",
  "stops-after-error",
  "shared-cursor",
  "queued-next",
  "closes-on-break",
];
const later: readonly ReasonCode[] = [...always, "eager-start"];

const consumers: readonly Consumer[] = [
  {
    name: "fullLoop",
    explains: always,
    weight: 10,
    lines: (make) => [`for await (const value of ${make}) say(\`got \${value}\`);`],
  },
  {
    name: "breaks",
    explains: early,
    weight: 6,
    lines: (make, random) => {
      const k = random.below(3);
      return [
        "let k = 0;",
        `for await (const value of ${make}) {`,
        "  say(`got ${value}`);",
        `  if (k++ === ${k}) break;`,
        "}",
      ];
    },
  },
  {
    name: "throwsInBody",
    explains: early,
    weight: 4,
    lines: (make, random) => [
      "let k = 0;",
      `for await (const value of ${make}) {`,
      "  say(`got ${value}`);",
      `  if (++k === ${1 + random.below(3)}) throw new Error("body");`,
      "}",
    ],
  },
  {
    name: "madeFirst",
    explains: later,
    weight: 4,
    lines: (make) => [
      `const made = ${make};`,
      'say("meanwhile");',
      "moved++;",
      "for await (const value of made) say(`got ${value}`);",
    ],
  },
  {
    name: "collects",
    explains: later,
    weight: 3,
    lines: (make) => [`const all = await collect(${make});`, "say(all.join());"],
  },
  {
    name: "delegates",
    explains: early,
    weight: 3,
    lines: (make, random) => [
      "async function* outer() {",
      '  yield "first";',
      `  yield* ${make};`,
      '  yield "last";',
      "}",
      `let left = ${2 + random.below(12)};`,
      "for await (const value of outer()) {",
      "  say(`got ${value}`);",
      "  if (--left === 0) break;",
      "}",
    ],
  },
  {
    name: "twoLoops",
    explains: [...again, "eager-start"],
    weight: 1,
    lines: (make, random) => [
      `const made = ${make};`,
      "for await (const value of made) {",
      "  say(`one ${value}`);",
      ...(random.chance(0.5) ? ['  if (value === "a" || moved > 3) break;'] : []),
      "}",
      "for await (const value of made) say(`two ${value}`);",
    ],
  },
  {
    name: "twoInstances",
    explains: later,
    weight: 2,
    lines: (make) => [
      `for await (const value of ${make}) say(\`one \${value}\`);`,
      `for await (const value of ${make}) say(\`two \${value}\`);`,
    ],
  },
  {
    name: "manualLoop",
    explains: later,
    weight: 3,
    byHand: true,
    lines: (make) => [
      `const made = ${make};`,
      "for (;;) {",
      "  const drawn = await made.next();",
      "  if (drawn.done) break;",
      "  say(`got ${drawn.value}`);",
      "}",
    ],
  },
  {
    name: "pastTheEnd",
    explains: [...again, "eager-start"],
    weight: 2,
    byHand: true,
    lines: (make) => [
      `const made = ${make};`,
      "for (let k = 0; k < 8; k++) {",
      "  const drawn = await made.next();",
      "  say(`got ${drawn.value} ${drawn.done ?? false}`);",
      "}",
    ],
  },
  {
    name: "pastAnError",
    explains: [...again, "eager-start"],
    weight: 1,
    byHand: true,
    lines: (make) => [
      `const made = ${make};`,
      "for (let k = 0; k < 8; k++) {",
      "  try {",
      "    const drawn = await made.next();",
      "    if (drawn.done) break;",
      "    say(`got ${drawn.value}`);",
      "  } catch (error) {",
      "    say(`error ${String(error)}`);",
      "  }",
      "}",
    ],
  },
  {
    name: "overlaps",
    explains: [...again, "eager-start", "queued-next"],
    weight: 1,
    byHand: true,
    lines: (make) => [
      `const made = ${make};`,
      "const drawn = await Promise.all([made.next(), made.next()]);",
      "say(drawn.map(({ value }) => value).join());",
    ],
  },
  {
    name: "firstTwo",
    explains: [...later, "stops-after-done"],
    weight: 2,
    byHand: true,
    lines: (make) => [
      `const made = ${make};`,
      "const one = await made.next();",
      "say(`got ${one.value} ${one.done ?? false}`);",
      "const two = await made.next();",
      "say(`got ${two.value} ${two.done ?? false}`);",
    ],
  },
  {
    name: "helperLoops",
    explains: [...early, "eager-start", "queued-next"],
    weight: 3,
    lines: (make, random) => [
      "const drain = async (source: AsyncIterable<string>) => {",
      "  for await (const value of source) {",
      "    say(`got ${value}`);",
      ...(random.chance(0.3) ? ["    if (moved > 2) return;"] : []),
      "  }",
      "};",
      `await drain(${make});`,
    ],
  },
];

const closing: readonly Consumer[] = [
  {
    name: "closes",
    explains: [...early, "eager-start", "queued-return"],
    weight: 2,
    byHand: true,
    lines: (make, random) => [
      `const made = ${make};`,
      ...(random.chance(0.7) ? ["const one = await made.next();", "say(`got ${one.value}`);"] : []),
      "await made.return();",
      ...(random.chance(0.4)
        ? ["const two = await made.next();", "say(`got ${two.value} ${two.done ?? false}`);"]
        : []),
    ],
  },
];

/** A scenario by name, with the reasons that may explain a difference in its log. */
export interface Scenario {
  readonly name: string;
  readonly explains: readonly ReasonCode[];
  readonly lines: readonly string[];
}

/** Writes some scenarios that draw from a site. */
export function writeScenarios(random: Random, site: Site): Scenario[] {
  const candidates = [...consumers, ...(site.hasReturn ? closing : [])].filter(
    ({ byHand, name }) => (!byHand || site.isIterator) && !(site.isShared && name === "madeFirst"),
  );
  const onlyTame = random.chance(0.6);
  const usable = onlyTame ? candidates.filter(({ weight }) => weight > 2) : candidates;
  const weights = Object.fromEntries(usable.map(({ name, weight }) => [name, weight]));
  const chosen = new Set(Array.from({ length: 1 + random.below(4) }, () => random.weighted(weights)));
  return usable
    .filter(({ name }) => chosen.has(name))
    .map(({ name, explains, lines }) => ({
      name,
      explains,
      lines: scenario(name, lines(site.make, random)),
    }));
}

function scenario(name: string, lines: readonly string[]): string[] {
  return [
    `async ${name}(log: (line: string) => void) {`,
    "  sink = log;",
    "  try {",
    ...indent(indent(lines)),
    "  } catch (error) {",
    "    say(`caught ${String(error)}`);",
    "  }",
    "  await pause();",
    '  say("over");',
    "},",
  ];
}

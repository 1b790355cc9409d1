import type { IteratorKind } from "../../src/engine/kind";
import type { ReasonCode } from "../../src/engine/verdict";
import { indent } from "./lines";
import type { Consumer, ConsumerKind, Core } from "./model";
import type { Site } from "./shapes";

/**
 * Lines that a consumer logs before it does what some iterators and generators take differently, and the reasons that may
 * explain that the log differs from there on.
 */
export const marks: Readonly<Record<string, readonly ReasonCode[]>> = {
  "-- meanwhile": ["eager-start"],
  "-- second loop": [
    "cleanup-always",
    "shared-cursor",
    "closes-on-break",
    "closes-source",
    "stops-after-done",
    "stops-after-error",
  ],
  "-- after the end": ["stops-after-done", "stops-after-error"],
  "-- after an error": ["stops-after-error"],
  "-- overlapping": ["queued-next"],
  "-- asking inside": ["reentered-next"],
  "-- throwing through": ["throw-method"],
  "-- by name": ["public-members", "identity"],
  "-- closing early": ["cleanup-needs-start"],
  "-- closing": ["queued-return"],
  "-- after closing": ["closes-on-break", "stops-after-done"],
  "-- with an argument": ["next-argument"],
  "-- throwing in": ["throw-method", "cleanup-always", "closes-on-break"],
  "-- peeking": ["public-members", "eager-start"],
  "-- asking": ["identity"],
};

/** A scenario by name. */
export interface Scenario {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Writes the scenarios that draw from a site. */
export function writeScenarios(
  consumers: readonly Consumer[],
  site: Site,
  core: Core,
  protocol: IteratorKind,
): Scenario[] {
  const scenarios = new Map<string, Scenario>();
  for (const consumer of consumers) {
    const name = consumer.kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    scenarios.set(name, {
      name,
      lines: scenario(
        name,
        protocol === "sync" ? syncLines(consumer, site, core) : linesOf(consumer, site, core),
      ),
    });
  }
  return [...scenarios.values()];
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

const byHand: ReadonlySet<ConsumerKind> = new Set<ConsumerKind>([
  "by-hand",
  "past-the-end",
  "past-an-error",
  "overlaps",
  "first-two",
  "closes",
  "closes-pending",
  "closes-twice",
  "overlaps-later",
  "throws-in",
  "by-name",
  "with-argument",
]);

/** What is different where nothing waits; all else is written as if it did, and made sync later. */
function syncLines(consumer: Consumer, site: Site, core: Core): string[] {
  const { kind, after } = consumer;
  const make = site.make();
  if (kind === "collects") {
    const whole = [
      `[...${make}]`,
      `Array.from(${make})`,
      `[...new Set<unknown>(${make})]`,
      `collect(${make})`,
    ];
    return [`const all: unknown[] = ${whole[after % whole.length] ?? ""};`, 'say(all.map(show).join("|"));'];
  }
  if (kind === "two-instances")
    return [
      `const [one, , three] = ${make};`,
      "say(`got ${show(one)} ${show(three)}`);",
      ...(site.isShared ? ['say("-- second loop");'] : []),
      `const [first, ...others] = ${make};`,
      "say(`got ${show(first)} ${others.length}`);",
    ];
  if (kind === "overlaps" && site.isIterator) return askingInside(make);
  const instead: Partial<Record<ConsumerKind, ConsumerKind>> = {
    "closes-pending": "closes",
    "overlaps-later": "past-the-end",
  };
  return linesOf({ ...consumer, kind: instead[kind] ?? kind }, site, core);
}

/** The trace that `next()` leaves calls `next()` once more. */
function askingInside(make: string): string[] {
  return [
    `const made = ${make};`,
    "let isInside = false;",
    "sink = (line) => {",
    "  log(line);",
    "  if (isInside || !/^(?:t[0-9]|work|step|take|load|fetch|read|letter|hand|open)/.test(line)) return;",
    "  isInside = true;",
    '  log("-- asking inside");',
    "  log(`inside ${show(made.next().value)}`);",
    "};",
    "for await (const value of made) say(`got ${show(value)}`);",
  ];
}

function linesOf({ kind: wanted, after, also }: Consumer, site: Site, core: Core): string[] {
  const kind = site.isIterator || !byHand.has(wanted) ? wanted : also ? "breaks" : "full";
  const make = site.make();
  const text = site.lines.join("\n");
  const got = "say(`got ${show(value)}`);";
  const full = [`for await (const value of ${make}) ${got}`];
  const made = `const made = ${make};`;
  switch (kind) {
    case "full":
      return full;
    case "breaks":
      return [
        "let k = 0;",
        `for await (const value of ${make}) {`,
        `  ${got}`,
        `  if (k++ === ${after}) break;`,
        "}",
      ];
    case "throws":
      return [
        "let k = 0;",
        `for await (const value of ${make}) {`,
        `  ${got}`,
        `  if (k++ === ${after}) throw new Error("body");`,
        "}",
      ];
    case "made-first":
      return [
        ...(site.isShared ? [] : [made]),
        'say("-- meanwhile");',
        "moved++;",
        `for await (const value of ${site.isShared ? make : "made"}) ${got}`,
      ];
    case "collects":
      return [`const all = await collect(${make});`, 'say(all.map(show).join("|"));'];
    case "delegates":
      return [
        "async function* outer() {",
        '  yield "first";',
        `  yield* ${make};`,
        '  yield "last";',
        "}",
        `let left = ${2 + after * 2};`,
        "for await (const value of outer()) {",
        `  ${got}`,
        "  if (--left === 0) break;",
        "}",
      ];
    case "final-value":
      return [
        "async function* outer(): AsyncGenerator<unknown, void> {",
        `  const last: unknown = yield* ${make};`,
        "  say(`last ${show(last)}`);",
        "}",
        `for await (const value of outer()) ${got}`,
      ];
    case "two-loops":
      return [
        made,
        "for await (const value of made) {",
        "  say(`one ${show(value)}`);",
        ...(also ? ["  if (moved >= 0) break;"] : []),
        "}",
        'say("-- second loop");',
        "for await (const value of made) say(`two ${show(value)}`);",
      ];
    case "two-instances":
      return [
        `for await (const value of ${make}) say(\`one \${show(value)}\`);`,
        ...(site.isShared ? ['say("-- second loop");'] : []),
        `for await (const value of ${make}) say(\`two \${show(value)}\`);`,
      ];
    case "side-by-side":
      if (site.isShared) return full;
      return [
        `for await (const value of ${make}) {`,
        "  say(`outer ${show(value)}`);",
        `  for await (const value of ${make}) {`,
        "    say(`inner ${show(value)}`);",
        ...(also ? ["    break;"] : []),
        "  }",
        "}",
      ];
    case "by-hand":
      return [
        made,
        "for (;;) {",
        "  const drawn = await made.next();",
        "  if (drawn.done) break;",
        "  say(`got ${show(drawn.value)}`);",
        "}",
      ];
    case "past-the-end":
      return [
        made,
        "let ended = false;",
        "for (let k = 0; k < 8; k++) {",
        "  const { value, done } = await made.next();",
        "  say(`got ${show(value)} ${done ?? false}`);",
        '  if (done && !ended) say("-- after the end");',
        "  if (done) ended = true;",
        "}",
      ];
    case "past-an-error":
      return [
        made,
        "for (let k = 0; k < 8; k++) {",
        "  try {",
        "    const drawn = await made.next();",
        "    if (drawn.done) break;",
        "    say(`got ${show(drawn.value)}`);",
        "  } catch (error) {",
        "    say(`error ${String(error)}`);",
        '    say("-- after an error");',
        "  }",
        "}",
      ];
    case "overlaps":
      return [
        made,
        'say("-- overlapping");',
        "const drawn = await Promise.all([made.next(), made.next()]);",
        'say(drawn.map(({ value }) => show(value)).join("|"));',
      ];
    case "overlaps-later":
      return [
        made,
        'say("-- overlapping");',
        "const one = made.next();",
        "const two = made.next();",
        "say(`got ${show((await two).value)}`);",
        "say(`got ${show((await one).value)}`);",
        "const three = await made.next();",
        "say(`got ${show(three.value)} ${three.done ?? false}`);",
      ];
    case "resumes":
      return [
        made,
        "let k = 0;",
        "try {",
        "  for await (const value of made) {",
        "    say(`one ${show(value)}`);",
        `    if (k++ === ${after}) throw new Error("body");`,
        "  }",
        "} catch (error) {",
        "  say(`error ${String(error)}`);",
        "}",
        'say("-- second loop");',
        "for await (const value of made) say(`two ${show(value)}`);",
      ];
    case "throws-through":
      // Without throw() the inner iterator is closed, and a TypeError is thrown: see the README's limits.
      if (!/^\s*(?:async )?throw[(:]/m.test(text)) return full;
      return [
        "async function* outer(): AsyncGenerator<unknown> {",
        '  yield "first";',
        `  yield* ${make};`,
        "}",
        "const through = outer();",
        "await through.next();",
        "const one = await through.next();",
        "say(`got ${show(one.value)}`);",
        'say("-- throwing through");',
        'const two = await through.throw(new Error("thrown in"));',
        "say(`got ${show(two.value)}`);",
      ];
    case "by-name":
      if (site.className === undefined || !/^\s*(?:async )?next\(/m.test(text)) return full;
      return [
        made,
        'say("-- by name");',
        `const drawn = await ${site.className}.prototype.next.call(made);`,
        "say(`got ${show(drawn.value)}`);",
      ];
    case "first-two":
      return [
        made,
        "const one = await made.next();",
        "say(`got ${show(one.value)} ${one.done ?? false}`);",
        ...(also ? ["if (one.done) return;"] : ['if (one.done) say("-- after the end");']),
        "const two = await made.next();",
        "say(`got ${show(two.value)} ${two.done ?? false}`);",
      ];
    case "helper":
      return [
        "const drain = async (source: AsyncIterable<unknown>) => {",
        "  for await (const value of source) {",
        `    ${got}`,
        ...(also ? ["    if (moved > 2) return;"] : []),
        "  }",
        "};",
        `await drain(${make});`,
      ];
    case "handed-out":
      return [
        `const open = () => ${make};`,
        `for await (const value of open()) ${got}`,
        ...(also && !site.isShared ? [`for await (const value of open()) ${got}`] : []),
      ];
    case "dropped":
      return site.isShared ? full : [made, 'say("-- meanwhile");', "say(typeof made);"];
    case "closes":
      if (!/^\s*(?:async )?return[(:]/m.test(text)) return ["by hand", ...full].slice(1);
      return [
        made,
        ...(after > 0
          ? [
              "const one = await made.next();",
              "say(`got ${show(one.value)}`);",
              'if (one.done) say("-- after the end");',
              'say("-- closing");',
            ]
          : ['say("-- closing early");']),
        "const end = await made.return();",
        "say(`closed by hand ${String(end.done)}`);",
        ...(also
          ? [
              'say("-- after closing");',
              "const two = await made.next();",
              "say(`got ${show(two.value)} ${two.done ?? false}`);",
            ]
          : []),
      ];
    case "closes-twice":
      if (!/^\s*(?:async )?return[(:]/m.test(text)) return full;
      return [
        made,
        "const one = await made.next();",
        "say(`got ${show(one.value)}`);",
        'if (one.done) say("-- after the end");',
        'say("-- closing");',
        "await made.return();",
        'say("-- after closing");',
        "const end = await made.return();",
        "say(`closed again ${String(end.done)}`);",
      ];
    case "closes-pending":
      if (!/^\s*(?:async )?return[(:]/m.test(text)) return full;
      return [
        made,
        'say("-- closing");',
        "const one = made.next();",
        "await made.return();",
        "say(`got ${show((await one).value)}`);",
      ];
    case "throws-in":
      if (!/^\s*(?:async )?throw[(:]/m.test(text)) return full;
      return [
        made,
        "const one = await made.next();",
        "say(`got ${show(one.value)}`);",
        'say("-- throwing in");',
        'const two = await made.throw(new Error("thrown in"));',
        "say(`got ${show(two.value)}`);",
      ];
    case "with-argument":
      if (!text.includes("hint?:")) return full;
      return [
        made,
        "await made.next();",
        'say("-- with an argument");',
        'say(show(await made.next("hint")));',
      ];
    case "peeks":
      if (site.publicField === undefined) return full;
      return [
        made,
        "for await (const value of made) {",
        `  ${got}`,
        '  say("-- peeking");',
        `  say(show(made.${site.publicField}));`,
        "}",
      ];
    case "asks":
      if (site.className === undefined) return full;
      return [made, 'say("-- asking");', `say(String(made instanceof ${site.className}));`, ...full];
    case "mutates":
      return mutating(site, core, after, also);
  }
}

/** Changes what the iterator draws from while it draws. */
function mutating(site: Site, core: Core, after: number, also: boolean): string[] {
  if ((core !== "items" && core !== "sync-iterator") || site.isShared)
    return [
      `for await (const value of ${site.make()}) {`,
      "  say(`got ${show(value)}`);",
      "  moved++;",
      ...(also ? ["  await pause();"] : []),
      "}",
    ];
  const change = [
    "list.push(item(4));",
    "list.length = 1;",
    "list.shift();",
    "list.unshift(item(5));",
    "list[1] = item(5);",
  ];
  return [
    "const list = [item(0), item(1), item(2)];",
    `const source = ${site.make("list")};`,
    ...(also ? ['say("-- meanwhile");', "list.push(item(5));"] : []),
    "let k = 0;",
    "for await (const value of source) {",
    "  say(`got ${show(value)}`);",
    `  if (k++ === ${after % 2}) ${change[after % change.length] ?? ""}`,
    "}",
  ];
}

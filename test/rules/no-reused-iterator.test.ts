import { noReusedIterator } from "../../src/rules/no-reused-iterator";
import { testRule } from "./test-rule";

const words = `async function* words() { yield await read("a"); }
`;

/** Is its own iterator, and at its end for good. */
const countdown = `class Countdown {
  left = 3;
  rewind() { this.left = 3; }
  [Symbol.asyncIterator]() { return this; }
  async next() {
    if (this.left === 0) return { value: undefined, done: true as const };
    this.left -= 1;
    return { value: this.left, done: false as const };
  }
}
`;

testRule(noReusedIterator, {
  valid: [
    {
      name: "each loop has a generator of its own",
      code: `${words}for await (const word of words()) use(word);
for await (const word of words()) use(word);
`,
    },
    {
      name: "an iterator that opens another one for each loop",
      code: `function steps() {
  let left = 3;
  return {
    [Symbol.asyncIterator]: () => steps(),
    async next() {
      if (left === 0) return { value: undefined, done: true as const };
      left -= 1;
      return { value: left, done: false as const };
    },
  };
}
const all = steps();
for await (const step of all) use(step);
for await (const step of all) use(step);
`,
    },
    {
      name: "either the one or the other",
      code: `${words}export async function run(aloud: boolean) {
  const all = words();
  if (aloud) {
    for await (const word of all) use(word);
  } else {
    for await (const word of all) use([word]);
  }
}
`,
    },
    {
      name: "under conditions that exclude each other",
      code: `${words}export async function run(aloud: boolean) {
  const all = words();
  if (aloud) for await (const word of all) use(word);
  if (!aloud) for await (const word of all) use([word]);
}
`,
    },
    {
      name: "the function is left after the first one",
      code: `${words}export async function run(aloud: boolean) {
  const all = words();
  if (aloud) {
    for await (const word of all) use(word);
    return;
  }
  for await (const word of all) use([word]);
}
`,
    },
    {
      name: "an iterable gives a new iterator to each loop",
      code: `for await (const line of source) use(line);
for await (const line of source) use(line);
`,
    },
    {
      name: "the first element by hand, the others by a loop",
      code: `${words}const all = words();
use(await all.next());
for await (const word of all) use(word);
`,
    },
    {
      name: "the variable gets another one",
      code: `${words}let all = words();
for await (const word of all) use(word);
all = words();
for await (const word of all) use(word);
`,
    },
    {
      name: "made anew in each round",
      code: `${words}for (const name of names) {
  const all = words();
  for await (const word of all) use([name, word]);
}
`,
    },
    {
      name: "tried until it works",
      code: `${words}export async function run() {
  const all = words();
  for (let attempt = 0; attempt < 3; attempt++) {
    for await (const word of all) use(word);
    return;
  }
}
`,
    },
    {
      name: "in one of the rounds",
      code: `${words}export async function run() {
  const all = words();
  for (const name of names) {
    if (name === "words") for await (const word of all) use(word);
  }
}
`,
    },
    {
      name: "an iterator written by hand may be left and taken up again",
      onlyTypeScript: true,
      code: `export async function run(lines: AsyncIterableIterator<string>) {
  for await (const line of lines) {
    if (line === "") break;
    use(["head", line]);
  }
  for await (const line of lines) use(line);
}
`,
    },
    {
      name: "a class that is wound back between the loops",
      code: `${countdown}const steps = new Countdown();
for await (const step of steps) use(step);
steps.rewind();
for await (const step of steps) use(step);
`,
    },
    {
      name: "two functions, each of which may be called",
      code: `${words}const all = words();
export async function say() { for await (const word of all) use(word); }
export async function sing() { for await (const word of all) use(word); }
`,
    },
  ],
  invalid: [
    {
      name: "two loops over one generator",
      knowing: ["types", "js"],
      messageIds: ["again"],
      code: `${words}const all = words();
let count = 0;
for await (const _ of all) count += 1;
for await (const word of «all») use([word, count]);
`,
    },
    {
      name: "leaving a loop finishes a generator, too",
      knowing: ["types", "js"],
      code: `${words}export async function run() {
  const all = words();
  for await (const head of all) {
    use(head);
    break;
  }
  for await (const word of «all») use(word);
}
`,
    },
    {
      name: "where a loop may come first",
      knowing: ["types", "js"],
      code: `${words}export async function run(aloud: boolean) {
  const all = words();
  if (aloud) {
    for await (const word of all) use(word);
  }
  return Array.fromAsync(«all»);
}
`,
    },
    {
      name: "where a loop may come last",
      knowing: ["types", "js"],
      code: `${words}export async function run(aloud: boolean) {
  const all = words();
  try {
    for await (const word of all) use(word);
  } finally {
    use("said");
  }
  if (aloud) {
    for await (const word of «all») use([word]);
  }
}
`,
    },
    {
      name: "yield* goes through it as well",
      knowing: ["types", "js"],
      code: `${words}export async function* twice() {
  const all = words();
  yield* all;
  yield* «all»;
}
`,
    },
    {
      name: "for each of a list",
      knowing: ["types", "js"],
      messageIds: ["rounds"],
      code: `${words}export async function pairs() {
  const all = words();
  for (const name of names) {
    for await (const word of «all») use([name, word]);
  }
}
`,
    },
    {
      name: "the type says that it is an iterator",
      knowing: ["types"],
      onlyTypeScript: true,
      code: `export async function run(lines: AsyncGenerator<string>) {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  for await (const line of «lines») use([line, all.length]);
}
`,
    },
    {
      name: "a class that is its own iterator",
      knowing: ["types", "js"],
      code: `${countdown}const steps = new Countdown();
for await (const step of steps) use(step);
for await (const step of «steps») use(step);
`,
    },
    {
      name: "a class of another file",
      knowing: ["types", "js"],
      files: { "countdown.ts": countdown.replace("class", "export class") },
      code: `import { Countdown } from "./countdown";
const steps = new Countdown();
for await (const step of steps) use(step);
for await (const step of «steps») use(step);
`,
    },
  ],
});

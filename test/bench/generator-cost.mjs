// What an element costs from a class and from an async generator: `node test/bench/generator-cost.mjs [rounds]`
// Both do the same, one right after the other, in one process; what counts is the ratio within a round.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rounds = Number(process.argv[2] ?? 41);
const warmUps = 5;

if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`The number of rounds must be a whole number above 0, not "${process.argv[2]}"`);
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "yieldwise-cost-"));
const file = join(folder, "4-kib");
await writeFile(file, Buffer.alloc(4096, "x"));

const load = async (i) => i;

class CounterClass {
  #current = 0;

  constructor(end) {
    this.end = end;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.#current === this.end) return { value: undefined, done: true };
    return { value: this.#current++, done: false };
  }
}

async function* counterGenerator(end) {
  for (let current = 0; current !== end; current++) yield current;
}

class LoaderClass {
  #current = 0;

  constructor(end) {
    this.end = end;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.#current === this.end) return { value: undefined, done: true };
    const value = await load(this.#current++);
    return { value, done: false };
  }
}

async function* loaderGenerator(end) {
  for (let current = 0; current !== end; current++) {
    const value = await load(current);
    yield value;
  }
}

class FileClass {
  #current = 0;

  constructor(end) {
    this.end = end;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.#current === this.end) return { value: undefined, done: true };
    this.#current++;
    const { length } = await readFile(file);
    return { value: length, done: false };
  }
}

async function* fileGenerator(end) {
  for (let current = 0; current !== end; current++) {
    const { length } = await readFile(file);
    yield length;
  }
}

// Each has a loop of its own: one that sees both kinds would be compiled for neither.
const cases = [
  {
    name: "without await",
    elements: 200_000,
    viaClass: async (end) => {
      let sum = 0;
      for await (const n of new CounterClass(end)) sum += n;
      return sum;
    },
    viaGenerator: async (end) => {
      let sum = 0;
      for await (const n of counterGenerator(end)) sum += n;
      return sum;
    },
  },
  {
    name: "with one await",
    elements: 150_000,
    viaClass: async (end) => {
      let sum = 0;
      for await (const n of new LoaderClass(end)) sum += n;
      return sum;
    },
    viaGenerator: async (end) => {
      let sum = 0;
      for await (const n of loaderGenerator(end)) sum += n;
      return sum;
    },
  },
  {
    name: "with a file read",
    elements: 400,
    viaClass: async (end) => {
      let sum = 0;
      for await (const n of new FileClass(end)) sum += n;
      return sum;
    },
    viaGenerator: async (end) => {
      let sum = 0;
      for await (const n of fileGenerator(end)) sum += n;
      return sum;
    },
  },
];

try {
  console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}, ${rounds} rounds; medians\n`);
  console.log("                    class      generator  ratio  middle half of the ratios");
  for (const each of cases) printRow(each.name, await measure(each));
} finally {
  await rm(folder, { recursive: true });
}

/** @returns nanoseconds an element by round, the ratio within each round included */
async function measure({ elements, viaClass, viaGenerator }) {
  const results = [];
  for (let round = -warmUps; round < rounds; round++) {
    // Who goes first changes, since the second pays for the garbage of the first.
    const classFirst = round % 2 === 0;
    const first = await time(classFirst ? viaClass : viaGenerator, elements);
    const second = await time(classFirst ? viaGenerator : viaClass, elements);
    if (first.sum !== second.sum) throw new Error("The class and the generator give different values");
    const [byClass, byGenerator] = classFirst ? [first, second] : [second, first];
    if (round >= 0)
      results.push({ byClass: byClass.ns, byGenerator: byGenerator.ns, ratio: byGenerator.ns / byClass.ns });
  }
  return results;
}

async function time(run, elements) {
  const start = process.hrtime.bigint();
  const sum = await run(elements);
  return { sum, ns: Number(process.hrtime.bigint() - start) / elements };
}

function printRow(name, results) {
  const at = (key, share) => {
    const sorted = results.map((result) => result[key]).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * share)];
  };
  const nanoseconds = (key) => `${at(key, 0.5).toFixed(0)} ns`.padEnd(11);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => at("ratio", share).toFixed(2));
  console.log(
    `  ${name.padEnd(18)}${nanoseconds("byClass")}${nanoseconds("byGenerator")}${middle}   ${low} to ${high}`,
  );
}

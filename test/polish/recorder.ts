import { runInThisContext } from "node:vm";
import ts from "typescript";

/** What a world gives to a generator: its arguments, what it finds around it, and `this`. */
export interface World {
  readonly args?: readonly unknown[];
  readonly globals?: Readonly<Record<string, unknown>>;
  readonly self?: object;
  /** Runs in the consumer's loop for each value, before the next one is asked for. */
  readonly onValue?: (value: unknown, index: number) => void;
}

/** What worlds record with; every call is numbered, and one of them may be told to fail. */
export interface Recorder {
  readonly lines: string[];
  readonly note: (what: string) => void;
  /** Makes an async function that is recorded when it is called; it fails when it is its turn. */
  readonly async: <A extends unknown[], R>(
    name: string,
    run: (...args: A) => R,
  ) => (...args: A) => Promise<R>;
  /** The same for a sync function. */
  readonly sync: <A extends unknown[], R>(name: string, run: (...args: A) => R) => (...args: A) => R;
}

export type MakeWorld = (recorder: Recorder) => World;

const mostValues = 12;
const mostCalls = 40;

/** A consumer: draws from the generator as some program would. */
interface Consumer {
  readonly name: string;
  readonly run: (generator: AsyncGenerator, recorder: Recorder, world: World) => Promise<void>;
}

function looping(name: string, leave: (index: number) => "break" | "throw" | "go on"): Consumer {
  return {
    name,
    async run(generator, recorder, world) {
      let index = 0;
      for await (const value of generator) {
        recorder.note(`value ${show(value)}`);
        world.onValue?.(value, index);
        const next = leave(index++);
        if (next === "throw") throw new Error("from the loop's body");
        if (next === "break" || index >= mostValues) break;
      }
      recorder.note("loop is over");
    },
  };
}

function byHand(
  name: string,
  draws: number,
  then: (generator: AsyncGenerator) => Promise<unknown>,
): Consumer {
  return {
    name,
    async run(generator, recorder, world) {
      for (let index = 0; index < draws; index++) {
        const result: IteratorResult<unknown> = await generator.next();
        recorder.note(`result ${show(result.done)} ${result.done === true ? "" : show(result.value)}`);
        if (result.done === true) return;
        world.onValue?.(result.value, index);
      }
      await then(generator);
      recorder.note(`closed, then ${show((await generator.next()).done)}`);
    },
  };
}

function consumers(withThrow: boolean): Consumer[] {
  const list = [looping("full loop", () => "go on")];
  for (const at of [0, 1, 2, 3]) {
    list.push(looping(`break at ${String(at)}`, (index) => (index === at ? "break" : "go on")));
    list.push(byHand(`return() after ${String(at)}`, at, (generator) => generator.return(undefined)));
  }
  list.push(looping("throw at 0", () => "throw"));
  list.push(looping("throw at 2", (index) => (index === 2 ? "throw" : "go on")));
  if (withThrow) {
    for (const at of [1, 2]) {
      list.push(
        byHand(`throw() after ${String(at)}`, at, (generator) => generator.throw(new Error("thrown in"))),
      );
    }
  }
  return list;
}

function newRecorder(failAt: number): Recorder & { readonly calls: () => number } {
  const lines: string[] = [];
  let calls = 0;
  const call = <A extends unknown[], R>(name: string, run: (...args: A) => R, args: A): R => {
    const number = ++calls;
    lines.push(`${name}(${args.map(show).join(", ")})`);
    if (number === failAt || number > mostCalls) throw new Error(`failure in call ${String(number)}`);
    return run(...args);
  };
  return {
    lines,
    calls: () => calls,
    note: (what) => lines.push(what),
    async:
      (name, run) =>
      async (...args) =>
        await call(name, run, args),
    sync:
      (name, run) =>
      (...args) =>
        call(name, run, args),
  };
}

function show(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (typeof value === "function") return "a function";
  return value === undefined ? "undefined" : JSON.stringify(value);
}

type Generated = (this: unknown, ...args: unknown[]) => AsyncGenerator;

const transpiled = new Map<string, string>();

function transpile(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
  }).outputText;
}

/** Compiles a generated function so that names it does not declare are looked up in `globals`. */
function compile(text: string, globals: Readonly<Record<string, unknown>>): Generated {
  const outputText = transpiled.get(text) ?? transpile(text);
  transpiled.set(text, outputText);
  const names = Object.keys(globals);
  const script = `(${names.join(", ")}) => { "use strict"; ${outputText.replace(/^export \{\};?/m, "")}; return generated; }`;
  const make = runInThisContext(script) as (...values: unknown[]) => Generated;
  return make(...names.map((name) => globals[name]));
}

async function record(
  text: string,
  makeWorld: MakeWorld,
  consumer: Consumer,
  failAt: number,
): Promise<{ lines: string[]; calls: number }> {
  const recorder = newRecorder(failAt);
  const world = makeWorld(recorder);
  const generated = compile(text, world.globals ?? {});
  try {
    await consumer.run(generated.apply(world.self, [...(world.args ?? [])]), recorder, world);
  } catch (error) {
    recorder.note(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { lines: recorder.lines, calls: recorder.calls() };
}

/** One run that came out differently. */
export interface Difference {
  readonly world: number;
  readonly consumer: string;
  readonly failAt: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Runs two versions of a generator with every consumer in every world, and once for each call that may fail.
 *
 * @param withThrow - also throw into the generator by hand
 * @returns the first run whose records differ, or `undefined`, and how many runs there were
 */
export async function compare(
  before: string,
  after: string,
  worlds: readonly MakeWorld[],
  withThrow: boolean,
): Promise<{ difference?: Difference; runs: number }> {
  let runs = 0;
  for (const [world, makeWorld] of worlds.entries()) {
    for (const consumer of consumers(withThrow)) {
      let calls = 0;
      for (let failAt = 0; failAt <= Math.min(calls, 8); failAt++) {
        const first = await record(before, makeWorld, consumer, failAt);
        const second = await record(after, makeWorld, consumer, failAt);
        runs++;
        if (failAt === 0) calls = first.calls;
        if (first.lines.join("\n") !== second.lines.join("\n")) {
          const difference = {
            world,
            consumer: consumer.name,
            failAt,
            before: first.lines,
            after: second.lines,
          };
          return { difference, runs };
        }
      }
    }
  }
  return { runs };
}

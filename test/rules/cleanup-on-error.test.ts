import { cleanupOnError } from "../../src/rules/cleanup-on-error";
import { testRule } from "./test-rule";

interface Parts {
  readonly next?: string;
  readonly close?: string;
  readonly more?: string;
  readonly tail?: string;
}

const plainNext = "const line = await this.file.readLine(); return { value: line, done: false };";
const plainClose = "await this.file.close(); return { value: undefined, done: true as const };";

/** The lines of a file that it has opened. */
const lines = ({
  next = plainNext,
  close = plainClose,
  more = "",
  tail = "",
}: Parts): string => `interface File {
  readLine(): Promise<string>;
  close(): Promise<void>;
}
declare function open(name: string): File;
export class Lines {
  file = open("a");
  [Symbol.asyncIterator]() { return this; }
  async next(): Promise<IteratorResult<string, undefined>> {
    ${next}
  }
  async return() {
    ${close}
  }
  ${more}
}
${tail}`;

const marked = (code: string): string => code.replace("async return()", "async «return»()");

/** A function that makes an iterator over an emitter. */
const ticks = (next: string, close: string, start = ""): string => `declare const emitter: {
  on(event: string, listener: (tick: number) => void): void;
  off(event: string, listener: (tick: number) => void): void;
};
export function ticks(): AsyncIterableIterator<number> {
  const queue: number[] = [];
  const push = (tick: number) => queue.push(tick);
  const stop = () => emitter.off("tick", push);
  emitter.on("tick", push);
  ${start}
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() {
      ${next}
      return { value: queue.shift() ?? 0, done: false };
    },
    async return() {
      ${close}
      return { value: undefined, done: true };
    },
  };
}
`;

testRule(cleanupOnError, {
  valid: [
    {
      name: "next() cleans up when it fails",
      code: lines({ next: `try { ${plainNext} } catch (error) { await this.file.close(); throw error; }` }),
    },
    {
      name: "next() calls return() when it fails",
      code: lines({ next: `try { ${plainNext} } catch (error) { await this.return(); throw error; }` }),
    },
    {
      name: "next() calls what return() calls",
      code: lines({
        next: `try { ${plainNext} } catch (error) { await this.#close(); throw error; }`,
        close: "await this.#close(); return { value: undefined, done: true as const };",
        more: "async #close() { await this.file.close(); }",
      }),
    },
    {
      name: "next() closes at the end and when it fails",
      code: lines({
        next: "try { const line = await this.file.readLine(); if (!line) { await this.file.close(); return { value: undefined, done: true }; } return { value: line, done: false }; } catch (error) { await this.file.close(); throw error; }",
      }),
    },
    {
      name: "next() cannot fail",
      code: lines({ next: "await sleep(10); return { value: '', done: false };" }),
    },
    {
      name: "next() catches its failures",
      code: lines({ next: `try { ${plainNext} } catch { return { value: undefined, done: true }; }` }),
    },
    {
      name: "others can close it",
      code: lines({ more: "async close() { await this.file.close(); }" }),
    },
    {
      name: "it can be disposed of",
      code: lines({ more: "async [Symbol.asyncDispose]() { await this.file.close(); }" }),
    },
    {
      name: "a source that has failed has stopped",
      code: lines({ close: "return { value: undefined, done: true as const };" }),
    },
    {
      name: "somebody calls return() by hand",
      code: lines({
        tail: `async function first() { const lines = new Lines(); try { return (await lines.next()).value; } finally { await lines.return(); } }
void first();
`,
      }).replace("export class", "class"),
    },
    {
      name: "a helper that next() calls, too",
      code: ticks("try { await sleep(1); await read(); } catch (error) { stop(); throw error; }", "stop();"),
    },
    {
      name: "an abort lets go",
      code: ticks(
        "await read();",
        "stop();",
        `AbortSignal.timeout(100).addEventListener("abort", stop, { once: true });`,
      ),
    },
    {
      name: "what it was given is not its own",
      code: lines({}).replace(
        'file = open("a");',
        "file: File; constructor(file: File) { this.file = file; }",
      ),
    },
    {
      name: "the catch of next() hands the failure to somebody",
      code: lines({ next: `try { ${plainNext} } catch (error) { use(error); throw error; }` }),
    },
    {
      name: "a function outside that next() calls lets go, too",
      code: lines({
        next: `try { ${plainNext} } catch (error) { shut(this); throw error; }`,
        tail: "function shut(lines: Lines) { void lines.file.close(); }",
      }),
    },
    {
      name: "an async generator with finally",
      code: `interface File { readLine(): Promise<string>; close(): Promise<void> }
declare function open(name: string): File;
export async function* lines() {
  const file = open("a");
  try {
    while (true) yield await file.readLine();
  } finally {
    await file.close();
  }
}
`,
    },
  ],
  invalid: [
    { name: "return() alone closes", code: marked(lines({})) },
    {
      name: "next() closes at the end, and not when it fails",
      messageIds: ["ending"],
      code: marked(
        lines({
          next: "const line = await this.file.readLine(); if (!line) { await this.file.close(); return { value: undefined, done: true }; } return { value: line, done: false };",
        }),
      ),
    },
    {
      name: "it is opened late",
      code: marked(
        lines({ next: `this.file ??= open("b"); ${plainNext}` }).replace('file = open("a");', "file!: File;"),
      ),
    },
    {
      name: "next() throws",
      code: marked(lines({ next: "await sleep(1); throw new Error('broken');" })),
    },
    {
      name: "return() has a helper for it that nobody else calls",
      code: marked(
        lines({
          close: "await this.#close(); return { value: undefined, done: true as const };",
          more: "async #close() { await this.file.close(); }",
        }),
      ),
    },
    {
      name: "the catch of next() does something else",
      code: marked(
        lines({ next: `try { ${plainNext} } catch (error) { console.error(error); throw error; }` }),
      ),
    },
    {
      name: "a listener",
      code: marked(ticks("await read();", `emitter.off("tick", push);`)),
    },
    {
      name: "a helper for a listener",
      knowing: ["types", "js"],
      code: marked(ticks("await read();", "stop();")),
    },
    {
      name: "a promise that is rejected",
      code: marked(
        ticks("", `emitter.off("tick", push);`).replace(
          /async next\(\) \{[^]*?\n {4}\},/,
          "next() {\n      return new Promise((resolve, reject) => { setTimeout(() => (queue.length > 0 ? resolve({ value: 1, done: false }) : reject(new Error())), 10); });\n    },",
        ),
      ),
    },
  ],
});

import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import { defaultOptions } from "../../src/engine/options";
import { createProject } from "../support/project";

/** A class that waits to be woken up. */
const classWith = (listen: string, close: string): string => `
  interface Socket { onclose: () => void; on(event: string, handler: () => void): void; once(event: string, handler: () => void): void;
    addEventListener(event: string, handler: () => void): void; close(): void }
  export class Rows {
    private rows: string[] = [];
    private wake: (() => void) | undefined;
    private waiting: (() => void)[] = [];
    constructor(private readonly socket: Socket, private readonly other: Socket) { ${listen} }
    onClose() { this.stop(); }
    private stop() { this.wake?.(); }
    private flush() { for (const go of this.waiting) go(); }
    private note() { this.rows.push("closed"); }
    [Symbol.asyncIterator]() { return this; }
    async next(): Promise<IteratorResult<string>> {
      if (this.rows.length === 0)
        await new Promise<void>((resolve) => { this.wake = resolve; this.waiting.push(() => resolve()); });
      const value = this.rows.shift();
      return value === undefined ? { value, done: true } : { value, done: false };
    }
    async return(): Promise<IteratorResult<string>> { ${close} return { value: undefined, done: true }; }
  }
`;

function verdict(listen: string, close: string, outsideConsumers: "serial" | "unknown" = "unknown"): string {
  const project = createProject({ "a.ts": classWith(listen, close), "package.json": '{"main":"a.js"}' });
  expect(project.errors()).toEqual([]);
  const [site] = analyze(ts, project.sourceFile("a.ts"), project.facts, {
    ...defaultOptions,
    outsideConsumers,
  });
  return site?.offers[0]?.reasons.find(({ code }) => code === "queued-return")?.verdict ?? "none";
}

const handlers = [
  "socket.onclose = () => this.wake?.();",
  "this.socket.onclose = () => { this.stop(); };",
  'socket.on("close", () => { this.wake?.(); });',
  'socket.once("close", this.onClose.bind(this));',
  'socket.addEventListener("close", () => this.flush());',
  'const self = this; socket.on("close", function () { self.stop(); });',
];

describe("return() that closes what wakes up a pending next()", () => {
  it.each(handlers)("is refused, for it is sure to end the wait: %s", (listen) => {
    expect(verdict(listen, "this.socket.close();")).toBe("refused");
  });

  it.each(handlers)("makes no difference to who draws one by one: %s", (listen) => {
    expect(verdict(listen, "this.socket.close();", "serial")).toBe("none");
  });

  it.each([
    ["another object is closed", "socket.onclose = () => this.wake?.();", "this.other.close();"],
    ["its handler wakes nobody up", "socket.onclose = () => this.note();", "this.socket.close();"],
    ["nothing listens to it", "", "this.socket.close();"],
  ])("may end the wait at most where %s", (_, listen, close) => {
    expect(verdict(listen, close)).toBe("review");
  });
});

import { noOverwrittenWaiter } from "../../src/rules/no-overwritten-waiter";
import { testRule } from "./test-rule";

/** Messages that arrive when they like. */
const inbox = (field: string, wait: string): string => `type Step = IteratorResult<string>;
export class Inbox {
  messages: string[] = [];
  ${field}
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<Step> {
    const value = this.messages.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
${wait.replace(/^/gm, "    ")}
  }
}
`;

const resolver = "resolve: ((step: Step) => void) | undefined;";

testRule(noOverwrittenWaiter, {
  valid: [
    {
      name: "a queue of waiters",
      code: inbox(
        "waiting: ((step: Step) => void)[] = [];",
        "return new Promise((resolve) => this.waiting.push(resolve));",
      ),
    },
    {
      name: "a second call is refused",
      code: inbox(
        resolver,
        `if (this.resolve) return Promise.reject(new Error("one at a time"));
return new Promise((resolve) => { this.resolve = resolve; });`,
      ),
    },
    {
      name: "both calls get the same promise",
      code: inbox(
        `${resolver}
  pending: Promise<Step> | undefined;`,
        "return (this.pending ??= new Promise((resolve) => { this.resolve = resolve; }));",
      ),
    },
    {
      name: "the waiter is a variable of the call",
      code: inbox(
        "",
        `let wake: (step: Step) => void = use;
const step = new Promise<Step>((resolve) => { wake = resolve; });
setTimeout(() => wake({ value: undefined, done: true }), 10);
return step;`,
      ),
    },
    {
      name: "the executor settles its promise itself",
      code: inbox(
        "",
        "return new Promise((resolve) => setTimeout(() => resolve({ value: undefined, done: true }), 10));",
      ),
    },
    {
      name: "a generator, whose calls wait in line",
      code: `let wake: (() => void) | undefined;
export const inbox = {
  async *[Symbol.asyncIterator]() {
    await new Promise<void>((resolve) => { wake = resolve; });
    wake?.();
    yield 1;
  },
};
`,
    },
  ],
  invalid: [
    {
      name: "room for one waiter",
      code: inbox(resolver, "return new Promise((resolve) => { «this.resolve» = resolve; });"),
    },
    {
      name: "as the body of an arrow",
      code: inbox(resolver, "return new Promise((resolve) => («this.resolve» = resolve));"),
    },
    {
      name: "resolve and reject in one object",
      code: inbox(
        "waiter: { resolve: (step: Step) => void; reject: (error: unknown) => void } | undefined;",
        "return new Promise((resolve, reject) => { «this.waiter» = { resolve, reject }; });",
      ),
    },
    {
      name: "a wake-up in a variable around a literal",
      code: `export function inbox() {
  const messages: string[] = [];
  let wake: (() => void) | undefined;
  const push = (message: string) => { messages.push(message); wake?.(); };
  return {
    push,
    [Symbol.asyncIterator]: () => ({
      async next() {
        while (messages.length === 0) {
          await new Promise<void>((resolve) => { «wake» = resolve; });
        }
        return { value: messages.shift(), done: false };
      },
    }),
  };
}
`,
    },
  ],
});

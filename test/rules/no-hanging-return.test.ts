import { noHangingReturn } from "../../src/rules/no-hanging-return";
import { testRule } from "./test-rule";

/** Messages of an event target, with this `return()`. */
const inbox = (
  close: string,
  wait = "return new Promise((resolve) => this.waiting.push(resolve));",
): string => `type Step = IteratorResult<string>;
declare const target: EventTarget;
declare function settleAll(): void;
export class Inbox {
  stopped = false;
  waiting: ((step: Step) => void)[] = [];
  listener = () => this.waiting.shift()?.({ value: "message", done: false });
  constructor() { target.addEventListener("message", this.listener); }
  [Symbol.asyncIterator]() { return this; }
  next(): Promise<Step> {
    ${wait}
  }
${close.replace(/^/gm, "  ")}
}
`;

testRule(noHangingReturn, {
  valid: [
    {
      name: "settles what is pending",
      code: inbox(`async return(): Promise<Step> {
  target.removeEventListener("message", this.listener);
  for (const resolve of this.waiting) resolve({ value: undefined, done: true });
  return { value: undefined, done: true };
}`),
    },
    {
      name: "settles it in a method of its own",
      code: inbox(`async return(): Promise<Step> {
  this.stop();
  return { value: undefined, done: true };
}
stop() {
  target.removeEventListener("message", this.listener);
  while (this.waiting.length > 0) this.waiting.shift()?.({ value: undefined, done: true });
}`),
    },
    {
      name: "calls something that may settle it",
      code: inbox(`async return(): Promise<Step> {
  settleAll();
  return { value: undefined, done: true };
}`),
    },
    {
      name: "a timer settles it in any case",
      code: inbox(
        `async return(): Promise<Step> {
  target.removeEventListener("message", this.listener);
  return { value: undefined, done: true };
}`,
        `return new Promise((resolve) => {
      this.waiting.push(resolve);
      setTimeout(() => resolve({ value: undefined, done: true }), 1000);
    });`,
      ),
    },
    { name: "no return()", code: inbox("close() { this.stopped = true; }") },
  ],
  invalid: [
    {
      name: "lets go of the source, and nothing comes any more",
      code: inbox(`async «return»(): Promise<Step> {
  target.removeEventListener("message", this.listener);
  return { value: undefined, done: true };
}`),
    },
    {
      name: "a flag does not wake anybody",
      code: inbox(`«return»(): Promise<Step> {
  this.stopped = true;
  return Promise.resolve({ value: undefined, done: true });
}`),
    },
    {
      name: "a method of its own that does not either",
      code: inbox(`async «return»(): Promise<Step> {
  this.stop();
  return { value: undefined, done: true };
}
stop() {
  target.removeEventListener("message", this.listener);
}`),
    },
  ],
});

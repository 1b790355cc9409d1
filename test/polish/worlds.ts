import type { MakeWorld } from "./recorder";

/** Only arguments; made anew for each run when they are given by a function. */
export const withArgs =
  (make: () => unknown[]): MakeWorld =>
  () => ({ args: make() });

/** `sleep(ms)` and `log(what)` around the generator, and arguments. */
export const withHelpers =
  (...args: unknown[]): MakeWorld =>
  ({ async, sync }) => ({
    args: structuredClone(args),
    globals: { sleep: async("sleep", () => undefined), log: sync("log", () => undefined) },
  });

/** One argument `next` that gives these values one after the other, and `log`. */
export const withValues =
  (...values: unknown[]): MakeWorld =>
  ({ async, sync }) => {
    const rest = [...values];
    return { args: [async("next", () => rest.shift())], globals: { log: sync("log", () => undefined) } };
  };

/** A client whose `list(cursor)` gives pages `{ items, next }`; the last has no `next`. */
export const withPages =
  (...pages: string[][]): MakeWorld =>
  ({ async, sync }) => ({
    args: [
      {
        list: async("list", (cursor: unknown) => {
          const at = Number(cursor ?? 0);
          return { items: [...(pages[at] ?? [])], next: at + 1 < pages.length ? String(at + 1) : undefined };
        }),
      },
    ],
    globals: { log: sync("log", () => undefined) },
  });

/** An async source that records what is done to it. */
export const withSource =
  (values: unknown[], final?: unknown): MakeWorld =>
  ({ async, sync, note }) => {
    const rest = [...values];
    const step = async("next", () =>
      rest.length > 0 ? { done: false, value: rest.shift() } : { done: true, value: final },
    );
    const source = {
      [Symbol.asyncIterator]() {
        note("opened");
        return source;
      },
      // `yield*` gives `undefined` as an argument, a call by hand gives none: no difference that a source could mean.
      next: () => step(),
    };
    return { args: [source], globals: { log: sync("log", () => undefined) } };
  };

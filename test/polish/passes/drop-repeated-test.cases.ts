import { dropRepeatedTest } from "../../../src/engine/polish/passes/drop-repeated-test";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(dropRepeatedTest, [
  {
    name: "asked just before",
    before: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (!result.done) {
            if (result.done) return;
            yield result.value;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (!result.done) {
            yield result.value;
            continue;
          }
          return;
        }
      }`,
    worlds: [withValues({ done: false, value: 1 }, { done: true })],
  },
  {
    name: "asked again behind what leaves on it",
    before: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (result.done || result.value > 2) return;
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (result.done || result.value > 2) return;
          yield result.value;
        }
      }`,
    worlds: [withValues({ done: false, value: 1 }, { done: true }), withValues({ done: false, value: 3 })],
  },
  {
    name: "asked again behind what leaves only if more holds",
    before: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (result.done && result.value === undefined) return;
          if (result.done) return result.value;
          yield result.value;
        }
      }`,
    worlds: [withValues({ done: false, value: 1 }, { done: true }), withValues({ done: true, value: 3 })],
  },
  {
    name: "the same test",
    before: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (result.done) {
            if (result.done) return result.value;
            return 0;
          }
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        while (true) {
          const result = await next();
          if (result.done) {
            return result.value;
            return 0;
          }
          yield result.value;
        }
      }`,
    worlds: [withValues({ done: false, value: 1 }, { done: true, value: 2 })],
  },
  {
    name: "the same test, whose branch declares something",
    before: `
      async function* generated(next: () => Promise<{ done: boolean; value: number }>) {
        const result = await next();
        if (result.done) {
          if (result.done) {
            const last = result.value;
            yield last;
          }
          return 0;
        }
      }`,
  },
  {
    name: "something happens in between",
    before: `
      async function* generated(next: () => Promise<{ done: boolean }>) {
        const result = await next();
        if (!result.done) {
          log(result);
          if (result.done) return;
          yield 1;
        }
      }`,
  },
  {
    name: "asking has an effect",
    before: `
      async function* generated(next: () => boolean) {
        if (!next()) {
          if (next()) return;
          yield 1;
        }
      }`,
  },
  {
    name: "an author's own code would go",
    before: `
      async function* generated(next: () => Promise<{ done: boolean }>) {
        const result = await next();
        if (!result.done) {
          if (result.done) {
            log("never");
            return;
          }
          yield 1;
        }
      }`,
  },
  {
    name: "asked for true alone, and for any end behind it",
    before: `
      async function* generated(next: () => Promise<IteratorResult<string>>) {
        while (true) {
          const result = await next();
          if (result.done === true) return;
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<IteratorResult<string>>) {
        while (true) {
          const result = await next();
          if (result.done) return;
          yield result.value;
        }
      }`,
    worlds: [
      withValues({ value: "a", done: false }, { value: undefined, done: true }),
      withValues({ value: "a" }, { value: undefined, done: 1 }),
    ],
  },
  {
    name: "asked for the same of what may be missing",
    before: `
      async function* generated(results: IteratorResult<string>[]) {
        const last = results.at(-1);
        if (last?.done) {
          if (last.done) return last.value;
          yield last.value;
        }
        yield "more";
      }`,
    after: `
      async function* generated(results: IteratorResult<string>[]) {
        const last = results.at(-1);
        if (last?.done) {
          return last.value;
          yield last.value;
        }
        yield "more";
      }`,
    worlds: [
      withArgs(() => [[]]),
      withArgs(() => [[{ value: "a", done: false }]]),
      withArgs(() => [[{ value: "a", done: true }]]),
    ],
  },
  {
    name: "the opposite is asked of what may be missing, and the second question fails there",
    before: `
      async function* generated(results: IteratorResult<string>[]) {
        const last = results.at(-1);
        if (!last?.done) {
          if (!last.done) return;
          yield "more";
        }
      }`,
  },
  {
    name: "it is compared with what may be missing",
    before: `
      async function* generated(results: IteratorResult<string>[]) {
        const last = results.at(-1);
        if (last?.done !== true) {
          if (last.done !== true) return;
          yield "more";
        }
      }`,
  },
]);

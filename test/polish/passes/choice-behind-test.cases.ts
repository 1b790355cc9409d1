import { choiceBehindTest } from "../../../src/engine/polish/passes/choice-behind-test";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(choiceBehindTest, [
  {
    name: "a value that is chosen by the flag that is asked behind",
    before: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const done = (await next()) === undefined;
          const value = done ? undefined : await next();
          if (done) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const done = (await next()) === undefined;
          if (done) return undefined;
          const value = await next();
          yield value;
        }
      }`,
    worlds: [withValues(1, 2, 3, 4), withValues(1, 2), withValues()],
  },
  {
    name: "what a result says of itself",
    before: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const step = await next();
          const value = step.done ? undefined : await log(step.value);
          if (step.done) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const step = await next();
          if (step.done) return undefined;
          const value = await log(step.value);
          yield value;
        }
      }`,
    worlds: [withValues({ value: 1, done: false }, { done: true })],
  },
  {
    name: "a value behind '&&', which nobody asks for in the end",
    before: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const { value, done } = await next();
          const item = !done && log(value);
          if (done) return;
          yield item;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        while (true) {
          const { value, done } = await next();
          if (done) return;
          const item = log(value);
          yield item;
        }
      }`,
    worlds: [withValues({ value: 1, done: false }, { done: true })],
  },
  {
    name: "the choice changes what is asked",
    before: `
      async function* generated(rows: Item[]) {
        let index = 0;
        while (true) {
          const value = index === rows.length ? undefined : rows[index++];
          if (index === rows.length) return value;
          yield value;
        }
      }`,
  },
  {
    name: "a call may change what is asked",
    before: `
      async function* generated(queue: Queue) {
        while (true) {
          const value = queue.closed ? undefined : queue.take();
          if (queue.closed) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the test does not leave",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const done = (await next()) === undefined;
        const value = done ? undefined : await next();
        if (done) log(value);
        yield value;
      }`,
  },
  {
    name: "what is chosen for the end does something, and nobody asks for it",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const done = (await next()) === undefined;
        const value = done ? log("end") : await next();
        if (done) return;
        yield value;
      }`,
  },
  {
    name: "something else is asked",
    before: `
      async function* generated(first: boolean, last: boolean) {
        const value = first ? 1 : 2;
        if (last) return value;
        yield value;
      }`,
  },
  {
    name: "the value may be taken ahead where it only reads",
    before: `
      async function* generated(a: { done: boolean }, b: number) {
        const value = a.done ? undefined : b;
        if (a.done) return value;
        yield value;
      }`,
    after: `
      async function* generated(a: { done: boolean }, b: number) {
        if (a.done) return undefined;
        const value = b;
        yield value;
      }`,
    worlds: [withArgs(() => [{ done: false }, 1]), withArgs(() => [{ done: true }, 1])],
  },
]);

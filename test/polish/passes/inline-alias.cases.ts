import { inlineAlias } from "../../../src/engine/polish/passes/inline-alias";
import { testPass } from "../cases";
import { withValues } from "../worlds";
import { withHelpers } from "../worlds";

testPass(inlineAlias, [
  {
    name: "the variable of a loop's head",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let row = 0; row < 3; row++) {
          const current = row;
          if ((await next()) > 1) continue;
          yield () => current;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        for (let row = 0; row < 3; row++) {
          if ((await next()) > 1) continue;
          yield () => row;
        }
      }`,
    worlds: [withValues(1, 2, 0)],
  },
  {
    name: "the variable of a loop's head, which the body writes",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let row = 0; row < 3; row++) {
          const current = row;
          row += await next();
          yield current;
        }
      }`,
  },
  {
    name: "another name for a parameter",
    before: `
      async function* generated(end: number) {
        const last: number = end;
        yield { last };
        yield last;
      }`,
    after: `
      async function* generated(end: number) {
        yield { last: end };
        yield end;
      }`,
    worlds: [withHelpers(3)],
  },
  {
    name: "this by another name",
    before: `
      async function* generated() {
        const self = this;
        yield self.items.map((item) => self.prefix + item);
      }`,
    after: `
      async function* generated() {
        yield this.items.map((item) => this.prefix + item);
      }`,
    worlds: [() => ({ self: { items: ["a"], prefix: "-" } })],
  },
  {
    name: "another name for a constant of the function",
    before: `
      async function* generated(end: number) {
        const items = [end];
        let index = 0;
        while (true) {
          const current = items;
          if (index >= current.length) return;
          yield current[index++];
        }
      }`,
    after: `
      async function* generated(end: number) {
        const items = [end];
        let index = 0;
        while (true) {
          if (index >= items.length) return;
          yield items[index++];
        }
      }`,
    worlds: [withHelpers(3)],
  },
  {
    name: "what it stands for is replaced later",
    before: `
      async function* generated(end: number) {
        let items = [end];
        const first = items;
        items = [end, end];
        yield first.length + items.length;
      }`,
  },
  {
    name: "this is another one in a function",
    before: `
      async function* generated() {
        const self = this;
        yield function () {
          return self.items;
        };
      }`,
  },
  {
    name: "the parameter changes",
    before: `
      async function* generated(end: number) {
        const first = end;
        end++;
        yield first + end;
      }`,
  },
  {
    name: "another variable has the name further in",
    before: `
      async function* generated(end: number) {
        const last = end;
        for (const end of [1, 2]) {
          yield last + end;
        }
      }`,
  },
]);

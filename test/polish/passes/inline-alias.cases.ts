import { inlineAlias } from "../../../src/engine/polish/passes/inline-alias";
import { testPass } from "../cases";
import { withArgs, withHelpers, withValues } from "../worlds";

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
  {
    name: "a variable that changes only after the alias was asked",
    before: `
      async function* generated(step: (n: number | undefined) => Promise<number>) {
        let current: number | undefined;
        while (true) {
          const currentCurrent = current;
          // from where it is
          const node = await step(currentCurrent === undefined ? 0 : currentCurrent);
          if (node > 3) return;
          current = node;
          yield node;
        }
      }`,
    after: `
      async function* generated(step: (n: number | undefined) => Promise<number>) {
        let current: number | undefined;
        while (true) {
          // from where it is
          const node = await step(current === undefined ? 0 : current);
          if (node > 3) return;
          current = node;
          yield node;
        }
      }`,
    worlds: [withArgs(() => [async (n: number) => n + 1])],
  },
  {
    name: "a variable that changes before the alias is asked",
    before: `
      async function* generated(step: (n: number) => Promise<number>) {
        let current = 0;
        while (current < 3) {
          const current2 = current;
          current = await step(current);
          yield current2;
        }
      }`,
  },
  {
    name: "a variable that a loop changes between two questions",
    before: `
      async function* generated(step: (n: number) => Promise<number>) {
        let current = 0;
        while (true) {
          const current2 = current;
          while (current2 < 3) {
            current = await step(current2);
            yield current;
          }
        }
      }`,
  },
  {
    name: "a closure changes the variable",
    before: `
      async function* generated(step: (n: () => number) => Promise<number>) {
        let current = 0;
        while (true) {
          const current2 = current;
          yield await step(() => current++);
          yield current2;
        }
      }`,
  },
  {
    name: "the author gives the variable a name for the round",
    before: `
      async function* generated(step: (n: number) => Promise<number>) {
        let current = 0;
        while (true) {
          const previous = current;
          yield previous;
          current = await step(previous);
        }
      }`,
  },
  {
    name: "a variable for this",
    before: `
      function* generated(this: { items: string[] }) {
        var self = this;
        yield self.items[0];
        yield (() => self.items[1])();
      }`,
    after: `
      function* generated(this: { items: string[] }) {
        yield this.items[0];
        yield (() => this.items[1])();
      }`,
    worlds: [withArgs(() => [])],
  },
  {
    name: "a variable for this that a function asks for, where this is another",
    before: `
      function* generated(this: { items: string[] }) {
        var self = this;
        yield self.items.filter(function () {
          return self.items.length > 1;
        });
      }`,
  },
  {
    name: "a variable for this that may not have its value yet",
    before: `
      function* generated(this: { items: string[] }, name: string) {
        yield typeof self;
        var self = this;
        yield self.items[0];
      }`,
  },
  {
    name: "another name for what stands outside and stays",
    before: `
      async function* generated() {
        const all = names;
        yield all.length;
        yield all[0];
      }`,
    after: `
      async function* generated() {
        yield names.length;
        yield names[0];
      }`,
    context: { facts: { names: { isArray: true, isStable: true } } },
    worlds: [() => ({ args: [], globals: { names: ["a", "b"] } })],
  },
  {
    name: "another name for a constant outside",
    before: `
      async function* generated() {
        const record = storage;
        for (let i = 0; i < record.length; i++) yield record.at(i);
      }`,
    after: `
      async function* generated() {
        for (let i = 0; i < storage.length; i++) yield storage.at(i);
      }`,
    context: { facts: { storage: { isConstant: true } } },
    worlds: [() => ({ args: [], globals: { storage: ["a", "b"] } })],
  },
  {
    name: "another name for a constant outside, with a type of its own",
    before: `
      async function* generated() {
        const record: readonly string[] = storage;
        for (let i = 0; i < record.length; i++) yield record.at(i);
      }`,
    context: { facts: { storage: { isConstant: true } } },
  },
  {
    name: "another name for what stands outside, and may be another array later",
    before: `
      async function* generated() {
        const all = names;
        yield all.length;
        yield all[0];
      }`,
    context: { facts: { names: { isArray: true } } },
  },
  {
    name: "another name for what stands outside, where something inside is named so",
    before: `
      async function* generated() {
        const all = names;
        yield all.map((names) => names + all[0]);
      }`,
    context: { facts: { names: { isArray: true, isStable: true } } },
  },
  {
    name: "a constant of the same block under another name, where a parameter is called the same",
    before: `
      function* generated(value: number) {
        let next = value;
        while (next < 3) {
          const value = next;
          const current = value;
          next++;
          yield current;
        }
      }`,
    after: `
      function* generated(value: number) {
        let next = value;
        while (next < 3) {
          const value = next;
          next++;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [1])],
  },
  {
    name: "a constant of the same block under a name that says more",
    before: `
      function* generated(next: number) {
        while (next < 3) {
          const value = next;
          const width = value;
          next++;
          yield [width, value];
        }
      }`,
  },
  {
    name: "a constant of the same block, which is called as one further in",
    before: `
      function* generated(next: number) {
        while (next < 3) {
          const value = next;
          const current = value;
          next++;
          yield [1].map((value) => value + current);
        }
      }`,
  },
]);

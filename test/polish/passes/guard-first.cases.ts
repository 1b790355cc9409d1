import { guardFirst } from "../../../src/engine/polish/passes/guard-first";
import { testPass } from "../cases";
import { withArgs, withHelpers } from "../worlds";

testPass(guardFirst, [
  {
    name: "the answer has a name, and the counter is stepped meanwhile",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const done = i === list.length;
          const value = list[i];
          i++;
          // over
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) return;
          const value = list[i];
          i++;
          // over
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the value first",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const value = list[i];
          const done = i === list.length;
          i += 1;
          if (done) break;
          yield value;
        }
        log("over");
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) break;
          const value = list[i];
          i += 1;
          yield value;
        }
        log("over");
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "the guard asks for what was kept of it",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const at = i;
          i++;
          if (at === list.length) return;
          yield [at, i];
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) return;
          const at = i;
          i++;
          yield [at, i];
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the end gives what was kept",
    before: `
      async function* generated(stop: number) {
        let i = 0;
        while (true) {
          const value = i;
          const done = i === stop;
          i++;
          if (done) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated(stop: number) {
        let i = 0;
        while (true) {
          if (i === stop) return i;
          const value = i;
          i++;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [2])],
  },
  {
    name: "what was kept had been changed",
    before: `
      async function* generated(stop: number) {
        let i = 0;
        while (true) {
          i++;
          const value = i;
          if (value === stop) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the guard asks for what was changed",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (true) {
          i++;
          if (i === end) return;
          yield i;
        }
      }`,
  },
  {
    name: "what is worked out before could fail",
    before: `
      async function* generated(list: any[], end: number) {
        let i = 0;
        while (true) {
          const value = list[i].name;
          if (i === end) return;
          i++;
          yield value;
        }
      }`,
  },
  {
    name: "a resource is released on the way out",
    before: `
      async function* generated(lock: Disposable, end: number) {
        let i = 0;
        while (true) {
          using held = lock;
          if (i === end) return;
          yield i++;
        }
      }`,
  },
  {
    name: "an effect before it",
    before: `
      async function* generated(next: () => Promise<number>, end: number) {
        let i = 0;
        while (true) {
          const value = await next();
          if (i === end) return;
          i++;
          yield value;
        }
      }`,
  },
  {
    name: "the count is asked for behind the loop",
    before: `
      async function* generated(end: number) {
        let i = 0;
        let rounds = 0;
        while (true) {
          rounds++;
          if (i === end) break;
          yield i++;
        }
        log(rounds);
      }`,
  },
  {
    name: "the count is asked for on the way out",
    before: `
      async function* generated(end: number) {
        let i = 0;
        let rounds = 0;
        try {
          while (true) {
            rounds++;
            if (i === end) return;
            yield i++;
          }
        } finally {
          log(rounds);
        }
      }`,
  },
  {
    name: "the answer is asked for twice",
    before: `
      async function* generated(end: number) {
        let i = 0;
        while (true) {
          const isLast = i === end;
          i++;
          if (isLast) return;
          yield isLast;
        }
      }`,
  },
  {
    name: "the final value is an element",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const value = list[i];
          const done = i === list.length;
          i += 1;
          if (done) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          if (i === list.length) return list[i];
          const value = list[i];
          i += 1;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "the final value is a member of the object by one of two names",
    context: { facts: { i: { isNumber: true } } },
    before: `
      async function* generated() {
        let i = 0;
        while (true) {
          const done = i > 1;
          const value = this[i === 0 ? "a" : "b"];
          i++;
          if (done) return value;
          yield value;
        }
      }`,
    after: `
      async function* generated() {
        let i = 0;
        while (true) {
          if (i > 1) return this[i === 0 ? "a" : "b"];
          const value = this[i === 0 ? "a" : "b"];
          i++;
          yield value;
        }
      }`,
    worlds: [() => ({ self: { a: 1, b: 2 } })],
  },
  {
    name: "the final value is a member by what may be anything",
    before: `
      async function* generated(key: any) {
        let i = 0;
        while (true) {
          const done = i === 1;
          const value = this[key];
          i++;
          if (done) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the final value is read behind the step",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const done = i === list.length;
          i++;
          const value = list[i];
          if (done) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the final value is worked out",
    before: `
      async function* generated(list: string[], read: (text: string) => string) {
        let i = 0;
        while (true) {
          const done = i === list.length;
          const value = read(list[i]!);
          i++;
          if (done) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the final value has a type of its own",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (true) {
          const done = i === list.length;
          const value: string | null = list[i];
          i++;
          if (done) return value;
          yield value;
        }
      }`,
  },
  {
    name: "the opposite could not be the loop's condition",
    before: `
      async function* generated(end: any) {
        let i = 0;
        while (true) {
          const isLast = i > end;
          i++;
          if (isLast) return;
          yield i;
        }
      }`,
  },
]);

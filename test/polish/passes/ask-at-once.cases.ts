import { askAtOnce } from "../../../src/engine/polish/passes/ask-at-once";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

testPass(askAtOnce, [
  {
    name: "the answer has the name of a result's member",
    before: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          const done = value === undefined;
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          if (value === undefined) return;
          yield value;
        }
      }`,
    worlds: [withValues("a", "b", undefined)],
  },
  {
    name: "the answer is only a part of what is asked",
    before: `
      async function* generated(last: number) {
        let n = 0;
        while (true) {
          const done = last + 1 < 0;
          n += 1;
          if (done || n > 3) return;
          if (n > 2) return;
          yield n;
        }
      }`,
  },
  {
    name: "what is compared never changes",
    before: `
      async function* generated(last: number) {
        let n = 0;
        while (true) {
          const isEnd = last + 1 < 3;
          n += 1;
          if (isEnd) return;
          yield n;
          if (n > last) return;
        }
      }`,
    after: `
      async function* generated(last: number) {
        let n = 0;
        while (true) {
          n += 1;
          if (last + 1 < 3) return;
          yield n;
          if (n > last) return;
        }
      }`,
    worlds: [withArgs(() => [1]), withArgs(() => [3])],
  },
  {
    name: "what is compared changes meanwhile",
    before: `
      async function* generated(last: number) {
        let n = 0;
        while (true) {
          const done = n === last;
          n += 1;
          if (done) return;
          yield n;
        }
      }`,
  },
  {
    name: "comparing may do something",
    before: `
      async function* generated(last: any) {
        while (true) {
          const done = last < 3;
          log("asked");
          if (done) return;
          yield last;
        }
      }`,
  },
  {
    name: "the name says something",
    before: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          const isMissing = value === undefined;
          if (isMissing) return;
          yield value;
        }
      }`,
  },
  {
    name: "it is asked for twice",
    before: `
      async function* generated(next: () => Promise<string | undefined>) {
        while (true) {
          const value = await next();
          const done = value === undefined;
          if (done) return;
          yield [value, done];
        }
      }`,
  },
]);

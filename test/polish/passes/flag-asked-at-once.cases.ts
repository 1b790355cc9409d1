import { flagAskedAtOnce } from "../../../src/engine/polish/passes/flag-asked-at-once";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(flagAskedAtOnce, [
  {
    name: "set from an answer, asked for right behind and at the head",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended!: boolean;
        while (true) {
          const value = await next();
          if (ended || value === undefined) return;
          // too large
          ended = value > 2;
          if (ended) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (true) {
          const value = await next();
          if (false || value === undefined) return;
          // too large
          if (value > 2) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2, 3, 1), withValues(1), withValues()],
  },
  {
    name: "asked for at the head of the loop",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended = false;
        while (!ended) {
          const value = await next();
          ended = !value;
          if (ended) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<any>) {
        while (!false) {
          const value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2), withValues()],
  },
  {
    name: "given away",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended = false;
        while (true) {
          const value = await next();
          log(ended);
          ended = !value;
          if (ended) return;
          yield value;
        }
      }`,
  },
  {
    name: "not asked for right behind",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended = false;
        while (true) {
          if (ended) return;
          const value = await next();
          ended = !value;
          yield value;
        }
      }`,
  },
  {
    name: "asked for by what runs behind the return",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended = false;
        try {
          while (true) {
            const value = await next();
            ended = !value;
            if (ended) return;
            yield value;
          }
        } finally {
          if (!ended) log("left");
        }
      }`,
  },
  {
    name: "true at first",
    before: `
      async function* generated(next: () => Promise<any>) {
        let first = true;
        while (true) {
          const value = await next();
          if (first) log("first");
          first = !value;
          if (first) return;
          yield value;
        }
      }`,
  },
  {
    name: "a closure knows it",
    before: `
      async function* generated(next: () => Promise<any>) {
        let ended = false;
        while (true) {
          const value = await next();
          ended = !value;
          if (ended) return;
          yield () => ended;
        }
      }`,
  },
  {
    name: "the end is told something",
    before: `
      async function* generated(next: () => Promise<string[]>) {
        let isOver = false;
        while (!isOver) {
          const rows = await next();
          isOver = rows.length === 0;
          if (isOver) return rows;
          yield rows;
        }
        return null;
      }`,
    after: `
      async function* generated(next: () => Promise<string[]>) {
        while (!false) {
          const rows = await next();
          if (rows.length === 0) return rows;
          yield rows;
        }
        return null;
      }`,
    worlds: [withValues(["a"], ["b"], [])],
  },
  {
    name: "the end is told the flag",
    before: `
      async function* generated(next: () => Promise<string[]>) {
        let isOver = false;
        while (!isOver) {
          const rows = await next();
          isOver = rows.length === 0;
          if (isOver) return isOver;
          yield rows;
        }
      }`,
  },
]);

import { dropDeadWrite } from "../../../src/engine/polish/passes/drop-dead-write";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropDeadWrite, [
  {
    name: "a parameter that is let go of before the end",
    before: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        while (next) {
          const value = await next();
          if (value > 1) {
            next = undefined;
            return;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        while (next) {
          const value = await next();
          if (value > 1) {
            return;
          }
          yield value;
        }
      }`,
    worlds: [withValues(1), withValues(1, 2)],
  },
  {
    name: "a parameter that a closure knows",
    before: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        later(() => next);
        next = undefined;
      }`,
  },
  {
    name: "a parameter that is one of arguments",
    before: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        const given = arguments;
        later(() => given);
        next = undefined;
      }`,
  },
  {
    name: "arguments in an arrow function",
    before: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        later(() => arguments[0]);
        next = undefined;
      }`,
  },
  {
    name: "a parameter that the next round asks for",
    before: `
      async function* generated(next: (() => Promise<number>) | undefined) {
        while (next) {
          yield await next();
          next = undefined;
        }
      }`,
  },
  {
    name: "the last thing of a clean-up",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first;
        try {
          first = await next();
          yield first;
        } finally {
          log(first);
          first = undefined;
        }
        log("over");
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let first;
        try {
          first = await next();
          yield first;
        } finally {
          log(first);
        }
        log("over");
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a clean-up in each round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first;
        while (true) {
          try {
            if (first) yield first;
            first = await next();
          } finally {
            first = undefined;
          }
        }
      }`,
  },
  {
    name: "asked for after the clean-up",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first;
        try {
          first = await next();
        } finally {
          first = undefined;
        }
        yield first;
      }`,
  },
  {
    name: "read again after a jump back",
    before: `
      async function* generated(next: (cursor: number) => Promise<number>) {
        let cursor = 1;
        while (cursor) {
          const value = await next(cursor);
          cursor = value - 1;
          if (value > 1) {
            yield value;
            continue;
          }
          return;
        }
      }`,
  },
  {
    name: "a flag on the way out",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (!finished) {
          const value = await next();
          if (!value) {
            finished = true;
            log("end");
            return;
          }
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (!finished) {
          const value = await next();
          if (!value) {
            log("end");
            return;
          }
          yield value;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "the clean-up asks for it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        try {
          yield await next();
          finished = true;
          return;
        } finally {
          if (!finished) log("left early");
        }
      }`,
  },
  {
    name: "a handler goes on",
    before: `
      async function* generated(next: () => Promise<number>) {
        let failed = false;
        while (true) {
          try {
            failed = true;
            throw new Error("again");
          } catch {
            if (failed) return;
          }
        }
      }`,
  },
  {
    name: "a closure knows it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        const isFinished = () => finished;
        yield isFinished;
        finished = true;
        return;
      }`,
  },
  {
    name: "nothing further down names it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first: number | undefined = await next();
        if (first !== undefined) {
          yield first;
          first = undefined;
        }
        while (true) {
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let first: number | undefined = await next();
        if (first !== undefined) {
          yield first;
        }
        while (true) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a loop leads back up to where it is named",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first: number | undefined = await next();
        while (true) {
          yield [first, await next()];
          first = undefined;
        }
      }`,
  },
  {
    name: "a break leaves the loop that asks for it",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let open = true;
        while (open) {
          const n = await next();
          if (n === null) {
            open = false;
            break;
          }
          if (n > 2) open = false;
          yield n;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | null>) {
        let open = true;
        while (open) {
          const n = await next();
          if (n === null) {
            break;
          }
          if (n > 2) open = false;
          yield n;
        }
      }`,
    worlds: [withValues(1, null), withValues(1, 3, 4)],
  },
  {
    name: "behind the loop it is asked for",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let open = true;
        while (open) {
          const n = await next();
          if (n === null) {
            open = false;
            break;
          }
          yield n;
        }
        yield open;
      }`,
  },
  {
    name: "the loop around comes back to it",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let open = true;
        for (let i = 0; i < 3; i++) {
          while (open) {
            const n = await next();
            if (n === null) {
              open = false;
              break;
            }
            yield n;
          }
          yield i;
        }
      }`,
  },
]);

import { stateToStraightLine } from "../../../src/engine/polish/passes/state-to-straight-line";
import { testPass } from "../cases";
import type { MakeWorld } from "../recorder";
import { withArgs, withHelpers, withValues } from "../worlds";

const withStates =
  (...values: number[]): MakeWorld =>
  (record) => {
    const { args, globals } = withValues(...values)(record);
    return { args, globals: { ...globals, Step: { Open: 0, Read: 1, Closed: 2 } } };
  };

testPass(stateToStraightLine, [
  {
    name: "a switch",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = 0;
        while (true) {
          switch (state) {
            case 0:
              state = 1;
              // the head
              yield await next();
              continue;
            case 1: {
              state = 2;
              const body = await next();
              yield body;
              continue;
            }
            default:
              return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // the head
        yield await next();
        const body = await next();
        yield body;
        return;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a switch over a number that each round counts on",
    before: `
      async function* generated(next: () => Promise<number>) {
        let step = 0;
        while (true) {
          switch (step++) {
            case 0:
              // the head
              yield await next();
              break;
            case 1: // the body
              yield await next();
              continue;
            default:
              return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        // the head
        yield await next();
        // the body
        yield await next();
        return;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "the same, counted first, and with cases in another order",
    before: `
      async function* generated(next: () => Promise<number>) {
        let step = 0;
        while (true) {
          switch (++step) {
            case 2:
              yield await next();
              break;
            case 1:
              yield "first";
              break;
            case 3:
              return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield "first";
        yield await next();
        return;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a counted state that falls into the next one is run again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let step = 0;
        while (true) {
          switch (step++) {
            case 0:
              yield "both";
            case 1:
              yield await next();
              break;
            default:
              return;
          }
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a counted state that nothing is written for",
    before: `
      async function* generated(next: () => Promise<number>) {
        let step = 0;
        while (true) {
          switch (step++) {
            case 0:
              yield await next();
              break;
            case 2:
              return;
          }
        }
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "strings, with a state that comes back to itself",
    before: `
      async function* generated(end: number) {
        let state = "head";
        let i = 0;
        while (true) {
          if (state === "head") {
            state = "rows";
            yield "head";
            continue;
          }
          if (state === "rows") {
            if (i >= end) {
              state = "foot";
              continue;
            }
            yield i++;
            continue;
          }
          if (state === "foot") {
            state = "done";
            yield "foot";
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(end: number) {
        let i = 0;
        yield "head";
        while (true) {
          if (i >= end) break;
          yield i++;
        }
        yield "foot";
        return;
      }`,
    worlds: [withHelpers(2), withHelpers(0)],
  },
  {
    name: "round and round",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = 0;
        while (true) {
          switch (state) {
            case 0:
              yield "start";
              state = 1;
              break;
            case 1:
              yield "tick";
              state = 2;
              break;
            case 2:
              yield "tock";
              state = 1;
              break;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield "start";
        while (true) {
          yield "tick";
          yield "tock";
        }
      }`,
    worlds: [withValues()],
  },
  {
    name: "the next state depends",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = 0;
        while (true) {
          switch (state) {
            case 0:
              if (await next()) state = 1;
              yield 1;
              continue;
            default:
              return;
          }
        }
      }`,
  },
  {
    name: "the state is worked out",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = 0;
        while (true) {
          switch (state) {
            case 0:
              state = await next();
              yield 1;
              continue;
            default:
              return;
          }
        }
      }`,
  },
  {
    name: "a case falls into the next one, which it has set",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = 0;
        while (true) {
          switch (state) {
            case 0:
              state = 1;
              yield 1;
            case 1:
              state = 2;
              yield 2;
              continue;
            default:
              return;
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield 1;
        yield 2;
        return;
      }`,
    worlds: [withValues()],
  },
  {
    name: "a state that works for as long as there is something, and falls into the next one",
    before: `
      async function* generated(rows: string[]) {
        let phase: "head" | "body" | "foot" | "end" = "head";
        let i = 0;
        while (true) {
          switch (phase) {
            case "head":
              phase = "body";
              yield "head";
              break;
            case "body":
              // one by one
              if (i < rows.length) {
                yield rows[i++];
                continue;
              }
              phase = "foot";
            // falls through
            case "foot":
              phase = "end";
              yield "foot";
              break;
            default:
              return;
          }
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        let i = 0;
        yield "head";
        // one by one
        while (i < rows.length) {
          yield rows[i++];
        }
        yield "foot";
        return;
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "a chain in which a state goes on to a later one",
    before: `
      async function* generated(rows: string[]) {
        let phase = 0;
        while (true) {
          if (phase === 0) {
            phase = 2;
          }
          if (phase === 1) {
            yield "never";
            return;
          }
          if (phase === 2) {
            if (rows.length > 0) {
              yield rows.pop();
              continue;
            }
            return;
          }
          return;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        while (rows.length > 0) {
          yield rows.pop();
        }
        return;
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "a chain in which a state sets an earlier one, and goes on to the rest",
    before: `
      async function* generated(rows: string[]) {
        let phase = 0;
        while (true) {
          if (phase === 1) {
            yield "again";
            return;
          }
          if (phase === 0) {
            phase = 1;
          }
          return;
        }
      }`,
  },
  {
    name: "a case falls into one that it does not set",
    before: `
      async function* generated(rows: string[]) {
        let phase = 0;
        while (true) {
          switch (phase) {
            case 0:
              phase = 2;
            case 1:
              phase = 3;
              yield "one";
              break;
            default:
              return;
          }
        }
      }`,
  },
  {
    name: "states of an enum, one of which works with what it has fetched",
    before: `
      async function* generated(next: () => Promise<number | undefined>) {
        let step = Step.Open as Step;
        while (true) {
          if (step === Step.Open) {
            log("open");
            step = Step.Read;
          }
          if (step === Step.Read) {
            const line = await next();
            // there is more
            if (line !== undefined) {
              yield line;
              continue;
            }
            step = Step.Closed;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | undefined>) {
        log("open");
        while (true) {
          const line = await next();
          // there is more
          if (line === undefined) break;
          yield line;
        }
        return;
      }`,
    context: {
      facts: {
        "Step.Open": { enumValue: "0" },
        "Step.Read": { enumValue: "1" },
        "Step.Closed": { enumValue: "2" },
      },
    },
    worlds: [withStates(1, 2), withStates()],
  },
  {
    name: "the last case goes round without a jump",
    before: `
      async function* generated(next: () => Promise<number | undefined>) {
        let step = 0;
        while (true) {
          switch (step) {
            case 0: {
              const head = await next();
              if (head === undefined) return;
              step = 1;
              break;
            }
            case 1: {
              step = 0;
              yield await next();
            }
          }
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | undefined>) {
        while (true) {
          const head = await next();
          if (head === undefined) return;
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2, 3, 4)],
  },
  {
    name: "the last case goes on to what stands behind the switch",
    before: `
      async function* generated(next: () => Promise<number | undefined>) {
        let step = 0;
        while (true) {
          switch (step) {
            case 0:
              step = 1;
              yield 1;
              continue;
            case 1:
              step = 0;
              yield await next();
          }
          return;
        }
      }`,
  },
  {
    name: "members of an object, which may be the same",
    before: `
      async function* generated(next: () => Promise<number | undefined>) {
        let step = Step.Open;
        while (true) {
          if (step === Step.Open) {
            step = Step.Read;
            yield 1;
            continue;
          }
          if (step === Step.Read) {
            step = Step.Closed;
            yield 2;
            continue;
          }
          return;
        }
      }`,
  },
  {
    name: "one state under two ways of writing it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let state = "head";
        while (true) {
          if (state === 'head') {
            state = 'body';
            yield 1;
            continue;
          }
          if (state === "body") {
            state = \`end\`;
            yield 2;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield 1;
        yield 2;
        return;
      }`,
    worlds: [withValues()],
  },
]);

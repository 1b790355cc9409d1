import { stateToStraightLine } from "../../../src/engine/polish/passes/state-to-straight-line";
import { testPass } from "../cases";
import { withHelpers, withValues } from "../worlds";

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
    name: "a case falls through",
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
  },
]);

import { countedOnce } from "../../../src/engine/polish/passes/counted-once";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(countedOnce, [
  {
    name: "one value",
    before: `
      async function* generated(next: () => Promise<string>) {
        for (let i = 0; i === 0; i++) {
          // once
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        // once
        yield await next();
      }`,
    worlds: [withValues("a", "b")],
  },
  {
    name: "the counter is read, and the round may be cut short",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let sent = 2; sent < 3; sent += 1) {
          const value = await next();
          if (value === 0) continue;
          yield value + sent;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        if (value === 0) return;
        yield value + 2;
      }`,
    worlds: [withValues(1, 2), withValues(0, 2)],
  },
  {
    name: "counted down",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let left = 1; 0 < left; left--) {
          yield await next();
        }
        log("after");
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        yield await next();
        log("after");
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "two rounds",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i <= 1; i++) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "no round",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 1; i < 1; i++) {
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "the body steps back",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i < 1; i++) {
          const value = await next();
          if (value > 1) i--;
          yield value;
        }
      }`,
    worlds: [withValues(2, 2, 1)],
  },
  {
    name: "a bound that is not written out",
    before: `
      async function* generated(next: () => Promise<number>, end = 1) {
        for (let i = 0; i < end; i++) {
          yield await next();
        }
      }`,
    worlds: [withValues(2, 2, 1)],
  },
  {
    name: "a round that is cut short before more",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let i = 0; i < 1; i++) {
          const value = await next();
          if (value === 0) continue;
          yield value;
        }
        log("after");
      }`,
    worlds: [withValues(0), withValues(1)],
  },
  {
    name: "what only its author counts",
    before: `
      async function* generated(next: () => Promise<number>) {
        for (let attempt = 0; attempt < 1; attempt++) {
          log(await next());
        }
        yield 1;
      }`,
    worlds: [withValues(1)],
  },
]);

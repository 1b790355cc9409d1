import { foldConstantFlag } from "../../../src/engine/polish/passes/fold-constant-flag";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(foldConstantFlag, [
  {
    name: "never set any more",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (true) {
          if (finished) return;
          yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          if (false) return;
          yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "compared with a boolean",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (finished != true) {
          if (finished === false) yield await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (!false) {
          if (!false) yield await next();
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "compared with what may be anything",
    before: `
      async function* generated(next: () => Promise<boolean>) {
        let finished = false;
        if (finished === (await next())) yield 1;
      }`,
  },
  {
    name: "a constant has a name for a reason",
    before: `
      async function* generated(next: () => Promise<number>) {
        const verbose = false;
        if (verbose) log(1);
        yield 1;
      }`,
  },
  {
    name: "set somewhere",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        while (true) {
          if (finished) return;
          finished = (await next()) > 1;
        }
      }`,
  },
  {
    name: "a comment would go with what never runs",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        if (finished) {
          log(1); // too late
        }
        yield await next();
      }`,
  },
  {
    name: "a method would be left uncalled",
    before: `
      async function* generated(this: Source) {
        let finished = false;
        if (finished || this.items.length > 1) {
          // both
          log(1);
        }
        if (!finished) log(2);
        else this.close();
        yield 1;
      }`,
  },
  {
    name: "a comment in what still runs",
    before: `
      async function* generated(next: () => Promise<number>) {
        let finished = false;
        const value = await next();
        if (finished || value > 1) {
          log(value); // large
        }
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        if (false || value > 1) {
          log(value); // large
        }
        yield value;
      }`,
    worlds: [withValues(1), withValues(2)],
  },
]);

import { inlineHoistedValue } from "../../../src/engine/polish/passes/inline-hoisted-value";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(inlineHoistedValue, [
  {
    name: "hoisted out of a try that is gone",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const result = await next();
          if (result === undefined) return;
          let value: number;
          // twice as much
          value = result * 2;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const result = await next();
          if (result === undefined) return;
          // twice as much
          yield result * 2;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "asked for at once",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first;
        first = await next();
        if (first) yield "some";
        let second: boolean;
        second = (await next()) > 2;
        if (!second) yield "few";
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        if (await next()) yield "some";
        if (!((await next()) > 2)) yield "few";
      }`,
    worlds: [withValues(1, 2), withValues(0, 3)],
  },
  {
    name: "a constant of the author's",
    before: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        yield value;
      }`,
  },
  {
    name: "read again later",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        value = await next();
        yield value;
        log(value);
      }`,
  },
  {
    name: "something happens in between",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        value = await next();
        log("got it");
        yield value;
      }`,
  },
  {
    name: "read after something else",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        value = await next();
        if (log("asked") || value) yield 1;
      }`,
  },
  {
    name: "one of two assignments",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        if (await next()) value = 1;
        value = 2;
        yield value;
      }`,
  },
]);

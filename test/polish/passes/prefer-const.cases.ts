import { preferConst } from "../../../src/engine/polish/passes/prefer-const";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(preferConst, [
  {
    name: "never written again",
    before: `
      async function* generated(next: () => Promise<number>) {
        let first = await next();
        let { length } = [first];
        yield first + length;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        const { length } = [first];
        yield first + length;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a literal that sets a limit",
    before: `
      async function* generated(next: () => Promise<number>) {
        let most = 3;
        while ((await next()) < most) yield most;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const most = 3;
        while ((await next()) < most) yield most;
      }`,
    worlds: [withValues(1, 2, 3)],
  },
  {
    name: "a literal that is compared: its type would be that number alone",
    before: `
      async function* generated(next: () => Promise<number>) {
        let kind = 3;
        if (kind === 3) yield await next();
      }`,
  },
  {
    name: "written later, by a closure",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last = await next();
        const set = () => {
          last = 2;
        };
        set();
        yield last;
      }`,
  },
  {
    name: "without an initial value",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        try {
          value = await next();
        } catch (error) {
          return;
        }
        yield value;
      }`,
  },
]);

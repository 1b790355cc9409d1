import { joinCommonTail } from "../../../src/engine/polish/passes/join-common-tail";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(joinCommonTail, [
  {
    name: "both branches end with the same value",
    before: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        const value = await next();
        if (value > 1) {
          // more to come
          count++;
          yield value;
        } else {
          count--;
          yield value;
        }
        yield count;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let count = 0;
        const value = await next();
        if (value > 1) {
          // more to come
          count++;
        } else {
          count--;
        }
        yield value;
        yield count;
      }`,
    worlds: [withValues(1), withValues(2)],
  },
  {
    name: "one of them is an element of its own list",
    before: `
      async function* generated(next: () => Promise<number[]>) {
        const rows = await next();
        if (rows.length > 1) {
          const row = rows[0];
          yield row;
        } else {
          const row = rows[1];
          yield row;
        }
      }`,
  },
  {
    name: "nothing else is done in one of them",
    before: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        if (value > 1) {
          log("more");
          yield value;
        } else {
          yield value;
        }
      }`,
  },
  {
    name: "other values",
    before: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        if (value > 1) {
          log("more");
          yield value;
        } else {
          log("less");
          yield -value;
        }
      }`,
  },
  {
    name: "the test says of what type it is, and it is called",
    before: `
      async function* generated(next: () => Promise<Page>) {
        const page = await next();
        if (page.kind === "text") {
          log("text");
          yield page.show(page.value);
        } else {
          log("number");
          yield page.show(page.value);
        }
      }`,
  },
]);

import { loneBlock } from "../../../src/engine/polish/passes/lone-block";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(loneBlock, [
  {
    name: "on one line",
    before: `
      async function* generated(n: number) {
        let i = 0;
        while (true) {
          { if (i >= n) return; }
          yield i++;
        }
      }`,
    after: `
      async function* generated(n: number) {
        let i = 0;
        while (true) {
          if (i >= n) return;
          yield i++;
        }
      }`,
    worlds: [withArgs(() => [2])],
  },
  {
    name: "over several lines",
    before: `
      async function* generated(n: number) {
        let i = 0;
        while (true) {
          {
            log("next");
            if (i >= n) return;
          }
          yield i++;
        }
      }`,
    after: `
      async function* generated(n: number) {
        let i = 0;
        while (true) {
          log("next");
          if (i >= n) return;
          yield i++;
        }
      }`,
    worlds: [withArgs(() => [2])],
  },
  {
    name: "a case has its braces by the author's habit",
    before: `
      async function* generated(n: number) {
        switch (n) {
          case 1: {
            yield n;
            break;
          }
          default: {
            log("other");
          }
        }
      }`,
  },
  {
    name: "its braces are there for a variable",
    before: `
      async function* generated(n: number) {
        yield n;
        {
          const m = n + 1;
          yield m;
        }
      }`,
  },
  {
    name: "its comment may be about all of it",
    before: `
      async function* generated(n: number) {
        {
          // twice
          yield n;
          yield n;
        }
        yield n + 1;
      }`,
  },
  {
    name: "it is the body of something",
    before: `
      async function* generated(n: number) {
        if (n > 1) {
          yield n;
        }
        outer: {
          if (n > 2) break outer;
          yield 1;
        }
      }`,
  },
]);

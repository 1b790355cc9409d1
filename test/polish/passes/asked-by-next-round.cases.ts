import { askedByNextRound } from "../../../src/engine/polish/passes/asked-by-next-round";
import { testPass } from "../cases";
import { withValues } from "../worlds";

/** @returns a generator over pages, with parts of the inner loop's round to vary */
function pages(
  end: string,
  { reset = "index = 0;", behind = "", declared = "page = await fetch();" } = {},
): string {
  return `
      async function* generated(fetch: () => Promise<number[] | undefined>) {
        let page: number[] | undefined = [];
        let index = 0;
        outer: while (true) {
          if (index < page.length) {
            yield page[index++];
            continue;
          }
          while (page) {
            ${declared}
            ${reset}
            if (!page) return;${behind}
            ${end}
          }
          return;
        }
      }`;
}

const again = `if (page.length > 0) {
              yield page[index++];
              continue outer;
            }`;

testPass(askedByNextRound, [
  {
    name: "the first of a page, and then the others",
    before: pages(again),
    after: `
      async function* generated(fetch: () => Promise<number[] | undefined>) {
        let page: number[] | undefined = [];
        let index = 0;
        outer: while (true) {
          if (index < page.length) {
            yield page[index++];
            continue;
          }
          if (!page) return;
          page = await fetch();
          index = 0;
          if (!page) return;
        }
      }`,
    worlds: [withValues([1, 2], [], [3]), withValues()],
  },
  { name: "no reset of the index", before: pages(again, { reset: "" }) },
  { name: "an index that does not begin at zero", before: pages(again, { reset: "index = 1;" }) },
  {
    name: "an index that moves on behind its reset",
    before: pages(again, { behind: "\n            index++;" }),
  },
  {
    name: "a round that goes on by itself",
    before: pages(again, { behind: "\n            if (page[0] === 1) continue;" }),
  },
  { name: "a name of the round's own", before: pages(again, { declared: "const page = await fetch();" }) },
  {
    name: "another value",
    before: pages(`if (page.length > 0) {
              yield page[++index];
              continue outer;
            }`),
  },
  {
    name: "another question",
    before: pages(`if (page.length > 1) {
              yield page[index++];
              continue outer;
            }`),
  },
  {
    name: "a comment of its own",
    before: pages(`if (page.length > 0) {
              // The first one.
              yield page[index++];
              continue outer;
            }`),
  },
]);

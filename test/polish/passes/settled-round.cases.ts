import { settledRound } from "../../../src/engine/polish/passes/settled-round";
import { testPass } from "../cases";
import { withValues } from "../worlds";

const world = withValues("a\nb", "c", null, "never");

const splitting = ({
  test = 'rest === ""',
  empty = 'rest = "";',
  go = "continue;",
  look = 'const at = rest.indexOf("\\n");',
  start = 'let rest = "";',
} = {}): string => `
      async function* generated(read: () => Promise<string | null>) {
        ${start}
        let ended = false;
        while (true) {
          ${look}
          if (at >= 0) {
            yield rest.slice(0, at);
            rest = rest.slice(at + 1);
            continue;
          }
          if (ended) {
            if (${test}) return;
            yield rest;
            ${empty}
            ${go}
          }
          const chunk = await read();
          if (chunk === null) ended = true;
          else rest += chunk;
        }
      }`;

testPass(settledRound, [
  {
    name: "an empty text is looked through in vain, and is the end",
    before: splitting(),
    after: splitting({ go: "return;" }),
    worlds: [world],
  },
  {
    name: "so is one without anything but spaces, or without a length",
    before: splitting({ test: "rest.trim().length === 0" }),
    after: splitting({ test: "rest.trim().length === 0", go: "return;" }),
    worlds: [world],
  },
  {
    name: "a pattern that needs a line feed does not match it",
    before: splitting({ look: "const at = rest.search(/\\r?\\n/);" }),
    after: splitting({ look: "const at = rest.search(/\\r?\\n/);", go: "return;" }),
    worlds: [world],
  },
  {
    name: "the loop that has the condition, with what it sets",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        let at: number;
        while (true) {
          while ((at = rest.indexOf("\\n")) < 0) {
            if (ended) {
              if (rest === "") return;
              yield rest;
              rest = "";
              continue;
            }
            const chunk = await read();
            if (chunk === null) ended = true;
            else rest += chunk;
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`,
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        let at: number;
        while (true) {
          while ((at = rest.indexOf("\\n")) < 0) {
            if (ended) {
              if (rest === "") return;
              yield rest;
              rest = "";
              return;
            }
            const chunk = await read();
            if (chunk === null) ended = true;
            else rest += chunk;
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`,
    worlds: [world],
  },
  {
    name: "what a loop before has left behind: it ends where one of two conditions does not hold, and that was not the first",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          let at = rest.indexOf("\\n");
          while (at === -1 && !ended) {
            const chunk = await read();
            if (chunk === null) ended = true;
            else rest += chunk;
            at = rest.indexOf("\\n");
          }
          if (at === -1) {
            if (rest === "") return;
            yield rest;
            rest = "";
            continue;
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`,
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          let at = rest.indexOf("\\n");
          while (at === -1 && !ended) {
            const chunk = await read();
            if (chunk === null) ended = true;
            else rest += chunk;
            at = rest.indexOf("\\n");
          }
          if (at === -1) {
            if (rest === "") return;
            yield rest;
            rest = "";
            return;
          }
          yield rest.slice(0, at);
          rest = rest.slice(at + 1);
        }
      }`,
    worlds: [world],
  },
  {
    name: "at the end of a round without a jump",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          while (!ended) {
            const chunk = await read();
            if (chunk === null) {
              ended = true;
              break;
            }
            rest += chunk;
          }
          if (!rest.trim()) return;
          yield rest;
          rest = "";
        }
      }`,
    after: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          while (!ended) {
            const chunk = await read();
            if (chunk === null) {
              ended = true;
              break;
            }
            rest += chunk;
          }
          if (!rest.trim()) return;
          yield rest;
          rest = "";
          return;
        }
      }`,
    worlds: [world],
  },
  {
    name: "the loop before is left for another reason, too",
    before: `
      async function* generated(read: () => Promise<string | null>) {
        let rest = "";
        let ended = false;
        while (true) {
          while (!ended) {
            const chunk = await read();
            if (chunk === null) {
              ended = true;
              break;
            }
            rest += chunk;
            if (chunk.includes("\\n")) break;
          }
          if (!rest.trim()) return;
          yield rest;
          rest = "";
        }
      }`,
  },
  { name: "something is left in the text", before: splitting({ empty: 'rest = ".";' }) },
  { name: "a text may start with nothing", before: splitting({ look: 'const at = rest.indexOf("");' }) },
  { name: "a pattern may match nothing", before: splitting({ look: "const at = rest.search(/\\n*/);" }) },
  {
    name: "asking does something",
    before: splitting({ look: 'const at = log(rest).indexOf("\\n");' }),
  },
  {
    name: "what is asked may be anything",
    before: splitting({ start: 'let rest: any = "";' }),
  },
  {
    name: "the text is written once more",
    before: splitting({ empty: 'rest = "";\n            rest += log(".");' }),
  },
  {
    name: "a function knows the text",
    before: splitting({ empty: 'rest = "";\n            log(() => rest);' }),
  },
]);

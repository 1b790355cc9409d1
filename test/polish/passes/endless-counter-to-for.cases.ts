import { endlessCounterToFor } from "../../../src/engine/polish/passes/endless-counter-to-for";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(endlessCounterToFor, [
  {
    name: "stepped at the start",
    before: `
      async function* generated() {
        // counts laps
        let lap = 0;
        while (true) {
          // the next one
          lap++;
          yield lap;
        }
      }`,
    after: `
      async function* generated() {
        // counts laps
        // the next one
        for (let lap = 1; ; lap++) {
          yield lap;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "stepped at the start of a loop that is left",
    before: `
      async function* generated() {
        let page = 0;
        while (true) {
          page++;
          await null;
          if (page > 2) return;
          yield page;
        }
      }`,
    after: `
      async function* generated() {
        for (let page = 1; ; page++) {
          await null;
          if (page > 2) return;
          yield page;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "stepped at the start, and asked for behind the loop",
    before: `
      async function* generated() {
        let page = 0;
        while (true) {
          page++;
          await null;
          if (page > 2) break;
          yield page;
        }
        yield "pages: " + page;
      }`,
  },
  {
    name: "stepped by more than one, with a type",
    before: `
      function* generated(pause: (n: number) => boolean) {
        let n: number = -2;
        while (true) {
          n += 2;
          if (pause(n)) continue;
          yield n;
        }
      }`,
    after: `
      function* generated(pause: (n: number) => boolean) {
        for (let n: number = 0; ; n += 2) {
          if (pause(n)) continue;
          yield n;
        }
      }`,
    worlds: [() => ({ args: [(n: number) => n % 4 === 0] })],
  },
  {
    name: "stepped as it is given",
    before: `
      function* generated() {
        let id = 1;
        while (true) {
          yield \`#\${id++}\`;
        }
      }`,
    after: `
      function* generated() {
        for (let id = 1; ; id++) {
          yield \`#\${id}\`;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "stepped at the end",
    before: `
      async function* generated(load: (page: number) => Promise<string>) {
        let page = 0;
        while (true) {
          yield await load(page);
          page++;
        }
      }`,
    after: `
      async function* generated(load: (page: number) => Promise<string>) {
        for (let page = 0; ; page++) {
          yield await load(page);
        }
      }`,
    worlds: [() => ({ args: [async (page: number) => `page ${page}`] })],
  },
  {
    name: "a loop that ends",
    before: `
      async function* generated(load: (page: number) => Promise<string>) {
        let page = 0;
        while (true) {
          const text = await load(page++);
          if (text === "") return;
          yield text;
        }
      }`,
  },
  {
    name: "a closure knows the counter",
    before: `
      function* generated() {
        let n = 0;
        while (true) {
          n++;
          yield () => n;
        }
      }`,
  },
  {
    name: "the counter is named behind a loop that an error leaves",
    before: `
      function* generated(log: (n: number) => void) {
        let n = 0;
        try {
          while (true) {
            n++;
            yield n;
          }
        } finally {
          log(n);
        }
      }`,
  },
  {
    name: "what is given is the number after the step",
    before: `
      function* generated() {
        let n = 0;
        while (true) {
          yield \`\${++n}.\`;
        }
      }`,
    after: `
      function* generated() {
        for (let n = 1; ; n++) {
          yield \`\${n}.\`;
        }
      }`,
    worlds: [withHelpers()],
  },
  {
    name: "what is given is a number only once it is stepped",
    before: `
      function* generated(start: any) {
        let n = start;
        while (true) {
          yield n++;
        }
      }`,
  },
  {
    name: "and it is named again",
    before: `
      function* generated() {
        let n = 0;
        while (true) {
          yield [n, ++n, n];
        }
      }`,
  },
  {
    name: "stepped in some rounds only",
    before: `
      function* generated(even: (n: number) => boolean) {
        let n = 0;
        while (true) {
          yield n;
          if (even(n)) continue;
          n++;
        }
      }`,
  },
]);

import { foldFirstValue } from "../../../src/engine/polish/passes/fold-first-value";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(foldFirstValue, [
  {
    name: "a test for what is not there yet",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        if (last) log(last);
        last = await next();
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        if (false) log(last);
        last = await next();
        yield last;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "what is asked of nothing is nothing",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: { value: number } | null = null;
        let value = last && last.value;
        last?.value.toFixed();
        while (!value) {
          last = { value: await next() };
          value = last.value;
        }
        yield value;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last: { value: number } | null = null;
        let value = null;
        while (!value) {
          last = { value: await next() };
          value = last.value;
        }
        yield value;
      }`,
    worlds: [withValues(0, 1)],
  },
  {
    name: "a variable that would start as undefined starts without a value",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = undefined;
        let text = last?.toFixed();
        last = await next();
        text ??= last.toFixed();
        yield text;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = undefined;
        let text;
        last = await next();
        text = last.toFixed();
        yield text;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "what takes the place of nothing",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const value = last ?? (await next());
        last = value;
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const value = await next();
        last = value;
        yield last;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "compared with what it is not",
    before: `
      async function* generated(next: () => Promise<number>) {
        let phase: "a" | "b" = "a";
        let round = 1;
        if (phase === "b" || round !== 1.0) return;
        phase = "b";
        round = await next();
        yield \`\${phase}\${round}\`;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let phase: "a" | "b" = "a";
        let round = 1;
        if (false || false) return;
        phase = "b";
        round = await next();
        yield \`\${phase}\${round}\`;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "an earlier round may have set it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        while (true) {
          if (last) log(last);
          last = await next();
          yield last;
        }
      }`,
  },
  {
    name: "a branch may have set it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const first = await next();
        if (first > 1) last = first;
        if (last) log(last);
        yield first;
      }`,
  },
  {
    name: "a closure sets it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const set = (value: number) => { last = value; };
        set(await next());
        if (last) log(last);
        yield 1;
      }`,
  },
  {
    name: "a value that the author gave a name",
    before: `
      async function* generated(next: () => Promise<number>) {
        let size = 10;
        if (size === 10) log(await next());
        yield size;
      }`,
  },
  {
    name: "nothing that the author gave a name",
    before: `
      async function* generated(next: () => Promise<number>) {
        let unit = null as string | null;
        log(await next());
        yield unit ?? "m";
      }`,
  },
]);

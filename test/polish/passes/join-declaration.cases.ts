import { joinDeclaration } from "../../../src/engine/polish/passes/join-declaration";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(joinDeclaration, [
  {
    name: "hoisted out of a try that is gone",
    before: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          let value: number;
          // draw
          value = await next();
          if (!value) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          // draw
          let value: number = await next();
          if (!value) return;
          yield value;
        }
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "something else first",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined;
        const first = await next();
        last = first + 1;
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        let last = first + 1;
        yield last;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "with something that nobody sees before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last = null as number | null;
        let count = -1;
        last = await next();
        count = 0;
        while (count++ < 2) yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last = await next();
        let count = 0;
        while (count++ < 2) yield last;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "nothing comes back later",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = undefined;
        last = await next();
        yield last;
        last = undefined;
        yield last;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let last: number | undefined = await next();
        yield last;
        last = undefined;
        yield last;
      }`,
    worlds: [withValues(1, 2)],
  },
  {
    name: "a start that an effect gives",
    before: `
      async function* generated(next: () => Promise<number>) {
        let last = await next();
        last = await next();
        yield last;
      }`,
  },
  {
    name: "assigned in a try",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        try {
          value = await next();
        } catch {
          return;
        }
        yield value;
      }`,
  },
  {
    name: "read before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        log(value);
        value = await next();
        yield value;
      }`,
  },
  {
    name: "a closure sees it before",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value;
        const see = () => value;
        log(see());
        value = await next();
        yield value;
      }`,
  },
  {
    name: "only used in the try that assigns it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value: number | undefined = undefined;
        try {
          log(1);
          value = await next();
          while (value > 0) {
            yield value--;
          }
        } finally {
          log(2);
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        try {
          log(1);
          let value = await next();
          while (value > 0) {
            yield value--;
          }
        } finally {
          log(2);
        }
      }`,
    worlds: [withValues(2), withValues(0)],
  },
  {
    name: "the clean-up asks for it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value: number | undefined = undefined;
        try {
          value = await next();
          yield value;
        } finally {
          log(value);
        }
      }`,
  },
  {
    name: "a closure further down reads it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let list!: number[];
        log(1);
        list = [];
        const add = (value: number) => list.push(value);
        add(await next());
        yield list;
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        log(1);
        let list: number[] = [];
        const add = (value: number) => list.push(value);
        add(await next());
        yield list;
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "a function is there before the place of its declaration",
    before: `
      async function* generated(next: () => Promise<number>) {
        let list: number[] | undefined;
        log(add(1));
        list = [];
        function add(value: number) {
          return list?.push(value);
        }
        yield list;
      }`,
  },
  {
    name: "it gets other values later, which its first need not be one of",
    before: `
      async function* generated(next: () => Promise<Page>) {
        let page: Page | Row | undefined;
        log(1);
        page = await next();
        while (page.next) {
          page = page.next;
          yield page;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<Page>) {
        log(1);
        let page: Page | Row = await next();
        while (page.next) {
          page = page.next;
          yield page;
        }
      }`,
    worlds: [withValues({ name: "a", next: { name: "b" } })],
  },
]);

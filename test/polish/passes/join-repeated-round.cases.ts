import { joinRepeatedRound } from "../../../src/engine/polish/passes/join-repeated-round";
import { testPass } from "../cases";
import { withArgs, withPages, withValues } from "../worlds";

testPass(joinRepeatedRound, [
  {
    name: "one is handed out, then the others",
    before: `
      async function* generated(client: Client) {
        const cache: string[] = [];
        let next: string | undefined = "0";
        while (true) {
          while (cache.length === 0 && next) {
            const page = await client.list(next);
            cache.push(...page.items);
            next = page.next;
          }
          if (cache.length === 0) return;
          yield cache.shift();
          while (cache.length > 0) {
            yield cache.shift();
          }
        }
      }`,
    after: `
      async function* generated(client: Client) {
        const cache: string[] = [];
        let next: string | undefined = "0";
        while (true) {
          while (cache.length === 0 && next) {
            const page = await client.list(next);
            cache.push(...page.items);
            next = page.next;
          }
          if (cache.length === 0) return;
          while (cache.length > 0) {
            yield cache.shift();
          }
        }
      }`,
    worlds: [withPages(["a", "b"], [], ["c"]), withPages([])],
  },
  {
    name: "no test before it",
    before: `
      async function* generated(next: () => Promise<number>) {
        let value = await next();
        yield value;
        value = await next();
        while (value > 1) {
          yield value;
          value = await next();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        let value = await next();
        do {
          yield value;
          value = await next();
        } while (value > 1);
      }`,
    worlds: [withValues(1, 2, 1), withValues(3, 1)],
  },
  {
    name: "a test for something else before it",
    before: `
      async function* generated(list: number[]) {
        if (list.length === 1) return;
        yield list.shift();
        while (list.length > 0) {
          yield list.shift();
        }
      }`,
    after: `
      async function* generated(list: number[]) {
        if (list.length === 1) return;
        do {
          yield list.shift();
        } while (list.length > 0);
      }`,
    worlds: [withArgs(() => [[1, 2]]), withArgs(() => [[]]), withArgs(() => [[1]])],
  },
  {
    name: "not the same",
    before: `
      async function* generated(list: number[]) {
        yield list.pop();
        while (list.length > 0) {
          yield list.shift();
        }
      }`,
  },
  {
    name: "only a part of the round stands before it",
    before: `
      async function* generated(list: number[]) {
        yield list.shift();
        while (list.length > 0) {
          log("more");
          yield list.shift();
        }
      }`,
  },
  {
    name: "a jump means another loop",
    before: `
      async function* generated(lists: number[][]) {
        for (const list of lists) {
          if (list[0] === 1) break;
          while (list.length > 0) {
            if (list[0] === 1) break;
          }
        }
      }`,
  },
  {
    name: "what it declares is needed behind",
    before: `
      async function* generated(next: () => Promise<number>) {
        const value = await next();
        while (await next()) {
          const value = await next();
        }
        yield value;
      }`,
  },
  {
    name: "a resource is held until the end of its block",
    before: `
      async function* generated(open: () => Disposable) {
        using held = open();
        while (true) {
          using held = open();
        }
      }`,
  },
  {
    name: "an endless loop does it first",
    before: `
      async function* generated(next: () => Promise<number>) {
        const first = await next();
        if (!first) return;
        yield first;
        while (true) {
          const first = await next();
          if (!first) return;
          yield first;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number>) {
        while (true) {
          const first = await next();
          if (!first) return;
          yield first;
        }
      }`,
    worlds: [withValues(1, 2, 3), withValues()],
  },
  {
    name: "an endless loop begins with it and does it at its end",
    context: { facts: { "box.items": { isArray: true } } },
    before: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          while (box.items.length > 0) {
            yield box.items.shift();
          }
          box.items = await load();
          if (box.items.length === 0) {
            return;
          }
          yield box.items.shift();
        }
      }`,
    after: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          while (box.items.length > 0) {
            yield box.items.shift();
          }
          box.items = await load();
          if (box.items.length === 0) {
            return;
          }
        }
      }`,
    worlds: [
      ({ async }) => {
        const pages = [["b"], ["c", "d"], []];
        return { args: [{ items: ["a"] }, async("load", () => pages.shift())] };
      },
    ],
  },
  {
    name: "nothing says at the end that there is one",
    context: { facts: { "box.items": { isArray: true } } },
    before: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          while (box.items.length > 0) {
            yield box.items.shift();
          }
          box.items = await load();
          yield box.items.shift();
        }
      }`,
  },
  {
    name: "something else comes first",
    context: { facts: { "box.items": { isArray: true } } },
    before: `
      async function* generated(box: { items: string[] }, load: () => Promise<string[]>) {
        while (true) {
          log("round");
          while (box.items.length > 0) {
            yield box.items.shift();
          }
          box.items = await load();
          if (box.items.length === 0) return;
          yield box.items.shift();
        }
      }`,
  },
]);

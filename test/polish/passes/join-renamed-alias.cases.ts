import { joinRenamedAlias } from "../../../src/engine/polish/passes/join-renamed-alias";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(joinRenamedAlias, [
  {
    name: "the list has its own name once it is there",
    before: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const currentItems = [...(await next())]; // in letters
          if (currentItems.length === 0) return;
          const items: string[] = currentItems;
          while (items.length > 0) yield items.shift();
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        while (true) {
          const items = [...(await next())]; // in letters
          if (items.length === 0) return;
          while (items.length > 0) yield items.shift();
        }
      }`,
    worlds: [withValues(["ab", "c", ""])],
  },
  {
    name: "the first one is asked later",
    before: `
      async function* generated(next: () => Promise<string>) {
        const currentItems = [...(await next())];
        const items = currentItems;
        yield items.shift();
        log(currentItems);
      }`,
  },
  {
    name: "something is put in that only the type says",
    before: `
      async function* generated(next: () => Promise<string>) {
        const currentItems = [...(await next())];
        const items: (string | number)[] = currentItems;
        items.push(1);
        yield items.shift();
      }`,
  },
  {
    name: "names that have nothing to do with each other",
    before: `
      async function* generated(next: () => Promise<string>) {
        const page = await next();
        log(page);
        const items = page;
        yield items[0];
      }`,
  },
]);

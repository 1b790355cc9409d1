import { dropRuledOutGuard } from "../../../src/engine/polish/passes/drop-ruled-out-guard";
import { testPass } from "../cases";
import { withArgs, withValues } from "../worlds";

const first = () => [{ item: 1, next: { item: 2, next: null } }];

testPass(dropRuledOutGuard, [
  {
    name: "what a branch has been taken for",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            const doubled = row * 2;
            if (!row) return doubled;
            yield doubled;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(next: () => Promise<number | null>) {
        while (true) {
          const row = await next();
          if (row) {
            const doubled = row * 2;
            yield doubled;
            continue;
          }
          return;
        }
      }`,
    worlds: [withValues(1, 2, null)],
  },
  {
    name: "what a branch has written meanwhile",
    before: `
      async function* generated(next: () => Promise<number | null>) {
        let row = await next();
        if (row) {
          row = await next();
          if (!row) return;
          yield row;
        }
      }`,
    worlds: [withValues(1, 2), withValues(1, null)],
  },
  {
    name: "a constant that the loop's condition has answered",
    before: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node) {
          const done = node == null;
          const value = node.item;
          node = node.next;
          if (done) return;
          yield value;
        }
      }`,
    after: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node) {
          const value = node.item;
          node = node.next;
          yield value;
        }
      }`,
    worlds: [withArgs(first), withArgs(() => [null])],
  },
  {
    name: "the same question once more",
    before: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node !== null) {
          if (node === null) return;
          yield node.item;
          node = node.next;
        }
      }`,
    after: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node !== null) {
          yield node.item;
          node = node.next;
        }
      }`,
    worlds: [withArgs(first), withArgs(() => [null])],
  },
  {
    name: "asked of the next one",
    before: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node) {
          yield node.item;
          node = node.next;
          if (node == null) return;
        }
      }`,
  },
  {
    name: "another question",
    before: `
      async function* generated(first: Node | null) {
        let node = first;
        while (node !== null) {
          if (node === undefined) return;
          yield node.item;
          node = node.next;
        }
      }`,
  },
  {
    name: "more is done than to leave",
    before: `
      async function* generated(first: Node | null, log: (text: string) => void) {
        let node = first;
        while (node) {
          const done = node == null;
          log(String(done));
          if (done) return;
          yield node.item;
          node = node.next;
        }
      }`,
  },
  {
    name: "a closure may write it",
    before: `
      async function* generated(first: Node | null, wait: (stop: () => void) => Promise<void>) {
        let node = first;
        while (node) {
          await wait(() => (node = null));
          if (!node) return;
          yield node.item;
          node = node.next;
        }
      }`,
  },
]);

import { syncNextToForOf } from "../../../src/engine/polish/passes/manual-next";
import { testPass } from "../cases";
import { withArgs, withHelpers } from "../worlds";

testPass(syncNextToForOf, [
  {
    name: "destructured",
    before: `
      async function* generated(keys: string[]) {
        const ikeys = keys[Symbol.iterator]();
        while (true) {
          // the next one
          const { value: key, done } = ikeys.next();
          if (done) return;
          yield await sleep(key);
        }
      }`,
    after: `
      async function* generated(keys: string[]) {
        // the next one
        for (const key of keys) {
          yield await sleep(key);
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "a result, of a map's entries",
    before: `
      async function* generated(counts: Map<string, number>) {
        const it = counts.entries();
        while (true) {
          const result = it.next();
          if (result.done) {
            return;
          }
          const [name, count] = result.value;
          yield name + count;
        }
      }`,
    after: `
      async function* generated(counts: Map<string, number>) {
        for (const [name, count] of counts.entries()) {
          yield name + count;
        }
      }`,
    worlds: [
      withArgs(() => [
        new Map([
          ["a", 1],
          ["b", 2],
        ]),
      ]),
    ],
  },
  {
    name: "opened before the clean-up",
    before: `
      async function* generated(keys: string[]) {
        const it = keys.values();
        try {
          while (true) {
            const r = it.next();
            if (r.done) break;
            yield r.value + r.value;
          }
        } finally {
          log("closed");
        }
      }`,
    after: `
      async function* generated(keys: string[]) {
        try {
          for (const key of keys.values()) {
            yield key + key;
          }
        } finally {
          log("closed");
        }
      }`,
    worlds: [withHelpers(["a", "b"])],
  },
  {
    name: "stopping early would close an iterator that is not known",
    before: `
      async function* generated(keys: Iterable<string>) {
        const it = keys[Symbol.iterator]();
        while (true) {
          const { value, done } = it.next();
          if (done) return;
          yield value;
        }
      }`,
  },
  {
    name: "the iterator is used elsewhere",
    before: `
      async function* generated(keys: string[]) {
        const it = keys[Symbol.iterator]();
        yield it.next().value;
        while (true) {
          const { value, done } = it.next();
          if (done) return;
          yield value;
        }
      }`,
  },
  {
    name: "the result is used elsewhere",
    before: `
      async function* generated(keys: string[]) {
        const it = keys[Symbol.iterator]();
        while (true) {
          const result = it.next();
          if (result.done) return;
          yield result;
        }
      }`,
  },
  {
    name: "something is done at the end",
    before: `
      async function* generated(keys: string[]) {
        const it = keys[Symbol.iterator]();
        while (true) {
          const { value, done } = it.next();
          if (done) {
            log("end");
            return;
          }
          yield value;
        }
      }`,
  },
]);

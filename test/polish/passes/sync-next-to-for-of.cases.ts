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
    name: "an array's final value is none",
    before: `
      async function* generated(rows: string[]) {
        const it: Iterator<string> = rows[Symbol.iterator]();
        while (true) {
          const step = it.next();
          if (step.done) return step.value;
          yield step.value;
        }
      }`,
    after: `
      async function* generated(rows: string[]) {
        for (const row of rows) {
          yield row;
        }
      }`,
    worlds: [withHelpers(["a", "b"]), withHelpers([])],
  },
  {
    name: "left where there is no value, as at the end",
    before: `
      async function* generated(rows: (string | undefined)[]) {
        const it = rows.values();
        while (true) {
          const step = it.next();
          if (!step.value) return;
          yield step.value;
        }
      }`,
    after: `
      async function* generated(rows: (string | undefined)[]) {
        for (const row of rows.values()) {
          if (!row) return;
          yield row;
        }
      }`,
    worlds: [withHelpers(["a", undefined, "b"]), withHelpers(["a"]), withHelpers([])],
  },
  {
    name: "somebody's iterator may end with a value",
    before: `
      async function* generated(rows: Iterable<string>) {
        const it = rows[Symbol.iterator]();
        while (true) {
          const step = it.next();
          if (!step.value) return;
          yield step.value;
        }
      }`,
    context: { mayCloseSource: true },
  },
  {
    name: "a final value that the types ask for",
    before: `
      async function* generated(rows: string[]) {
        const it: Iterator<string> = rows[Symbol.iterator]();
        while (true) {
          const step = it.next();
          if (step.done) return step.value;
          yield step.value;
        }
      }`,
    context: { promisesFinalValue: true },
  },
  {
    name: "a final value of somebody's iterator",
    before: `
      async function* generated(rows: Iterable<string>) {
        const it = rows[Symbol.iterator]();
        while (true) {
          const step = it.next();
          if (step.done) return step.value;
          yield step.value;
        }
      }`,
    context: { mayCloseSource: true },
  },
  {
    name: "a value that is taken apart first thing",
    before: `
      async function* generated(counts: Map<string, number>) {
        const it = counts.entries();
        while (true) {
          const { value, done } = it.next();
          if (done) return;
          const [name, count] = value;
          yield name + count;
        }
      }`,
    after: `
      async function* generated(counts: Map<string, number>) {
        for (const [name, count] of counts.entries()) {
          yield name + count;
        }
      }`,
    worlds: [withArgs(() => [new Map([["a", 1]])])],
  },
  {
    name: "a value that is taken apart, and named again",
    before: `
      async function* generated(counts: Map<string, number>) {
        const it = counts.entries();
        while (true) {
          const { value, done } = it.next();
          if (done) return;
          const [name, count] = value;
          yield name + count + value.length;
        }
      }`,
    after: `
      async function* generated(counts: Map<string, number>) {
        for (const value of counts.entries()) {
          const [name, count] = value;
          yield name + count + value.length;
        }
      }`,
    worlds: [withArgs(() => [new Map([["a", 1]])])],
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
  {
    name: "drawn in the head of a for",
    before: `
      async function* generated(words: Set<string>) {
        const it = words.values();
        // all of them
        for (let step = it.next(); !step.done; step = it.next()) {
          // short ones go
          if (step.value.length < 2) {
            words.delete(step.value);
            continue;
          }
          const later = () => step.value;
          yield later;
        }
        log("end");
      }`,
    after: `
      async function* generated(words: Set<string>) {
        // all of them
        for (const word of words.values()) {
          // short ones go
          if (word.length < 2) {
            words.delete(word);
            continue;
          }
          const later = () => word;
          yield later;
        }
        log("end");
      }`,
    worlds: [
      ({ sync }) => ({ args: [new Set(["ab", "c", "de"])], globals: { log: sync("log", () => undefined) } }),
    ],
  },
  {
    name: "the head of a for draws, and the author names the value",
    before: `
      async function* generated(counts: Map<string, number>) {
        const it = counts.entries();
        for (let step = it.next(); !step.done; step = it.next()) {
          const [name, count] = step.value;
          yield name + count;
        }
      }`,
    after: `
      async function* generated(counts: Map<string, number>) {
        for (const [name, count] of counts.entries()) {
          yield name + count;
        }
      }`,
    worlds: [withArgs(() => [new Map([["a", 1]])])],
  },
  {
    name: "the body of a for draws, too",
    before: `
      async function* generated(words: Set<string>) {
        const it = words.values();
        for (let step = it.next(); !step.done; step = it.next()) {
          yield step.value;
          it.next();
        }
      }`,
  },
  {
    name: "the body of a for skips one",
    before: `
      async function* generated(words: Set<string>) {
        const it = words.values();
        for (let step = it.next(); !step.done; step = it.next()) {
          yield step.value;
          step = { done: false, value: "x" };
        }
      }`,
  },
  {
    name: "the step of a for is another one",
    before: `
      async function* generated(words: Set<string>, more: Iterator<string>) {
        const it = words.values();
        for (let step = it.next(); !step.done; step = more.next()) {
          yield step.value;
        }
      }`,
  },
  {
    name: "a for over a source that would be closed",
    before: `
      async function* generated(words: Iterable<string>) {
        const it = words[Symbol.iterator]();
        for (let step = it.next(); !step.done; step = it.next()) {
          yield step.value;
        }
      }`,
  },
  {
    name: "an iterator from outside that has nothing to close",
    before: `
      async function* generated() {
        while (true) {
          const step = names.next();
          if (step.done) return;
          yield step.value;
        }
      }`,
    after: `
      async function* generated() {
        for (const name of names) {
          yield name;
        }
      }`,
    context: { facts: { names: { isSelfSyncIterator: true, closesQuietly: true, isStable: true } } },
    worlds: [() => ({ args: [], globals: { names: ["a", "b"].values() } })],
  },
  {
    name: "an iterator from outside that may be another one later",
    before: `
      async function* generated() {
        while (true) {
          const step = names.next();
          if (step.done) return;
          yield step.value;
        }
      }`,
    context: { facts: { names: { isSelfSyncIterator: true, closesQuietly: true } } },
  },
  {
    name: "a value before the first that is drawn",
    context: { mayCloseSource: true, mayOpenSourceLater: true },
    before: `
      async function* generated(counts: Iterable<number>) {
        const it = counts[Symbol.iterator]();
        yield 0;
        while (true) {
          const result = it.next();
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      async function* generated(counts: Iterable<number>) {
        yield 0;
        for (const count of counts) {
          yield count;
        }
      }`,
    worlds: [withArgs(() => [[1, 2]])],
  },
  {
    name: "a value before the first that is drawn: the source would be opened later",
    context: { mayCloseSource: true },
    before: `
      async function* generated(counts: Iterable<number>) {
        const it = counts[Symbol.iterator]();
        yield 0;
        while (true) {
          const result = it.next();
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
  {
    name: "the source may be another one by then",
    context: { mayCloseSource: true, mayOpenSourceLater: true },
    before: `
      async function* generated(this: Shelf) {
        const it = this.counts[Symbol.iterator]();
        yield 0;
        while (true) {
          const result = it.next();
          if (result.done) return;
          yield result.value;
        }
      }`,
  },
]);

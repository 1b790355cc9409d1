import { dropOptionalChain } from "../../../src/engine/polish/passes/drop-optional-chain";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropOptionalChain, [
  {
    name: "what is made there is an object",
    before: `
      async function* generated(next: () => Promise<string>) {
        const seen: string[] = [];
        try {
          yield await next();
        } finally {
          seen?.push("end");
          log(seen.length);
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>) {
        const seen: string[] = [];
        try {
          yield await next();
        } finally {
          seen.push("end");
          log(seen.length);
        }
      }`,
    worlds: [withValues("a")],
  },
  {
    name: "what somebody else gives is asked for by its author, whatever its type says",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        const reader = open();
        if (!reader) return;
        try {
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
  },
  {
    name: "what may not be iterable is asked for its iterator",
    context: { facts: { "rows[Symbol.iterator]?.()": { isObject: true } } },
    before: `
      async function* generated(rows: Iterable<string>) {
        const iterator = rows[Symbol.iterator]?.();
        if (!iterator) return;
        yield iterator.next().value;
      }`,
  },
  {
    name: "nothing is known of it",
    before: `
      async function* generated(open: () => Reader) {
        const reader = open();
        try {
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
  },
  {
    name: "it may not be set yet",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        let reader;
        try {
          reader = open();
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
  },
  {
    name: "a method that may be missing",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        const reader = open();
        try {
          yield await reader.read();
        } finally {
          reader.close?.();
        }
      }`,
  },
  {
    name: "questions for what is there",
    before: `
      async function* generated(next: () => Promise<string>, wait: boolean) {
        const seen: string[] = [];
        if (seen === undefined || seen == null) return;
        try {
          yield seen && (await next());
        } finally {
          if (seen && wait) log("waits");
          if (seen !== null) log(seen.length);
        }
      }`,
    after: `
      async function* generated(next: () => Promise<string>, wait: boolean) {
        const seen: string[] = [];
        if (false || false) return;
        try {
          yield seen && (await next());
        } finally {
          if (true && wait) log("waits");
          if (true) log(seen.length);
        }
      }`,
    worlds: [withValues("a")],
  },
  {
    name: "compared with something else",
    before: `
      async function* generated(other: string[]) {
        const seen: string[] = [];
        if (seen !== other) yield seen.length;
      }`,
  },
]);

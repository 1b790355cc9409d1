import { dropOptionalChain } from "../../../src/engine/polish/passes/drop-optional-chain";
import { testPass } from "../cases";

testPass(dropOptionalChain, [
  {
    name: "what is opened is an object",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader) {
        const reader = open();
        try {
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        const reader = open();
        try {
          yield await reader.read();
        } finally {
          reader.close();
        }
      }`,
    worlds: [
      ({ async, sync }) => ({
        args: [sync("open", () => ({ read: async("read", () => 1), close: sync("close", () => undefined) }))],
      }),
    ],
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
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader, wait: boolean) {
        const reader = open();
        if (reader === undefined || reader == null) return;
        try {
          yield reader && (await reader.read());
        } finally {
          if (reader && wait) log("waits");
          if (reader !== null) reader.close();
        }
      }`,
    after: `
      async function* generated(open: () => Reader, wait: boolean) {
        const reader = open();
        if (false || false) return;
        try {
          yield reader && (await reader.read());
        } finally {
          if (true && wait) log("waits");
          if (true) reader.close();
        }
      }`,
    worlds: [
      ({ async, sync }) => ({
        args: [
          sync("open", () => ({ read: async("read", () => 1), close: sync("close", () => undefined) })),
          true,
        ],
        globals: { log: sync("log", () => undefined) },
      }),
    ],
  },
  {
    name: "compared with something else",
    context: { facts: { "open()": { isObject: true } } },
    before: `
      async function* generated(open: () => Reader, other: Reader) {
        const reader = open();
        if (reader !== other) yield await reader.read();
      }`,
  },
]);

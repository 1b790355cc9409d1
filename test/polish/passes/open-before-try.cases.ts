import { openBeforeTry } from "../../../src/engine/polish/passes/open-before-try";
import { testPass } from "../cases";

testPass(openBeforeTry, [
  {
    name: "nothing to clean up when it cannot be opened",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          reader = open(); // once
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
    after: `
      async function* generated(open: () => Reader) {
        const reader = open(); // once
        try {
          yield await reader.read();
        } finally {
          reader?.close();
        }
      }`,
    worlds: [
      ({ async, sync }) => ({
        args: [sync("open", () => ({ read: async("read", () => 1), close: sync("close", () => undefined) }))],
      }),
      ({ sync }) => ({ args: [sync("open", () => undefined)] }),
    ],
  },
  {
    name: "cleaned up under a condition",
    before: `
      async function* generated(open: () => Promise<Reader>) {
        let reader: Reader | undefined;
        try {
          reader = await open();
          yield await reader.read();
        } finally {
          if (reader) await reader.close();
        }
      }`,
    after: `
      async function* generated(open: () => Promise<Reader>) {
        const reader = await open();
        try {
          yield await reader.read();
        } finally {
          if (reader) await reader.close();
        }
      }`,
    worlds: [
      ({ async }) => ({
        args: [
          async("open", () => ({ read: async("read", () => 1), close: async("close", () => undefined) })),
        ],
      }),
      ({ async }) => ({ args: [async("open", () => undefined)] }),
    ],
  },
  {
    name: "something is done where nothing was opened",
    before: `
      async function* generated(open: () => Promise<Reader>) {
        let reader: Reader | undefined;
        try {
          reader = await open();
          yield await reader.read();
        } finally {
          if (reader) await reader.close();
          else log("nothing");
        }
      }`,
  },
  {
    name: "more is cleaned up",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          reader = open();
          yield await reader.read();
        } finally {
          reader?.close();
          log("closed");
        }
      }`,
  },
  {
    name: "a failing open() is caught",
    before: `
      async function* generated(open: () => Reader) {
        let reader: Reader | undefined;
        try {
          reader = open();
          yield await reader.read();
        } catch (error) {
          log("failed");
        } finally {
          reader?.close();
        }
      }`,
  },
  {
    name: "held nothing before, by an assertion of its type",
    before: `
      async function* generated(open: () => Reader) {
        let reader = undefined as Reader | undefined;
        try {
          reader = open();
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
          reader?.close();
        }
      }`,
    worlds: [
      ({ async, sync }) => ({
        args: [sync("open", () => ({ read: async("read", () => 1), close: sync("close", () => undefined) }))],
      }),
    ],
  },
]);

import { dropClosingFinally } from "../../../src/engine/polish/passes/drop-closing-finally";
import { testPass } from "../cases";
import { withSource } from "../worlds";

testPass(dropClosingFinally, [
  {
    name: "the source must stay open",
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        try {
          while (true) {
            const { value, done } = await it.next();
            if (done) return;
            yield value;
          }
        } finally {
          await it.return?.();
        }
      }`,
  },
  {
    name: "more is cleaned up",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        try {
          while (true) {
            const { value, done } = await it.next();
            if (done) return;
            yield value;
          }
        } finally {
          await it.return?.();
          log("closed");
        }
      }`,
  },
  {
    name: "a source without a return()",
    context: { mayCloseSource: true },
    before: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        try {
          while (true) {
            const { value, done } = await it.next();
            if (done) return;
            yield value;
          }
        } finally {
          await it.return?.();
        }
      }`,
    after: `
      async function* generated(source: AsyncIterable<number>) {
        const it = source[Symbol.asyncIterator]();
        while (true) {
          const { value, done } = await it.next();
          if (done) return;
          yield value;
        }
      }`,
    worlds: [withSource([1, 2])],
  },
]);

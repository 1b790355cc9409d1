import { dropUnusedElement } from "../../../src/engine/polish/passes/drop-unused-element";
import { testPass } from "../cases";
import { withValues } from "../worlds";

testPass(dropUnusedElement, [
  {
    name: "a value that nobody asks for",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const { value, done } = await next();
        if (done) return;
        yield "it goes on";
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        const { done } = await next();
        if (done) return;
        yield "it goes on";
      }`,
    worlds: [withValues({ value: 1, done: false }), withValues({ value: 1, done: true })],
  },
  {
    name: "the last of several",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const {
          done,
          value: row,
        } = await next();
        if (done) return;
        yield "it goes on";
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        const {
          done,
        } = await next();
        if (done) return;
        yield "it goes on";
      }`,
    worlds: [withValues({ value: 1, done: false }), withValues({ value: 1, done: true })],
  },
  {
    name: "the only one, of what has no effect",
    before: `
      async function* generated(next: Next) {
        const { limit } = next;
        yield await next();
      }`,
    after: `
      async function* generated(next: Next) {
        yield await next();
      }`,
    worlds: [withValues(1)],
  },
  {
    name: "the only one, of a call",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const { value } = await next();
        yield await next();
      }`,
    after: `
      async function* generated(next: () => Promise<Item>) {
        await next();
        yield await next();
      }`,
    worlds: [withValues({ value: 1 }, 2)],
  },
  {
    name: "the rest would hold it",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const { done, ...rest } = await next();
        yield rest;
      }`,
  },
  {
    name: "its default has an effect",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const { value = log("none"), done } = await next();
        yield done;
      }`,
  },
  {
    name: "an inner pattern says that something is there",
    before: `
      async function* generated(next: () => Promise<Item>) {
        const { page: { size }, done } = await next();
        yield done;
      }`,
  },
]);

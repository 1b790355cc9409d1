import { stepInTestToFor } from "../../../src/engine/polish/passes/step-in-test-to-for";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

const letters = withArgs(() => [["a", "b", "c"]]);
const none = withArgs(() => [[]]);

testPass(stepInTestToFor, [
  {
    name: "stepped in front of the test",
    before: `
      function* generated(items: string[]) {
        let i = -1;
        while (++i < items.length) {
          yield items[i];
        }
      }`,
    after: `
      function* generated(items: string[]) {
        for (let i = 0; i < items.length; i++) {
          yield items[i];
        }
      }`,
    worlds: [letters, none],
  },
  {
    name: "more is asked, and a round is cut short",
    before: `
      function* generated(items: string[]) {
        // where we are
        let at: number = -1;
        while (++at < items.length && items[at] !== "c") {
          if (at === 0) continue;
          yield items[at];
        }
      }`,
    after: `
      function* generated(items: string[]) {
        // where we are
        for (let at: number = 0; at < items.length && items[at] !== "c"; at++) {
          if (at === 0) continue;
          yield items[at];
        }
      }`,
    worlds: [letters, none],
  },
  {
    name: "stepped again in the body",
    before: `
      function* generated(items: string[]) {
        let i = -1;
        while (++i < items.length) {
          yield items[i++];
        }
      }`,
    worlds: [letters],
  },
  {
    name: "something comes before the step",
    before: `
      function* generated(items: string[], more: () => boolean) {
        let i = -1;
        while (more() && ++i < items.length) {
          yield items[i];
        }
      }`,
  },
  {
    name: "asked for behind the loop",
    before: `
      function* generated(items: string[]) {
        let i = -1;
        while (++i < items.length) {
          yield items[i];
        }
        return i;
      }`,
    worlds: [letters],
  },
  {
    name: "begins anywhere",
    before: `
      function* generated(items: string[], start: number) {
        let i = start;
        while (++i < items.length) {
          yield items[i];
        }
      }`,
    worlds: [withArgs(() => [["a", "b", "c"], 0])],
  },
]);

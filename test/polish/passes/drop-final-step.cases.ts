import { dropFinalStep } from "../../../src/engine/polish/passes/drop-final-step";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(dropFinalStep, [
  {
    name: "the counter ends with the generator",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        while (i < list.length) {
          yield list[i++];
        }
        return list[i++];
      }`,
    after: `
      async function* generated(list: string[]) {
        let i = 0;
        while (i < list.length) {
          yield list[i++];
        }
        return list[i];
      }`,
    worlds: [withArgs(() => [["a", "b"]])],
  },
  {
    name: "it is asked for once more",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        return [list[i++], i];
      }`,
  },
  {
    name: "it may be no number",
    before: `
      async function* generated(start: any) {
        let i = start;
        return i++;
      }`,
  },
  {
    name: "others count with it",
    before: `
      async function* generated() {
        let i = 0;
        yield () => i;
        return i++;
      }`,
  },
  {
    name: "clean-up asks for it",
    before: `
      async function* generated(list: string[]) {
        let i = 0;
        try {
          return list[i++];
        } finally {
          log(i);
        }
      }`,
  },
]);

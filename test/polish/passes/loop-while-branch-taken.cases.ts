import { loopWhileBranchTaken } from "../../../src/engine/polish/passes/loop-while-branch-taken";
import { testPass } from "../cases";
import { withHelpers } from "../worlds";

testPass(loopWhileBranchTaken, [
  {
    name: "the branch goes round, the rest is the end",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          // as long as there is one
          if (index < end) {
            yield index++;
            continue;
          }
          return;
        }
      }`,
    after: `
      async function* generated(index: any, end: any) {
        // as long as there is one
        while (index < end) {
          yield index++;
          continue;
        }
      }`,
    worlds: [withHelpers(0, 3), withHelpers(0, null)],
  },
  {
    name: "with else",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
          } else {
            return;
          }
        }
      }`,
    after: `
      async function* generated(index: any, end: any) {
        while (index < end) {
          yield index++;
        }
      }`,
    worlds: [withHelpers(0, 3)],
  },
  {
    name: "the branch may come to the end too",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
          }
          return;
        }
      }`,
  },
  {
    name: "the end gives a value",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
            continue;
          }
          return "done";
        }
      }`,
  },
]);

import { conditionStepToFor } from "../../../src/engine/polish/passes/condition-step-to-for";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(conditionStepToFor, [
  {
    name: "counted down",
    before: `
      async function* generated(greeting: string) {
        let left = 3;
        while (left-- > 0) {
          yield greeting;
        }
      }`,
    after: `
      async function* generated(greeting: string) {
        for (let left = 3; left > 0; left--) {
          yield greeting;
        }
      }`,
    worlds: [withArgs(() => ["hi"])],
  },
  {
    name: "the body sees the step",
    before: `
      async function* generated(greeting: string) {
        let left = 3;
        while (left-- > 0) {
          yield left;
        }
      }`,
  },
  {
    name: "used behind the loop",
    before: `
      async function* generated(greeting: string) {
        let left = 3;
        while (left-- > 0) {
          yield greeting;
        }
        log(left);
      }`,
  },
  {
    name: "a parameter",
    before: `
      async function* generated(left: number) {
        while (left-- > 0) {
          yield 1;
        }
      }`,
  },
]);

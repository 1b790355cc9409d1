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
    name: "with else, where the end does something",
    before: `
      async function* generated(index: any, end: any, log: any) {
        while (true) {
          if (index < end) {
            // the next one
            yield index++;
          } else {
            // nothing is left
            log("end"); // so it is
            return;
          }
        }
      }`,
    after: `
      async function* generated(index: any, end: any, log: any) {
        while (index < end) {
          // the next one
          yield index++;
        }
        // nothing is left
        log("end"); // so it is
        return;
      }`,
    worlds: [withHelpers(0, 3, "log")],
  },
  {
    name: "with else, where the branch ends the loop too",
    before: `
      async function* generated(index: any, end: any, log: any) {
        while (true) {
          if (index < end) {
            if (index === 1) break;
            yield index++;
          } else {
            log("end");
            return;
          }
        }
        yield "broken";
      }`,
  },
  {
    name: "with else, where the other branch goes round as well",
    before: `
      async function* generated(index: any, end: any, log: any) {
        while (true) {
          if (index < end) {
            yield index++;
          } else {
            if (index++ > 5) return;
            log("on");
          }
        }
      }`,
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
    after: `
      async function* generated(index: any, end: any) {
        while (index < end) {
          yield index++;
          continue;
        }
        return "done";
      }`,
    worlds: [withHelpers(0, 3), withHelpers(0, null)],
  },
  {
    name: "more is done at the end",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
            continue;
          }

          // what is left over
          const left = index - end;
          await sleep(left);
          return;
        }
      }`,
    after: `
      async function* generated(index: any, end: any) {
        while (index < end) {
          yield index++;
          continue;
        }

        // what is left over
        const left = index - end;
        await sleep(left);
        return;
      }`,
    worlds: [withHelpers(0, 3), withHelpers(0, null)],
  },
  {
    name: "a break leads behind the loop, too",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            if (index === 2) break;
            yield index++;
            continue;
          }
          await sleep(index);
          return;
        }
        await sleep("left");
      }`,
  },
  {
    name: "the loop goes on from there",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
            continue;
          }
          end = await sleep(index);
          if (end > index) continue;
          return;
        }
      }`,
  },
  {
    name: "the end is a failure",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            yield index++;
            continue;
          }
          throw new Error("no more");
        }
      }`,
  },
  {
    name: "a name at the end is another one around the loop",
    before: `
      async function* generated(index: any, end: any) {
        const left = 7;
        while (true) {
          if (index < left) {
            yield index++;
            continue;
          }
          {
            const left = await sleep(index);
            yield left;
          }
          return;
        }
      }`,
    after: `
      async function* generated(index: any, end: any) {
        const left = 7;
        while (index < left) {
          yield index++;
          continue;
        }
        {
          const left = await sleep(index);
          yield left;
        }
        return;
      }`,
    worlds: [withHelpers(5, 3)],
  },
  {
    name: "a name at the end would be declared twice",
    before: `
      async function* generated(index: any, end: any) {
        const left = 7;
        while (true) {
          if (index < 3) {
            yield index++;
            continue;
          }
          const left = await sleep(index);
          yield left;
          return;
        }
      }`,
  },
  {
    name: "the branch goes round, or to the exit",
    before: `
      async function* generated(index: any, end: any) {
        while (true) {
          if (index < end) {
            index++;
            if (index === 2) {
              yield index;
              continue;
            }
            await sleep(index);
          }
          return;
        }
      }`,
    after: `
      async function* generated(index: any, end: any) {
        while (index < end) {
          index++;
          if (index === 2) {
            yield index;
            continue;
          }
          await sleep(index);
          return;
        }
      }`,
    worlds: [withHelpers(1, 5), withHelpers(5, 3)],
  },
]);

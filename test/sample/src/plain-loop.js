import { nested } from "./nested.js";

/** Fails at run time: an async iterable has no [Symbol.iterator]; the loop must be `for await`. */
export async function sumOfNested() {
  let sum = 0;
  for (const n of nested()) {
    sum += n;
  }
  return sum;
}

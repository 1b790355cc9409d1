import { OneAtATime as Values, type FakeRedis } from "./index.js";

/** Prints each key's value. */
export async function printValues(redis: FakeRedis, keys: string[]): Promise<void> {
  for await (const value of new Values(redis, keys)) {
    console.log(value ?? "(nothing)");
  }
}

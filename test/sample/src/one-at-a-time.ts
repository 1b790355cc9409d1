import type { FakeRedis } from "./fake-redis.js";

/** Loads the values of some keys, one request at a time. */
export class OneAtATime implements AsyncIterableIterator<string | null> {
  private readonly ikeys: Iterator<string>;

  constructor(
    private readonly redis: FakeRedis,
    keys: string[],
  ) {
    this.ikeys = keys[Symbol.iterator]();
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<string | null>> {
    const { value: k, done } = this.ikeys.next();
    if (done) {
      return { value: undefined, done: true };
    }
    // one request at a time: the server is small
    const value = await this.redis.get(k);
    return { value, done: false };
  }
}

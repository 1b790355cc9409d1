/** The part of a Redis client that the sample needs, with its data in memory. */
export class FakeRedis {
  private readonly data: ReadonlyMap<string, string>;

  constructor(data: Record<string, string>) {
    this.data = new Map(Object.entries(data));
  }

  async get(key: string): Promise<string | null> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return this.data.get(key) ?? null;
  }
}

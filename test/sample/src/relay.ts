/** Announces what a source gives, and hands it on. */
export async function* announce(title: string, source: AsyncIterable<number>) {
  yield title;
  for await (const item of source) {
    yield item;
  }
}

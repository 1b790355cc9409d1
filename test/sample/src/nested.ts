function* range(end: number) {
  for (let n = 0; n < end; n++) yield n;
}

async function* twice(n: number) {
  yield n;
  yield n;
}

/** Draws from other generators, synchronous and asynchronous ones. */
export async function* nested() {
  yield* range(3);
  yield* twice(10);
}

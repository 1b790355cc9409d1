const iterator = `class Countdown {
  private left: number;

  constructor(from: number) {
    this.left = from;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<number>> {
    if (this.left === 0) return { value: undefined, done: true };
    await pause(this.left);
    return { value: this.left--, done: false };
  }
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}

export async function launch(): Promise<void> {
  for await (const second of new Countdown(10)) console.log(second);
}
`;

/**
 * A file of ordinary code with one hand-rolled iterator in the middle.
 *
 * @param lineCount - how many lines it shall have
 */
export function longFile(lineCount) {
  const blocks = [];
  const length = () => blocks.reduce((sum, block) => sum + block.split("\n").length - 1, 0);
  for (let index = 0; length() + iterator.split("\n").length < lineCount; index++) {
    if (index === 30) blocks.push(iterator);
    blocks.push(ordinary(index));
  }
  while (length() < lineCount) blocks.push("//\n");
  return blocks.join("");
}

function ordinary(index) {
  return `
export interface Order${index} {
  readonly id: string;
  readonly lines: readonly { readonly name: string; readonly price: number; readonly count: number }[];
}

export function total${index}(order: Order${index}): number {
  let sum = 0;
  for (const { price, count } of order.lines) {
    sum += price * count;
  }
  return sum > ${100 + index} ? sum * 0.95 : sum;
}

export async function send${index}(orders: readonly Order${index}[]): Promise<string[]> {
  const sent = await Promise.all(orders.map(async (order) => ({ order, total: total${index}(order) })));
  return sent.filter(({ total }) => total > 0).map(({ order }) => order.id.toUpperCase());
}
`;
}

/** Waits before the first and each later attempt, in milliseconds: a TypeScript server can take long to start. */
const waits: readonly number[] = [0, 500, 1000, 2000, 4000, 8000];

/** What an attempt gives when it is worth trying again. */
export const tryAgain: unique symbol = Symbol("try again");

/** What comes out when no attempt gave an answer. */
export const gaveUp: unique symbol = Symbol("gave up");

/** Something that can be called off; VS Code's `CancellationToken` is one. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
}

/**
 * Tries until an attempt gives an answer, waiting longer and longer in between.
 *
 * @param attempt - gives `tryAgain` when there was no answer yet
 * @param cancellation - no attempt is made once it is requested
 * @returns the answer, or `gaveUp` when it was called off or every attempt was one to try again
 */
export async function withBackOff<T>(
  attempt: () => Promise<T | typeof tryAgain>,
  cancellation: Cancellation,
): Promise<T | typeof gaveUp> {
  for (const wait of waits) {
    if (wait > 0) await sleep(wait);
    if (cancellation.isCancellationRequested) return gaveUp;
    const answer = await attempt();
    if (answer !== tryAgain) return answer;
  }
  return gaveUp;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The part of VS Code's `CancellationToken` by which somebody is told at once. */
export interface CancellationNotice extends Cancellation {
  onCancellationRequested(listener: () => void): { dispose(): unknown };
}

/**
 * Waits for a task no longer than until it is called off, however long the task itself takes to notice.
 *
 * @returns what the task gives, or `undefined` when it was called off before
 */
export async function orCancelled<T>(task: Promise<T>, notice: CancellationNotice): Promise<T | undefined> {
  if (notice.isCancellationRequested) return undefined;
  let listening: { dispose(): unknown } | undefined;
  const calledOff = new Promise<undefined>((resolve) => {
    listening = notice.onCancellationRequested(() => {
      resolve(undefined);
    });
  });
  try {
    return await Promise.race([task, calledOff]);
  } finally {
    listening?.dispose();
  }
}

/** Runs a task for a key once nothing has asked for it during a pause; a later call starts the pause anew. */
export class Debouncer {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private isDisposed = false;

  /** @param milliseconds - the pause; 0 runs it in the next turn of the event loop */
  schedule(key: string, milliseconds: number, task: () => void): void {
    if (this.isDisposed) return;
    this.cancel(key);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      task();
    }, milliseconds);
    this.timers.set(key, timer);
  }

  /** Calls off what is scheduled for the key, if anything. */
  cancel(key: string): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const key of [...this.timers.keys()]) this.cancel(key);
  }
}

/** Runs a task at once, and what is asked for during the pause after it only once, when the pause is over. */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private isWanted = false;

  /**
   * @param pause - in milliseconds, after each run
   * @param isReady - asked when the pause is over; where it is not, the pause begins again
   */
  constructor(
    private readonly task: () => void,
    private readonly pause: number,
    private readonly isReady: () => boolean = () => true,
  ) {}

  /** Asks for the task. */
  request(): void {
    if (this.timer) this.isWanted = true;
    else this.now();
  }

  /** Runs the task without waiting for the end of a pause. */
  now(): void {
    clearTimeout(this.timer);
    this.isWanted = false;
    this.task();
    this.wait();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.isReady()) this.wait();
      else if (this.isWanted) this.now();
    }, this.pause);
  }
}

/**
 * Tells when somebody who was told of news has asked for all of them: questions come one by one, and how far apart depends on the
 * machine.
 */
export class Questions {
  private told = 0;
  private last = 0;
  private longestGap = 0;
  private isAsking = false;

  /** @param unasked - after so many milliseconds without any question nobody wants to know */
  constructor(private readonly unasked = 2000) {}

  /** There is news: the questions begin anew. */
  tell(): void {
    this.told = this.last = Date.now();
    this.longestGap = 0;
    this.isAsking = false;
  }

  /** Somebody asks. */
  ask(): void {
    const now = Date.now();
    this.longestGap = Math.max(this.longestGap, now - this.last);
    this.last = now;
    this.isAsking = true;
  }

  /** @returns whether there will be no more questions about the last news, as far as can be told */
  areOver(): boolean {
    const now = Date.now();
    return this.isAsking
      ? now - this.last > Math.max(150, 2 * this.longestGap)
      : now - this.told > this.unasked;
  }
}

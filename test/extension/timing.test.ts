import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Debouncer, gaveUp, Questions, Throttle, tryAgain, withBackOff } from "../../src/extension/timing";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("withBackOff", () => {
  const open = { isCancellationRequested: false };

  it("gives the first answer at once", async () => {
    expect(await withBackOff(async () => 1, open)).toBe(1);
  });

  it("waits longer and longer for a server that is not up yet", async () => {
    const times: number[] = [];
    const start = Date.now();
    const answer = withBackOff(async () => {
      times.push(Date.now() - start);
      return times.length === 4 ? "up" : tryAgain;
    }, open);
    await vi.runAllTimersAsync();
    expect(await answer).toBe("up");
    expect(times).toEqual([0, 500, 1500, 3500]);
  });

  it("gives up in the end", async () => {
    const attempt = vi.fn((): Promise<typeof tryAgain> => Promise.resolve(tryAgain));
    const answer = withBackOff<string>(attempt, open);
    await vi.runAllTimersAsync();
    expect(await answer).toBe(gaveUp);
    expect(attempt).toHaveBeenCalledTimes(6);
  });

  it("makes no attempt once it was called off", async () => {
    const cancellation = { isCancellationRequested: false };
    const attempt = vi.fn((): Promise<typeof tryAgain> => Promise.resolve(tryAgain));
    const answer = withBackOff<string>(attempt, cancellation);
    await vi.advanceTimersByTimeAsync(600);
    cancellation.isCancellationRequested = true;
    await vi.runAllTimersAsync();
    expect(await answer).toBe(gaveUp);
    expect(attempt).toHaveBeenCalledTimes(2);
  });
});

describe("Debouncer", () => {
  it("runs once after the last of several calls, for each key on its own", () => {
    const debouncer = new Debouncer();
    const done: string[] = [];
    debouncer.schedule("a", 100, () => done.push("first a"));
    debouncer.schedule("b", 100, () => done.push("b"));
    vi.advanceTimersByTime(60);
    debouncer.schedule("a", 100, () => done.push("second a"));
    vi.advanceTimersByTime(60);
    expect(done).toEqual(["b"]);
    vi.advanceTimersByTime(60);
    expect(done).toEqual(["b", "second a"]);
  });

  it("runs nothing after it was called off", () => {
    const debouncer = new Debouncer();
    const task = vi.fn();
    debouncer.schedule("a", 100, task);
    debouncer.schedule("b", 100, task);
    debouncer.cancel("a");
    debouncer.dispose();
    vi.runAllTimers();
    expect(task).not.toHaveBeenCalled();
  });
});

describe("Throttle", () => {
  it("runs at once, and then once for all that was asked for during a pause", () => {
    const times: number[] = [];
    const start = Date.now();
    const throttle = new Throttle(() => times.push(Date.now() - start), 400);
    for (let at = 0; at < 1000; at += 10) {
      throttle.request();
      vi.advanceTimersByTime(10);
    }
    vi.runAllTimers();
    expect(times).toEqual([0, 400, 800, 1200]);
  });

  it("does not wait where it must not, and runs nothing more after that", () => {
    const task = vi.fn();
    const throttle = new Throttle(task, 400);
    throttle.request();
    throttle.request();
    throttle.now();
    expect(task).toHaveBeenCalledTimes(2);
    vi.runAllTimers();
    expect(task).toHaveBeenCalledTimes(2);
    throttle.request();
    throttle.request();
    throttle.dispose();
    vi.runAllTimers();
    expect(task).toHaveBeenCalledTimes(3);
  });
});

describe("Throttle and Questions", () => {
  /** Asks for `rows` rows at each refresh, one every `pace` milliseconds, and begins anew at the next refresh, as VS Code does. */
  function shownRows(
    pace: number,
    rows: number,
    changesFor: number,
  ): { complete: number; refreshes: number } {
    const questions = new Questions();
    let [asked, complete, refreshes] = [0, 0, 0];
    let asking: NodeJS.Timeout | undefined;
    const throttle = new Throttle(
      () => {
        refreshes++;
        questions.tell();
        asked = 0;
        clearInterval(asking);
        asking = setInterval(() => {
          questions.ask();
          if (++asked < rows) return;
          complete++;
          clearInterval(asking);
        }, pace);
      },
      400,
      () => questions.areOver(),
    );
    for (let at = 0; at < changesFor; at += 50) {
      throttle.request();
      vi.advanceTimersByTime(50);
    }
    throttle.dispose();
    clearInterval(asking);
    return { complete, refreshes };
  }

  it("show what comes while it comes, on a quick machine", () => {
    expect(shownRows(1, 100, 4000).complete).toBeGreaterThanOrEqual(8);
  });

  it("let a slow machine come to an end of each list", () => {
    const { complete, refreshes } = shownRows(100, 40, 40_000);
    expect(complete).toBeGreaterThanOrEqual(8);
    expect(refreshes - complete).toBeLessThanOrEqual(1);
  });

  it("do not wait for questions that nobody asks", () => {
    const questions = new Questions();
    expect(questions.areOver()).toBe(true);
    questions.tell();
    expect(questions.areOver()).toBe(false);
    vi.advanceTimersByTime(2001);
    expect(questions.areOver()).toBe(true);
  });
});

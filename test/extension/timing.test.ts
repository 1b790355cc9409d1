import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Debouncer, gaveUp, Throttle, tryAgain, withBackOff } from "../../src/extension/timing";

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
    const throttle = new Throttle(
      () => times.push(Date.now() - start),
      () => 400,
    );
    for (let at = 0; at < 1000; at += 10) {
      throttle.request();
      vi.advanceTimersByTime(10);
    }
    vi.runAllTimers();
    expect(times).toEqual([0, 400, 800, 1200]);
  });

  it("does not wait where it must not, and runs nothing more after that", () => {
    const task = vi.fn();
    const throttle = new Throttle(task, () => 400);
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

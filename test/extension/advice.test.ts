import { describe, expect, it, vi } from "vitest";

vi.mock("vscode", () => import("./support/vscode"));
const { adviceFor } = await import("../../src/extension/explain/advice");

describe("the advice on what outside code may do", () => {
  const advice = adviceFor(
    { code: "public-api", verdict: "review" },
    { target: "method", verdict: "review" },
    [],
  );

  it("holds for a package that is public, and for code whose users cannot all be seen", () => {
    for (const cause of [
      "private",
      "tsconfig.json or jsconfig.json",
      "`composite`",
      "by name",
      ".vue file",
    ]) {
      expect(advice).toContain(cause);
    }
    expect(advice).toContain('set "yieldwise.outsideConsumers" to "serial"');
  });

  it("is short", () => {
    expect(advice.split(/\.(?: |$)/).filter((sentence) => sentence !== "").length).toBeLessThanOrEqual(3);
  });
});

describe("the advice on what a class can be and a function cannot", () => {
  const reason = { code: "identity", verdict: "refused" } as const;
  const asFunction = { target: "function", verdict: "refused" } as const;
  const asMethod = { target: "method", verdict: "review" } as const;

  it("leads to the method where that is on offer", () => {
    expect(adviceFor(reason, asFunction, [asFunction, asMethod])).toContain("the method");
  });

  it("leads nowhere else where that is refused, too", () => {
    const refused = { target: "method", verdict: "refused" } as const;
    expect(adviceFor(reason, asFunction, [asFunction, refused])).toContain("Keep the class");
    expect(adviceFor(reason, refused, [asFunction, refused])).not.toContain("class");
  });
});

describe("the advice on calls that queue up", () => {
  const choice = { target: "method", verdict: "refused" } as const;

  it("says of a queue that it is one", () => {
    expect(adviceFor({ code: "queued-next", verdict: "refused" }, choice, [])).toContain("This is a queue");
    expect(adviceFor({ code: "queued-next", verdict: "review" }, choice, [])).not.toContain("queue");
  });
});

import { describe, expect, it, vi } from "vitest";

vi.mock("vscode", () => import("./support/vscode"));
const { adviceFor } = await import("../../src/extension/explain/advice");

describe("the advice on what outside code may do", () => {
  const advice = adviceFor("public-api");

  it("holds for a package that is public, and for code whose users cannot all be seen", () => {
    for (const cause of ["private", "tsconfig.json or jsconfig.json", "`composite`", "by name"]) {
      expect(advice).toContain(cause);
    }
    expect(advice).toContain('set "yieldwise.outsideConsumers" to "serial"');
  });

  it("is short", () => {
    expect(advice.split(/\.(?: |$)/).filter((sentence) => sentence !== "").length).toBeLessThanOrEqual(3);
  });
});

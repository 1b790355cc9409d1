import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";

describe("what is generated", () => {
  it("is up to date: README table, settings, heads of the pages, list of rules, strings to translate", () => {
    const script = path.resolve(import.meta.dirname, "../../.ci/generate.mjs");
    expect(() => execFileSync(process.execPath, [script, "--check"], { stdio: "pipe" })).not.toThrow();
  });
});

import ts from "typescript";
import { describe, expect, it } from "vitest";
import { mergeNextValues } from "../../src/engine/lower/next-value";

/** A generator's block: a counter before a loop over these statements. */
function looped(body: string, before = "let count = 0;"): string {
  return `{\n${before}\nwhile (true) {\n${body}\n}\n}`;
}

function merge(block: string): string {
  return mergeNextValues(ts, block, new Set(["count"]));
}

describe("a next value that is kept once it is sure", () => {
  it("is kept at once", () => {
    expect(
      merge(looped("const next = count + 1;\nif (next > limit) return;\ncount = next;\nyield { next };")),
    ).toBe(looped("count++;\nif (count > limit) return;\nyield { next: count };"));
  });

  it("goes by any step, down as well", () => {
    expect(merge(looped("const next = count - step;\ncheck(next);\ncount = next;\nyield next;"))).toBe(
      looped("count -= step;\ncheck(count);\nyield count;"),
    );
  });

  it.each([
    [
      "the old value is looked at in between",
      "const next = count + 1;\nlog(count);\ncount = next;\nyield next;",
    ],
    [
      "the old value counts after a detour",
      "const next = count + 1;\nif (skip()) continue;\ncount = next;\nyield next;",
    ],
    ["it is seen in between", "const next = count + 1;\nyield next;\ncount = next;"],
    [
      "the variable goes on before the constant is used",
      "const next = count + 1;\ncount = next;\ncount++;\nyield next;",
    ],
    ["a closure holds it", "const next = count + 1;\ncount = next;\nyield () => next;"],
    ["it is no step", "const next = find(count);\nif (!next) return;\ncount = next;\nyield next;"],
    ["it has a type of its own", "const next: number | undefined = count + 1;\ncount = next;\nyield next;"],
    [
      "an error in between is caught",
      "try {\nconst next = count + 1;\nawait load(next);\ncount = next;\nyield next;\n} catch {}",
    ],
    ["a comment would get lost", "const next = count + 1;\n// sure\ncount = next;\nyield next;"],
  ])("stays apart where %s", (_, body) => {
    expect(merge(looped(body))).toBe(looped(body));
  });

  it("stays apart where the variable is read elsewhere, or is somebody else's", () => {
    const body = "const next = count + 1;\nif (next > 3) return;\ncount = next;\nyield next;";
    const cleaned = `{\nlet count = 0;\ntry {\nwhile (true) {\n${body}\n}\n} finally {\nlog(count);\n}\n}`;
    expect(merge(cleaned)).toBe(cleaned);
    expect(mergeNextValues(ts, looped(body), new Set())).toBe(looped(body));
  });
});

import { describe, expect, it, vi } from "vitest";
import type { ReasonCause } from "../../src/engine/verdict";

vi.mock("vscode", () => import("./support/vscode"));
const { adviceFor } = await import("../../src/extension/explain/advice");

describe("the advice on code out of sight", () => {
  const advise = (cause: ReasonCause | undefined): string =>
    adviceFor(
      { code: "public-api", verdict: "review", ...(cause ? { cause } : {}) },
      { target: "method", verdict: "review" },
      [],
    );
  const remedies = {
    package: '`"private": true`',
    component: "the component",
    "component-indirect": "the component",
    "by-name": "`paths`",
    computed: "the modules that it loads",
    named: "puts something in its place",
    module: "by its name",
    declared: "the declarations",
    contested: "`export {}`",
    "no-config": "Add a tsconfig.json or jsconfig.json",
    composite: 'set "yieldwise.engine" to "bundled"',
    shared: "only one of the projects",
    unsaved: "Save the file",
    unread: "could not|can be read",
    "one-file": 'set "yieldwise.outsideConsumers" to "serial"',
    prototype: "that function",
  } satisfies Record<ReasonCause, string>;

  it.each(Object.entries(remedies) as [ReasonCause, string][])(
    "is of the cause alone: %s",
    (cause, remedy) => {
      expect(advise(cause)).toMatch(new RegExp(remedy, "i"));
      for (const other of Object.values(remedies).filter(
        (each) => each !== remedy && /[`A]/.test(each.charAt(0)),
      )) {
        if (cause !== "shared") expect(advise(cause)).not.toContain(other);
      }
      expect(
        advise(cause)
          .split(/\.(?: |$)/)
          .filter((sentence) => sentence !== "").length,
      ).toBeLessThanOrEqual(2);
    },
  );

  it("is general where the cause is not known", () => {
    expect(advise(undefined)).toContain('set "yieldwise.outsideConsumers" to "serial"');
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

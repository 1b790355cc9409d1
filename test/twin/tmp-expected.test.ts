import { describe, expect, it } from "vitest";
import { TwinProject, variantsOf } from "./conversion";
import { commentsOf, lostComments } from "./comments";
import { loadFixtures } from "./fixture";
import { runScenarios } from "./run";
const fixtures = loadFixtures().filter((f) => f.expected);
const variants = fixtures.map((f) => ({ ...variantsOf(f)[0]!, files: f.expected! }));
const project = new TwinProject(variants);
describe.each(variants)("$fixture.name", (variant) => {
  it("expected ok", async () => {
    const { fixture } = variant;
    expect.soft(project.errors(variant)).toEqual([]);
    const a = await runScenarios(fixture.input, variant.entry);
    const b = await runScenarios(variant.files, variant.entry);
    for (const k of Object.keys(a)) {
      if (fixture.expectations.differs?.[k]) expect.soft(b[k], "should differ " + k).not.toEqual(a[k]);
      else expect.soft(b[k], k).toEqual(a[k]);
    }
    const code = (m: ReadonlyMap<string, string>) =>
      [...m].filter(([f]) => /ts$|js$/.test(f)).flatMap(([f, t]) => commentsOf(t, f));
    expect.soft(lostComments(code(fixture.input), code(variant.files))).toEqual([]);
  });
});

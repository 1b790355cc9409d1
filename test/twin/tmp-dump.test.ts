import { mkdirSync, writeFileSync, rmSync } from "node:fs";
import path from "node:path";
import { it } from "vitest";
import { convert, TwinProject, variantsOf } from "./conversion";
import { loadFixtures } from "./fixture";
it("dumps", () => {
  rmSync("/tmp/yw-fix/actual", { recursive: true, force: true });
  rmSync("/tmp/yw-fix/wanted", { recursive: true, force: true });
  const variants = loadFixtures().flatMap(variantsOf);
  const project = new TwinProject(variants);
  for (const v of variants) {
    const dir = path.join("/tmp/yw-fix/actual", v.fixture.name + (v.isOriginal ? "" : ".js"));
    const put = (f: string, t: string, d = dir) => { mkdirSync(path.dirname(path.join(d, f)), { recursive: true }); writeFileSync(path.join(d, f), t); };
    try {
      const sites = project.sites(v);
      put("offers.txt", sites.map((s) => s.label + "\n" + s.offers.map((o) => `  ${o.verdict} ${o.target} "${o.title}"\n` + o.reasons.map((r) => `      ${r.verdict} ${r.code}: ${r.message}${r.at ? " @ " + JSON.stringify(project.project.sourceFile(r.at.fileName).text.slice(r.at.start, r.at.end).slice(0, 80)) : ""}`).join("\n")).join("\n")).join("\n") + "\n");
      const offers = sites.flatMap((s) => s.offers[0] ?? []).filter((o) => o.verdict !== "refused");
      if (offers.length) for (const [f, t] of convert(v, offers)) put(f, t);
    } catch (e) { put("offers.txt", String((e as Error).stack)); }
    if (v.isOriginal && v.fixture.expected) for (const [f, t] of v.fixture.expected) put(f, t, path.join("/tmp/yw-fix/wanted", v.fixture.name));
  }
});

// Converts whatever it finds in a folder of real code, in memory, and checks the results: node test/corpus/run.mjs <folders…>
import { rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values, positionals } = parseArgs({
  options: {
    out: { type: "string", default: "test-output/corpus" },
    "outside-consumers": { type: "string", default: "unknown" },
  },
  allowPositionals: true,
});

const repository = path.resolve(import.meta.dirname, "../..");
const outfile = path.join(repository, `test-output/corpus-run-${process.pid}.mjs`);
await build({
  entryPoints: [path.join(import.meta.dirname, "corpus.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  outfile,
});
try {
  const { run } = await import(pathToFileURL(outfile).href);
  const problems = run({
    folders: positionals.map((folder) => path.resolve(folder)),
    out: path.resolve(values.out),
    outsideConsumers: values["outside-consumers"] === "serial" ? "serial" : "unknown",
  });
  process.exitCode = problems > 0 ? 1 : 0;
} finally {
  rmSync(outfile, { force: true });
}

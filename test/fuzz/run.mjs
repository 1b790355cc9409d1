// Checks random iterators for as long as one likes: node test/fuzz/run.mjs --seconds 60 --seed 1
// With names of files it checks these instead.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "test-output/fuzz" },
    "generator-only": { type: "boolean", default: false },
  },
  allowPositionals: true,
});

const repository = path.resolve(import.meta.dirname, "../..");
const outfile = path.join(repository, `test-output/fuzz-run-${process.pid}.mjs`);
await build({
  entryPoints: [path.join(import.meta.dirname, "long-run.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  // The modules that ask where they are live in test/twin.
  define: { "import.meta.dirname": JSON.stringify(path.join(repository, "test/twin")) },
  outfile,
});
try {
  const { run, reproduce } = await import(pathToFileURL(outfile).href);
  if (positionals.length > 0) await reproduce(positionals);
  const failures =
    positionals.length > 0
      ? 0
      : await run({
          seconds: Number(values.seconds),
          firstSeed: Number(values.seed),
          folder: path.resolve(values.out),
          generatorOnly: values["generator-only"],
        });
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  createRequire(import.meta.url)("node:fs").rmSync(outfile, { force: true });
}

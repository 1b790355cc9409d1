// Checks random iterators for as long as one likes: npm run fuzz -- --seconds 600 --seed 1
// With --sync they are iterators that are not async. With names of programs (as it prints them) or files it checks these instead.
import { rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    sync: { type: "boolean", default: false },
    out: { type: "string", default: "test-output/fuzz" },
    shrink: { type: "boolean", default: true },
  },
  allowNegative: true,
  allowPositionals: true,
});

const kind = values.sync ? "sync" : "async";
const repository = path.resolve(import.meta.dirname, "../..");
const outfile = path.join(repository, `test-output/fuzz-run-${process.pid}.mjs`);
await build({
  entryPoints: [path.join(import.meta.dirname, "long-run.ts")],
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  // Modules that ask where they are live here, or beside this folder.
  define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) },
  outfile,
});
try {
  const { run, reproduce } = await import(pathToFileURL(outfile).href);
  const failures =
    positionals.length > 0
      ? await reproduce(positionals, kind, values.shrink)
      : await run({
          seconds: Number(values.seconds),
          firstSeed: Number(values.seed),
          kind,
          folder: path.resolve(values.out),
          shrinks: values.shrink,
        });
  process.exitCode = failures > 0 ? 1 : 0;
} finally {
  rmSync(outfile, { force: true });
}

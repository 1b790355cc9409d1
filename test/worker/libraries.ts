import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Libraries } from "../../src/worker/joined-files";

const folder = dirname(createRequire(import.meta.url).resolve("typescript"));

/** The declarations of the language, which the build puts into the worker. */
export const libraries: Libraries = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => /^lib\..*d\.ts$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);

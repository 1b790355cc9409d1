import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Downloads that are kept between runs; ignored by git. */
export const cache = join(root, ".vscode-test");

/** Logs, screenshots and results of a run; ignored by git. */
export const output = join(root, "test-output");

/** The workspace that the tests and `npm run vscode` open. */
export const sample = join(root, "test", "sample");

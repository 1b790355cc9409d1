import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { IteratorKind } from "../../src/engine/kind";
import type { EngineOptions } from "../../src/engine/options";
import type { ReasonCode, Target, Verdict } from "../../src/engine/verdict";

/** Texts by path relative to the fixture ("input.ts", or "main.ts" of the folder `input/`). */
export type Files = ReadonlyMap<string, string>;

/** What one offer of a site must be. */
export interface ExpectedOffer {
  readonly verdict: Verdict;
  readonly target?: Target;
  /** Codes of the reasons that lower the verdict; notes are not listed. */
  readonly reasons?: readonly ReasonCode[];
  /** Reason code → text that the first line of the blamed code must contain. */
  readonly blames?: Partial<Record<ReasonCode, string>>;
  /** Scenario → the reason code that explains why its log changes. Every other scenario's log must stay the same. */
  readonly differs?: Readonly<Record<string, ReasonCode>>;
}

/** `fixture.json` */
export interface Expectations extends Partial<ExpectedOffer>, Partial<EngineOptions> {
  /** What the fixture shows, in one sentence. */
  readonly about: string;
  /** What one would have written by hand where the result differs from it, and why the result stands. */
  readonly wish?: string;
  /** Lines of JSDoc about what is gone without a trace, which go with it. */
  readonly gone?: readonly string[];
  /** The protocol of its iterators; async when absent. */
  readonly kind?: IteratorKind;
  /** What is left to convert safely afterwards, by the titles: a class that nothing uses any more is an iterator of its own. */
  readonly then?: readonly string[];
  /** How many sites the project has, all with the same expectations; 0 for a look-alike. */
  readonly sites?: number;
  /** Offers beside the best one. Their conversions are compiled and run as well. */
  readonly also?: readonly ExpectedOffer[];
  /**
   * What the same code must give as JavaScript, its types stripped. Absent: at most the verdict of the TypeScript
   * code. `false`: it makes no sense there.
   */
  readonly js?: ExpectedOffer | false;
}

/** A small project, what is expected of it, and what it becomes. */
export interface Fixture {
  readonly name: string;
  readonly folder: string;
  readonly expectations: Expectations;
  /** The module that exports `scenarios`. */
  readonly entry: string;
  readonly input: Files;
  /** All files after the conversion; `undefined` where nothing is to be converted. */
  readonly expected: Files | undefined;
  /** Where the expected text of a changed file is kept. */
  expectedPath(file: string): string;
}

const root = path.resolve(import.meta.dirname, "../fixtures/conversion");
const entryNames = ["input.ts", "input.mts", "input.cts", "input.tsx", "input.js", "input.mjs", "input.cjs"];

/** @returns all conversion fixtures, in the order of their names */
export function loadFixtures(): Fixture[] {
  return readdirSync(root)
    .filter((name) => existsSync(path.join(root, name, "fixture.json")))
    .sort()
    .map(loadFixture);
}

function loadFixture(name: string): Fixture {
  const folder = path.join(root, name);
  const expectations = JSON.parse(readFileSync(path.join(folder, "fixture.json"), "utf8")) as Expectations;
  return existsSync(path.join(folder, "input"))
    ? folderFixture(name, folder, expectations)
    : fileFixture(name, folder, expectations);
}

function fileFixture(name: string, folder: string, expectations: Expectations): Fixture {
  const entry = entryNames.find((candidate) => existsSync(path.join(folder, candidate)));
  if (!entry) throw new Error(`Fixture ${name} has no input file: add input.ts or a folder input/`);
  const expectedPath = (file: string) => path.join(folder, file.replace(/^input/, "expected"));
  const input = new Map([[entry, readFileSync(path.join(folder, entry), "utf8")]]);
  const manifest = path.join(folder, "package.json");
  if (existsSync(manifest)) input.set("package.json", readFileSync(manifest, "utf8"));
  const expected = existsSync(expectedPath(entry))
    ? new Map(input).set(entry, readFileSync(expectedPath(entry), "utf8"))
    : undefined;
  return { name, folder, expectations, entry, input, expected, expectedPath };
}

function folderFixture(name: string, folder: string, expectations: Expectations): Fixture {
  const input = readFolder(path.join(folder, "input"));
  const entry = ["main.ts", "main.js"].find((candidate) => input.has(candidate));
  if (!entry) throw new Error(`Fixture ${name} has no entry: add input/main.ts or input/main.js`);
  const expectedFolder = path.join(folder, "expected");
  const expected = existsSync(expectedFolder)
    ? new Map([...input, ...readFolder(expectedFolder)])
    : undefined;
  const expectedPath = (file: string) => path.join(expectedFolder, file);
  return { name, folder, expectations, entry, input, expected, expectedPath };
}

function readFolder(folder: string, prefix = ""): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(path.join(folder, prefix)).sort()) {
    const relative = path.posix.join(prefix, name);
    const absolute = path.join(folder, relative);
    const found: Files = statSync(absolute).isDirectory()
      ? readFolder(folder, relative)
      : new Map([[relative, readFileSync(absolute, "utf8")]]);
    for (const [file, text] of found) files.set(file, text);
  }
  return files;
}

/**
 * The same project in JavaScript: types stripped, everything else as TypeScript prints it.
 *
 * @param strip - turns one TypeScript text into JavaScript
 */
export function inJavaScript(files: Files, strip: (text: string) => string): Files {
  return new Map(
    [...files].map(([file, text]) =>
      /\.[cm]?ts$/.test(file) ? [file.replace(/ts$/, "js"), strip(text)] : [file, text],
    ),
  );
}

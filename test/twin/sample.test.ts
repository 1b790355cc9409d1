import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/engine";
import type { SiteReport } from "../../src/engine/offer";
import { defaultOptions } from "../../src/engine/options";
import { applyEdits } from "../../src/engine/text";
import type { Files } from "./fixture";
import { openProject } from "./project";
import { stripTypes } from "./run";

const folder = path.resolve(import.meta.dirname, "../sample");
const sample = new Map([
  [path.join(folder, "package.json"), readFileSync(path.join(folder, "package.json"), "utf8")],
  ...readdirSync(path.join(folder, "src"))
    .map((name) => path.join(folder, "src", name))
    .map((file) => [file, readFileSync(file, "utf8")] as const),
]);

describe("the sample workspace", () => {
  const project = openProject(sample);
  const sites = [...sample.keys()].filter(isCode).flatMap((file) => sitesOf(project, file));

  it("compiles", () => {
    expect(errorsOf(sample)).toEqual([]);
  });

  it("shows every verdict", () => {
    const verdicts = sites.map(({ sourceFile, best }) => [
      path.basename(sourceFile.fileName),
      best.verdict,
      best.target,
    ]);
    expect(verdicts).toEqual([
      ["async-counter.ts", "safe", "function"],
      ["gen-range.ts", "safe", "function"],
      ["job-queue.ts", "refused", expect.anything()],
      ["log-lines.ts", "review", "inline"],
      ["odd-numbers.ts", "safe", "function"],
      ["one-at-a-time.ts", "safe", "function"],
      ["running-average.ts", "refused", expect.anything()],
    ]);
  });

  it("compiles and prints the same with everything converted that is safe", async () => {
    const converted = convertSafely(sample, sites);
    expect([...converted].filter(([file, text]) => text !== sample.get(file)).length).toBeGreaterThan(4);
    expect(errorsOf(converted)).toEqual([]);
    const [before, after] = await Promise.all([run(sample), run(converted)]);
    expect(before).toContain("OneAtATime\n42\n(nothing)\n7\n");
    expect(after).toBe(before);
  });
});

function isCode(file: string): boolean {
  return /\.[jt]s$/.test(file);
}

function sitesOf(project: ReturnType<typeof openProject>, file: string): SiteReport[] {
  return analyze(ts, project.sourceFile(file), project.facts, defaultOptions);
}

function errorsOf(files: Files): string[] {
  const project = openProject(files);
  return [...files.keys()].filter(isCode).flatMap((file) => project.errorsOf(file));
}

function convertSafely(files: Files, sites: readonly SiteReport[]): Files {
  const safe = sites.flatMap(({ offers }) => offers.find(({ verdict }) => verdict === "safe") ?? []);
  const edits = safe.flatMap((offer) => offer.edits() ?? []);
  return new Map(
    [...files].map(([file, text]) => {
      const own = edits.filter(({ fileName }) => fileName === file).flatMap((edit) => edit.edits);
      return [file, applyEdits(text, own)];
    }),
  );
}

/** @returns what the sample's main module prints */
async function run(files: Files): Promise<string> {
  const output = mkdtempSync(path.join(tmpdir(), "yieldwise-sample-"));
  try {
    writeFileSync(path.join(output, "package.json"), '{ "type": "module" }');
    for (const [file, text] of files) {
      if (!isCode(file)) continue;
      writeFileSync(path.join(output, path.basename(file).replace(/ts$/, "js")), stripTypes(text));
    }
    return (await promisify(execFile)(process.execPath, [path.join(output, "main.js")])).stdout;
  } finally {
    rmSync(output, { recursive: true });
  }
}

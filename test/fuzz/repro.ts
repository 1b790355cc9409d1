import { readFileSync } from "node:fs";
import { checkPrograms, type Tally } from "./check";

/** Checks programs from files, as the long run checks generated ones; for whoever shrinks a failure. */
export async function reproduce(files: readonly string[]): Promise<void> {
  for (const [seed, file] of files.entries()) {
    const text = readFileSync(file, "utf8");
    const names = [
      ...text.slice(text.indexOf("export const scenarios")).matchAll(/^ {2}async (\w+)\(/gm),
    ].map((match) => match[1] ?? "");
    const tally: Tally = { programs: 0, unusable: 0, safe: 0, review: 0, refused: 0 };
    const program = { seed, text, scenarios: names.map((name) => ({ name, explains: [], lines: [] })) };
    const failures = await checkPrograms([program], tally);
    console.log(`== ${file}: ${JSON.stringify(tally)}, ${failures.length} failures`);
    for (const { kind, detail, after } of failures) console.log(`${kind}\n${detail}\n${after}`);
  }
}

import ignore, { type Ignore } from "ignore";

/** One file in the manner of `.gitignore`. */
export interface IgnoreFile {
  /** The path of the folder it stands in; its patterns count from there. */
  readonly folder: string;
  readonly text: string;
}

interface Level {
  readonly prefix: string;
  readonly rules: Ignore;
}

/** @returns what tells, by its path, whether a file is ignored, as git decides it: a file of patterns further inside wins */
export function ignoredBy(files: readonly IgnoreFile[]): (path: string) => boolean {
  const levels: Level[] = [];
  const isIgnored = (path: string): boolean =>
    levels.reduce((before, level) => decide(level, path, before), false);
  const outermostFirst = [...files].sort((a, b) => a.folder.length - b.folder.length);
  for (const { folder, text } of outermostFirst) {
    const prefix = `${folder.replace(/\/$/, "")}/`;
    // Nothing comes back from a folder that is ignored as a whole, and its own patterns are not read.
    if (!isIgnored(prefix)) levels.push({ prefix, rules: ignore({ ignoreCase: false }).add(text) });
  }
  return isIgnored;
}

function decide({ prefix, rules }: Level, path: string, before: boolean): boolean {
  if (!path.startsWith(prefix) || path === prefix) return before;
  const { ignored, unignored } = rules.test(path.slice(prefix.length));
  return ignored || (before && !unignored);
}

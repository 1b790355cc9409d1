import path from "node:path";

/** @returns the absolute path with forward slashes, as TypeScript writes it */
export function absolutePath(cwd: string, name: string): string {
  return withSlashes(path.resolve(cwd, name));
}

/** @returns the path as a person in `cwd` would write it, with forward slashes */
export function displayPath(cwd: string, file: string): string {
  return withSlashes(path.relative(cwd, file)) || ".";
}

function withSlashes(name: string): string {
  return path.sep === "/" ? name : name.replaceAll(path.sep, "/");
}

// A large real TypeScript project: the sources that the npm package `openai` ships. Some of its files hold hand-rolled async iterators.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";

const packageName = "openai";
const version = "7.55.0";

/**
 * Gets the project, from the registry the first time.
 *
 * @param cache - a folder that stays from run to run
 * @returns its title and its source files, and which of them mention an async iterator, or have generators or loops over them
 */
export async function getProject(cache, repository) {
  const folder = join(cache, `${packageName}-${version}`);
  const source = join(folder, "src");
  if (!existsSync(join(folder, "tsconfig.json"))) await download(folder, source, repository);
  const entries = await readdir(source, { recursive: true });
  const files = entries
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(source, name))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return {
    title: `${packageName} ${version}`,
    files,
    withIterators: new Set(files.filter((_, index) => /asyncIterator/i.test(texts[index]))),
    withGenerators: new Set(
      files.filter((_, index) => /async\s*(?:function\s*)?\*|for await/.test(codeOf(texts[index]))),
    ),
    lines: texts.reduce((sum, text) => sum + text.split("\n").length, 0),
  };
}

/** Examples in comments are no code. */
function codeOf(text) {
  return text.replace(/^\s*\*.*$/gm, "");
}

async function download(folder, source, repository) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const install = [
    "install",
    "--no-save",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--legacy-peer-deps",
  ];
  execFileSync("npm", [...install, "--prefix", folder, `${packageName}@${version}`], { stdio: "inherit" });
  await cp(join(folder, "node_modules", packageName, "src"), source, { recursive: true });
  // It describes the sources as seen from the package, not as a project.
  await rm(join(source, "tsconfig.json"), { force: true });
  const compilerOptions = {
    strict: true,
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    module: "esnext",
    moduleResolution: "bundler",
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(repository, "node_modules", "@types")],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
}

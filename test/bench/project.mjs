// Large real TypeScript projects: the sources that npm packages ship. `openai` is dense with hand-rolled async iterators, async
// generators and loops over them, `cloudflare` is larger and has few, as most projects do.
import { execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Versions of the packages, so that figures can be compared. */
export const projects = { openai: "7.55.0", cloudflare: "7.3.0", effect: "4.1.0" };

/**
 * Gets a project, from the registry the first time.
 *
 * @param cache - a folder that stays from run to run
 * @param packageName - one of `projects`
 * @returns its title and its source files, and which of them mention an async iterator, or have generators or loops over them
 */
export async function getProject(cache, repository, packageName = "openai") {
  const version = projects[packageName];
  if (!version) throw new Error(`${packageName} is none of ${Object.keys(projects).join(", ")}`);
  const folder = join(cache, `${packageName}-${version}`);
  const source = join(folder, "src");
  if (!existsSync(join(folder, "package.json"))) await download(packageName, version, folder, repository);
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

async function download(packageName, version, folder, repository) {
  const source = join(folder, "src");
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
  // What others can import depends on it.
  await cp(join(folder, "node_modules", packageName, "package.json"), join(folder, "package.json"));
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

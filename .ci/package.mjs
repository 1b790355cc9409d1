// Packs the extension: `npm run package` builds for production and writes dist/yieldwise-<version>.vsix.
// The package is put together in dist/vsix, from a list, so that nothing slips in.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stage = join(root, "dist", "vsix");
const plugin = "typescript-yieldwise-plugin";

/** The manifest's entries that VS Code or its marketplace read; the rest is about developing. */
const manifestKeys = [
  "name",
  "displayName",
  "description",
  "version",
  "publisher",
  "license",
  "homepage",
  "repository",
  "bugs",
  "icon",
  "galleryBanner",
  "categories",
  "keywords",
  "pricing",
  "main",
  "browser",
  "l10n",
  "extensionKind",
  "capabilities",
  "activationEvents",
  "contributes",
];

/** vsce renames these. */
const namesInPackage = {
  "README.md": "readme.md",
  "CHANGELOG.md": "changelog.md",
  LICENSE: "LICENSE.txt",
};

const copied = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  // README leads to these.
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/gallery.md",
  "docs/rules",
  "docs/verdicts.md",
  "package.nls.json",
  "l10n/bundle.l10n.json",
  "media/icon.png",
  "media/sample.ts",
  "media/view.svg",
  "dist/extension.js",
  "dist/web/extension.js",
  "dist/worker.js",
  "dist/ThirdPartyNotices.txt",
  `node_modules/${plugin}/index.js`,
  `node_modules/${plugin}/package.json`,
];

const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const target = join(root, "dist", `${manifest.name}-${manifest.version}.vsix`);

execFileSync(process.execPath, ["esbuild.js", "--production"], { cwd: root, stdio: "inherit" });
await stageFiles();
await createVSIX({
  cwd: stage,
  packagePath: target,
  allowMissingRepository: true,
  // Pages outside of the package need whole addresses, which only a repository gives.
  rewriteRelativeLinks: manifest.repository !== undefined,
});
const { size } = await stat(target);
console.log(`${target} (${(size / 1024).toFixed(0)} KiB)`);

async function stageFiles() {
  await rm(stage, { recursive: true, force: true });
  for (const name of [...copied, ...(await pictures())]) {
    const source = join(root, name);
    if (!existsSync(source)) throw new Error(`${name} is missing, and the package needs it`);
    await mkdir(dirname(join(stage, name)), { recursive: true });
    await cp(source, join(stage, name), { recursive: true });
  }
  for (const name of ["README.md", "docs/verdicts.md"]) await adapt(join(stage, name));
  // vsce leaves this one out by itself, and README leads to it.
  await writeFile(join(stage, ".vscodeignore"), "!CONTRIBUTING.md\n");
  await writeFile(join(stage, "package.json"), JSON.stringify(trimmedManifest(), null, 2) + "\n");
}

/** Makes a page one for people who have the package and no sources. */
async function adapt(page) {
  const text = await readFile(page, "utf8");
  const adapted = text
    .replace(/<!-- begin: only with the sources at hand -->.*?<!-- end -->\n+/gs, "")
    .replace(
      /(?<=\]\((?:\.\.\/)?)(?:README\.md|CHANGELOG\.md|LICENSE)(?=[)#])/g,
      (name) => namesInPackage[name],
    );
  await writeFile(page, adapted);
}

/** The walkthrough is shown from inside the package, and README opened there by hand as well: the pictures that they name come along. */
async function pictures() {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const texts = readme + JSON.stringify(manifest.contributes.walkthroughs);
  const all = await readdir(join(root, "media"));
  return all.filter((name) => texts.includes(`media/${name}`)).map((name) => `media/${name}`);
}

function trimmedManifest() {
  const kept = Object.fromEntries(
    manifestKeys.filter((key) => key in manifest).map((key) => [key, manifest[key]]),
  );
  return {
    ...kept,
    engines: { vscode: manifest.engines.vscode },
    // vsce packs from node_modules what `dependencies` names, and nothing else.
    dependencies: { [plugin]: manifest.version },
  };
}

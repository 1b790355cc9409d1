// Bundles every host. `node esbuild.js [--watch] [--production] [--only=cli|eslint|extension|plugin|worker]`
const { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const esbuild = require("esbuild");
const { writeNotices } = require("./.ci/notices.cjs");
const { version } = require("./package.json");

const pluginFolder = "node_modules/typescript-yieldwise-plugin";
/** Where the npm package has the plugin: a TypeScript server probes for it in `dist/tsserver`. */
const packedPluginFolder = "dist/tsserver/node_modules/typescript-yieldwise-plugin";
const production = process.argv.includes("--production");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);

const shared = {
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  sourcemap: production ? false : "linked",
  minify: production,
  logLevel: "info",
};

/** Puts in the declarations of the language, for which TypeScript looks beside itself. */
const libraries = {
  name: "libraries",
  setup(build) {
    const from = dirname(require.resolve("typescript"));
    build.onResolve({ filter: /^yieldwise:libraries$/ }, ({ path }) => ({ path, namespace: "libraries" }));
    build.onLoad({ filter: /./, namespace: "libraries" }, () => {
      const names = readdirSync(from).filter((each) => /^lib\..*d\.ts$/.test(each));
      const texts = names.map((name) => [name, readFileSync(join(from, name), "utf8")]);
      return { contents: JSON.stringify(Object.fromEntries(texts)), loader: "json" };
    });
  },
};

const bundles = [
  {
    ...shared,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/cli.js",
    external: ["typescript"],
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...shared, entryPoints: ["src/eslint/main.ts"], outfile: "dist/eslint.js", external: ["typescript"] },
  { ...shared, entryPoints: ["src/extension/main.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  {
    ...shared,
    platform: "browser",
    target: "es2022",
    entryPoints: ["src/extension/web.ts"],
    outfile: "dist/web/extension.js",
    external: ["vscode"],
  },
  // Where no TypeScript server answers, the extension brings its own TypeScript; unminified it is three times as large.
  // The same file is a worker of Node's and of a browser's.
  {
    ...shared,
    entryPoints: ["src/worker/main.ts"],
    outfile: "dist/worker.js",
    minify: true,
    plugins: [libraries],
  },
  // tsserver looks a plugin up by name in node_modules, so that is where the build puts it.
  { ...shared, entryPoints: ["src/plugin/main.ts"], outfile: `${pluginFolder}/index.js` },
];

function copyTypes() {
  mkdirSync("dist", { recursive: true });
  copyFileSync("src/eslint/types/eslint.d.ts", "dist/eslint.d.ts");
}

function copyPlugin() {
  for (const name of ["index.js", "package.json"]) {
    cpSync(`${pluginFolder}/${name}`, `${packedPluginFolder}/${name}`);
  }
}

function writePluginManifest() {
  mkdirSync(pluginFolder, { recursive: true });
  const manifest = { name: "typescript-yieldwise-plugin", version, license: "MIT", main: "index.js" };
  writeFileSync(`${pluginFolder}/package.json`, JSON.stringify(manifest, null, 2) + "\n");
}

async function main() {
  const wanted = bundles.filter(({ entryPoints }) => !only || entryPoints[0].startsWith(`src/${only}/`));
  writePluginManifest();
  copyTypes();
  if (!process.argv.includes("--watch")) {
    const results = await Promise.all(wanted.map((options) => esbuild.build({ ...options, metafile: true })));
    if (!only) writeNotices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
    if (!only || only === "plugin") copyPlugin();
    return;
  }
  const contexts = await Promise.all(wanted.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
}

main().catch(() => process.exit(1));

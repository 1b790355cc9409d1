// Makes the pictures of README and walkthrough anew: `npm run pictures`. Look at each before you commit it.
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./host/run-command.mjs";
import { output, root } from "./host/paths.mjs";

await run(process.execPath, [join(root, "test", "vscode", "run.mjs"), "--only=ui", "--grep=the gallery"]);
for (const name of await readdir(join(output, "gallery"))) {
  await cp(join(output, "gallery", name), join(root, "media", name));
  console.log(`media/${name}`);
}

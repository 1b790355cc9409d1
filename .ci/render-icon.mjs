// Renders media/icon.svg to media/icon.png, which the marketplace wants: `node .ci/render-icon.mjs`
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBrowser } from "../test/vscode/host/browser.mjs";
import { root } from "../test/vscode/host/paths.mjs";

const { page, close } = await openBrowser({ viewport: { width: 128, height: 128 } });
const svg = await readFile(join(root, "media", "icon.svg"), "utf8");
await page.setContent(`<style>html, body { margin: 0; background: transparent }</style>${svg}`);
await page.screenshot({ path: join(root, "media", "icon.png"), omitBackground: true });
await close();

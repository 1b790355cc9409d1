import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { run } from "./run-command.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Nothing in a test run talks to anything but this machine. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Finds a Chromium, or installs one with the system's package manager where that is possible without asking.
 *
 * @returns {Promise<string>} the program's path
 * @throws {Error} that says what to install
 */
export async function findBrowser() {
  const found = locate();
  if (found) return found;
  await installBrowser();
  const installed = locate();
  if (installed) return installed;
  throw new Error(
    "The editor tests need Chromium or Chrome. Install one (Debian: apt-get install chromium), or name its path in CHROMIUM_PATH.",
  );
}

function locate() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...places].find((path) => existsSync(path));
}

async function installBrowser() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return;
  const managers = [
    [
      "/usr/bin/apt-get",
      [
        ["update", "-q"],
        ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
      ],
    ],
    ["/usr/bin/dnf", [["install", "-y", "chromium"]]],
    ["/sbin/apk", [["add", "chromium", "font-dejavu"]]],
  ];
  const manager = managers.find(([program]) => existsSync(program));
  if (!manager) return;
  const [program, steps] = manager;
  console.log(`Installing Chromium with ${program}; this takes a minute, once.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const step of steps) await run(program, step, { env });
}

/**
 * Opens a browser with a fresh profile and one page.
 *
 * @param {object} [options]
 * @param {{ width: number, height: number }} [options.viewport] - in CSS pixels
 * @param {number} [options.scale] - device pixels a CSS pixel
 * @returns {Promise<{ page: import("playwright-core").Page, asked: readonly string[], close: () => Promise<void> }>} `asked`: the addresses of other machines that the page and its workers have asked for
 */
export async function openBrowser({ viewport = { width: 1280, height: 800 }, scale = 1 } = {}) {
  const browser = await chromium.launch({ executablePath: await findBrowser(), headless: true, args: flags });
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
  const asked = [];
  context.on("request", (request) => {
    if (isOutside(new URL(request.url()))) asked.push(request.url());
  });
  const page = await context.newPage();
  // A busy machine takes its time to start the server's window.
  page.setDefaultTimeout(120_000);
  await page.route(isOutside, (route) => route.abort());
  return { page, asked, close: () => browser.close() };
}

function isOutside({ hostname, protocol }) {
  return hostname !== "127.0.0.1" && /^(https?|wss?):$/.test(protocol);
}

import { spawn } from "node:child_process";

/**
 * Runs a program to its end.
 *
 * @param {string} command - the program; `npm` and `npx` are found on Windows too
 * @param {readonly string[]} args - its arguments
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<string>} what it printed
 * @throws {Error} with the program's output when it exits with anything but 0
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      ...options,
    });
    let text = "";
    child.stdout?.on("data", (chunk) => (text += chunk));
    child.stderr?.on("data", (chunk) => (text += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${text}`));
    });
  });
}

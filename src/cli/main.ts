import { colorsFor } from "./report/colors";
import { run } from "./run";

// `yieldwise | head` closes the pipe early: nobody is left to read the rest.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = run({
  args: process.argv.slice(2),
  cwd: process.cwd(),
  out: { write: (text) => void process.stdout.write(text), colors: colorsFor(process.stdout, process.env) },
  err: { write: (text) => void process.stderr.write(text), colors: colorsFor(process.stderr, process.env) },
});

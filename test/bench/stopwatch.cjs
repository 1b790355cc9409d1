// A tsserver plugin that measures, for the bench. Loaded twice: before the plugin under test ("inner"), which gives what the
// language service itself takes, and after it ("outer"), which gives that and what the plugin adds, in the very same calls.
/* global __filename */
const { basename, dirname } = require("node:path");

const watch = basename(dirname(__filename)).split("-").at(-1);
const measured = ["getSemanticDiagnostics", "getSuggestionDiagnostics"];

const times = (globalThis[Symbol.for("yieldwise-stopwatch")] ??= { inner: {}, outer: {} });

module.exports = () => ({
  create({ languageService, session }) {
    if (watch === "outer") {
      session.addProtocolHandler("_stopwatch.read", () => ({ response: times, responseRequired: true }));
    }
    const timed = Object.fromEntries(
      measured.map((method) => [method, timedMethod(languageService, method)]),
    );
    return { ...languageService, ...timed };
  },
});

function timedMethod(languageService, method) {
  return (fileName, ...rest) => {
    const start = performance.now();
    try {
      return languageService[method](fileName, ...rest);
    } finally {
      times[watch][fileName] = (times[watch][fileName] ?? 0) + performance.now() - start;
    }
  };
}

import type ts from "typescript";
import type { TypeScript } from "../typescript";

/** Globals that a reader, a linter or a CommonJS wrapper would stumble over when a function took their name. */
const avoided = new Set([
  ...["arguments", "eval", "undefined", "exports", "module", "require", "process", "console", "global"],
  ...["globalThis", "window", "self", "document", "navigator", "location", "history", "screen", "event"],
  ...["name", "status", "parent", "top", "origin", "length", "closed", "frames", "fetch", "crypto"],
  ...["performance", "alert", "confirm", "prompt", "open", "close", "stop", "print", "focus", "blur"],
  ...["describe", "it", "test", "expect", "suite", "beforeEach", "afterEach", "before", "after"],
]);

/**
 * The names to try for a function, the best first; it never ends.
 *
 * `Counter` gives `counter`, `createCounter`, `counterGenerator`, `counter2`…; a plural such as `Pages` gives
 * `iteratePages` in place of `createPages`, which would read as if pages came into being.
 *
 * @param name - the class's (or alias's) name
 */
export function* nameCandidates(ts: TypeScript, name: string): Generator<string, never, undefined> {
  const prefix = /^[_$]*/.exec(name)?.[0] ?? "";
  const base = lowerCamel(name.slice(prefix.length)) || "iterate";
  const capital = base.charAt(0).toUpperCase() + base.slice(1);
  const verb = /[^s]s$/.test(base) ? "iterate" : "create";
  const fixed = [base, `${verb}${capital}`, `${base}Generator`].map((candidate) => prefix + candidate);
  for (const candidate of fixed) if (isUsableName(ts, candidate)) yield candidate;
  for (let count = 2; ; count++) yield `${prefix}${base}${String(count)}`;
}

/**
 * `OneAtATime` → `oneAtATime`, `HTTPStream` → `httpStream`, `URLs` → `urls`, `PAGE_READER` → `pageReader`.
 *
 * @param name - a name without leading `_` or `$`
 */
function lowerCamel(name: string): string {
  if (/^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(name)) {
    return name.toLowerCase().replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
  }
  return name.replace(/^(?:[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z])/, (head) => head.toLowerCase());
}

/** @returns whether the text is an identifier, no keyword of any kind, and no well-known global */
function isUsableName(ts: TypeScript, text: string): boolean {
  if (avoided.has(text)) return false;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const kind: ts.SyntaxKind = scanner.scan();
  return kind === ts.SyntaxKind.Identifier && scanner.getTokenText() === text;
}

import type { Model } from "./model";

/** @returns the model as one that never waits can be written: no promises in `next()` and `return()` that are not awaited */
export function asSync(model: Model): Model {
  const { next, returns } = model;
  const isArrow = next.form === "arrow";
  return {
    ...model,
    next: { ...next, form: isArrow ? "arrow" : "async" },
    returns: returns && { ...returns, isAsync: true },
  };
}

/** @returns the program with everything done at once: iterators, what they draw from, and who draws from them */
export function withoutWaiting(text: string): string {
  return text
    .replace(/\bfor await \(/g, "for (")
    .replace(/\basync (?=\*|function\b|[(#\w])/g, "")
    .replace(/\bawait /g, "")
    .replace(/\): Promise<(.*)(?<!=)>(?= \{|;| =>)/g, "): $1")
    .replace(/\bSymbol\.asyncIterator\b/g, "Symbol.iterator")
    .replace(/\bAsync(?=Itera|Generator)/g, "");
}

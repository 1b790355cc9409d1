import fc from "fast-check";
import { stripTypes } from "../twin/run";
import { models } from "./arbitraries";
import { writeScenarios } from "./consumers";
import { Context } from "./context";
import { indent } from "./lines";
import type { Model } from "./model";
import { prelude } from "./prelude";
import { writeSite } from "./shapes";

/** A generated program. */
export interface Program {
  /** Names it in messages and files. */
  readonly name: string;
  readonly language: "ts" | "js";
  readonly text: string;
  /** Where the iterator and its consumers begin; before that is what they draw from. */
  readonly start: number;
}

/** @returns the programs that a seed stands for */
export function programsOf(seed: number, count: number): Program[] {
  return fc
    .sample(models, { seed, numRuns: count })
    .map((model, index) => writeProgram(model, `${seed}-${index}`));
}

/** Writes a model down. */
export function writeProgram(model: Model, name: string): Program {
  const context = new Context(model);
  const site = writeSite(context);
  const scenarios = writeScenarios(model.consumers, site, model.core);
  const body = [
    ...site.lines,
    "",
    "export const scenarios = {",
    ...scenarios.flatMap(({ lines }) => indent(lines)),
    "};",
    "",
  ].join("\n");
  const before = `${prelude(model, body).join("\n")}\n`;
  const isJavaScript = model.javaScript || model.shape === "prototype";
  const [language, head, tail] = isJavaScript
    ? (["js", stripTypes(before), stripTypes(body)] as const)
    : (["ts", before, body] as const);
  return { name, language, text: head + tail, start: head.length };
}

import fc from "fast-check";
import type { IteratorKind } from "../../src/engine/kind";
import { stripTypes } from "../twin/run";
import { models } from "./arbitraries";
import { writeScenarios } from "./consumers";
import { Context } from "./context";
import { indent } from "./lines";
import type { Model } from "./model";
import { prelude } from "./prelude";
import { writeSite } from "./shapes";
import { asSync, withoutWaiting } from "./sync";

/** A generated program. */
export interface Program {
  /** Names it in messages and files. */
  readonly name: string;
  readonly language: "ts" | "js";
  /** The protocol of its iterator. */
  readonly kind: IteratorKind;
  readonly text: string;
  /** Where the iterator and its consumers begin; before that is what they draw from. */
  readonly start: number;
}

/** @returns the programs that a seed stands for */
export function programsOf(seed: number, count: number, kind: IteratorKind = "async"): Program[] {
  return fc
    .sample(models, { seed, numRuns: count })
    .map((model, index) => writeProgram(model, `${seed}-${index}`, kind));
}

/** Writes a model down. */
export function writeProgram(wanted: Model, name: string, kind: IteratorKind): Program {
  const model = kind === "sync" ? asSync(wanted) : wanted;
  const context = new Context(model);
  const site = writeSite(context);
  const scenarios = writeScenarios(model.consumers, site, model.core, kind);
  const body = [
    ...site.lines,
    "",
    "export const scenarios = {",
    ...scenarios.flatMap(({ lines }) => indent(lines)),
    "};",
    "",
  ].join("\n");
  const before = `${prelude(model, body).join("\n")}\n`;
  const written = kind === "sync" ? withoutWaiting : (text: string): string => text;
  const isJavaScript = model.javaScript || model.shape === "prototype";
  const [language, head, tail] = isJavaScript
    ? (["js", stripTypes(written(before)), stripTypes(written(body))] as const)
    : (["ts", written(before), written(body)] as const);
  return { name, language, kind, text: head + tail, start: head.length };
}

import type ts from "typescript";
import type { Consumer, InstanceUse, Usage } from "../../src/engine/consumer";
import { traceInstance, traceSymbol } from "../../src/engine/consume";
import { createProject, type Project, type ProjectOptions } from "../support/project";

/** What becomes of one instance, in words. */
export interface InstanceSummary {
  readonly origin: string;
  readonly consumers: readonly string[];
  readonly drawnOnce: boolean;
}

/** A class `X` and a function `x` that give an async iterator; a test's files import them from "./x". */
export const source = {
  "x.ts": [
    "export class X<T = number> implements AsyncIterableIterator<T> {",
    "  static count = 0;",
    "  extra = 1;",
    "  async next(arg?: unknown): Promise<IteratorResult<T>> { return { done: true, value: undefined }; }",
    "  async return(): Promise<IteratorResult<T>> { return { done: true, value: undefined }; }",
    "  [Symbol.asyncIterator]() { return this; }",
    "}",
    "export function x(): AsyncIterableIterator<number> {",
    "  return { next: async () => ({ done: true, value: undefined }), [Symbol.asyncIterator]() { return this; } };",
    "}",
  ].join("\n"),
};

/** All that a project does with the class `X` of x.ts. */
export function useOfClass(
  text: string,
  more: Record<string, string> = {},
  options: ProjectOptions = {},
): Usage {
  const project = withSource(`import { X } from "./x";\n${text}`, more, options);
  return traceSymbol(project.ts, project.facts, project.node("x.ts", "X"), "new", "async");
}

/** All that a project does with the function `x` of x.ts. */
export function useOfFunction(
  text: string,
  more: Record<string, string> = {},
  options: ProjectOptions = {},
): Usage {
  const project = withSource(`import { x } from "./x";\n${text}`, more, options);
  return traceSymbol(project.ts, project.facts, functionName(project), "call", "async");
}

function functionName(project: Project): ts.Node {
  const sourceFile = project.sourceFile("x.ts");
  const fn = sourceFile.statements.find(project.ts.isFunctionDeclaration);
  if (!fn?.name) throw new Error("x.ts has no function");
  return fn.name;
}

function withSource(text: string, more: Record<string, string>, options: ProjectOptions): Project {
  return createProject({ ...source, "main.ts": text, ...more }, options);
}

/** The use of the only `new X()` of a text. */
export function instanceIn(text: string, more: Record<string, string> = {}): InstanceSummary {
  const usage = useOfClass(text, more);
  const [only] = usage.instances;
  if (!only || usage.instances.length > 1)
    throw new Error(`There are ${String(usage.instances.length)} instances`);
  return summary(only);
}

/** @returns the instance in words */
export function summary({ origin, consumers, drawnOnce }: InstanceUse): InstanceSummary {
  return { origin: origin.getText(), consumers: consumers.map(inWords), drawnOnce };
}

/** "loop immediate leaves-early", "member extra", "manual-next overlap after-done" … */
export function inWords(consumer: Consumer): string {
  const words: string[] = [consumer.kind];
  if (consumer.member !== undefined) words.push(consumer.member);
  if (consumer.immediate === true) words.push("immediate");
  if (consumer.leavesEarly === true) words.push("leaves-early");
  if (consumer.mayOverlap === true) words.push("overlap");
  if (consumer.mayAskAfterDone === true) words.push("after-done");
  if (consumer.mayAskAfterError === true) words.push("after-error");
  if (consumer.passesArgument === true) words.push("argument");
  if (consumer.publicApi === true) words.push("public");
  return words.join(" ");
}

/** The use of an expression that a text holds once. */
export function useOfExpression(text: string, expression: string): InstanceSummary {
  const project = createProject({ "main.ts": text });
  const node = project.node("main.ts", expression);
  if (!project.ts.isExpression(node)) throw new Error(`'${expression}' is no expression`);
  return summary(traceInstance(project.ts, project.facts, node, "async"));
}

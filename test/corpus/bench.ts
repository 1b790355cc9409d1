import ts from "typescript";
import { applyFixes } from "../../src/cli/fix";
import { Project } from "../../src/cli/project";
import { nodeFiles } from "../../src/project/node-files";
import type { ProjectScope } from "../../src/project/scope";
import { type ChangedFile, TextStore } from "../../src/cli/text-store";
import type { SiteReport } from "../../src/engine/offer";
import type { EngineOptions } from "../../src/engine/options";
import type { FileEdits } from "../../src/engine/text";
import type { Verdict } from "../../src/engine/verdict";
import { rules } from "../../src/rules";

/** What a change came to. */
export interface Outcome {
  readonly changes: readonly ChangedFile[];
  /** The changed files had no error before. */
  readonly compiled: boolean;
  readonly problems: readonly string[];
}

/** A package, and a place to try changes on it: each begins with the texts on disk, and nothing is written. */
export class Bench {
  private texts = new TextStore();
  private attempts = 0;
  private readonly project: Project;

  constructor(
    scope: ProjectScope,
    private readonly engine: EngineOptions,
  ) {
    const texts = {
      read: (file: string) => this.texts.read(file),
      version: (file: string) =>
        this.texts.version(file) === "0" ? "0" : `${this.attempts}.${this.texts.version(file)}`,
    };
    this.project = new Project(scope, texts, nodeFiles(), ts.createDocumentRegistry());
  }

  /** Reads the package in, so that this is not counted as the time of the first file. */
  load(): void {
    this.errors(this.project.scope.requested.slice(0, 1));
  }

  /** Call it before the first attempt: what it returns is about the texts on disk. */
  sitesOf(file: string): readonly SiteReport[] {
    const result = this.project.check(file, rules, this.engine);
    return result.kind === "checked" ? result.findings.flatMap(({ site }) => site ?? []) : [];
  }

  /** Makes one conversion. */
  tryEdits(edits: readonly FileEdits[]): Outcome {
    return this.attempt((texts) => {
      texts.apply(edits);
      return [];
    });
  }

  /** Makes all conversions of the package, as `--fix` and `--fix-review` do, and looks whether there is nothing left. */
  tryAll(level: Exclude<Verdict, "refused">): Outcome {
    const settings = { rules, engine: this.engine, preview: false, level };
    return this.attempt((texts) => {
      applyFixes([this.project], texts, settings);
      const again = applyFixes([this.project], texts, settings);
      return again.map(({ title, at }) => `${at.file}:${at.line}: "${title}" came up the second time only`);
    });
  }

  private attempt(change: (texts: TextStore) => string[]): Outcome {
    const texts = new TextStore();
    this.attempts++;
    this.texts = texts;
    const problems: string[] = [];
    try {
      problems.push(...change(texts));
    } catch (error) {
      problems.push(messageOf(error));
    }
    const changes = texts.changes();
    const files = changes.map(({ file }) => file);
    const after = this.errors(files);
    this.texts = new TextStore();
    const before = this.errors(files);
    problems.push(...after.syntax, ...added(before.types, after.types));
    return { changes, compiled: before.types.length === 0, problems };
  }

  private errors(files: readonly string[]): { syntax: string[]; types: string[] } {
    return {
      syntax: files.flatMap((file) => this.project.syntaxError(file) ?? []),
      types: files.flatMap((file) => this.project.typeErrors(file)),
    };
  }
}

/** @returns what a person needs in order to find a mistake of ours */
export function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The errors that were not there before, wherever they stand now. */
function added(before: readonly string[], after: readonly string[]): string[] {
  const known = [...before];
  return after.filter((message) => {
    const index = known.indexOf(message);
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
}

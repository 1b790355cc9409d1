import ts from "typescript";
import { applyFixes, type FixSettings } from "../../src/cli/fix";
import type { AppliedFix } from "../../src/cli/report/report";
import { Project } from "../../src/cli/project";
import { nodeFiles } from "../../src/project/node-files";
import type { ProjectScope } from "../../src/project/scope";
import { type ChangedFile, TextStore } from "../../src/cli/text-store";
import type { SiteReport } from "../../src/engine/offer";
import type { FileEdits } from "../../src/engine/text";
import type { Verdict } from "../../src/engine/verdict";
import { type LintOptions, rules } from "../../src/rules";

/** Something that must not be. */
export interface Wrong {
  readonly kind: "exception" | "syntax error" | "type error" | "second conversion";
  readonly message: string;
}

/** What a change came to. */
export interface Outcome {
  readonly changes: readonly ChangedFile[];
  /** The files that were looked at had no error before. */
  readonly compiled: boolean;
  readonly problems: readonly Wrong[];
}

/** What became of a whole project. */
export interface ProjectOutcome extends Outcome {
  readonly conversions: number;
}

/** A package, and a place to try changes on it: each begins with the texts on disk, and nothing is written. */
export class Bench {
  private texts = new TextStore();
  private attempts = 0;
  private readonly project: Project;

  constructor(
    scope: ProjectScope,
    private readonly engine: LintOptions,
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

  /** Makes one conversion, and looks at the files that it changes. */
  tryEdits(edits: readonly FileEdits[]): Outcome {
    return this.attempt((texts) => {
      texts.apply(edits);
      const changes = texts.changes();
      return { changes, files: changes.map(({ file }) => file) };
    });
  }

  /**
   * Makes all conversions of the project, as `--fix` and `--fix-review` do, looks whether there is nothing left, and looks at every
   * file of the project.
   */
  tryAll(level: Exclude<Verdict, "refused">): ProjectOutcome {
    const settings = { rules, engine: this.engine, preview: false, level };
    let conversions = 0;
    const outcome = this.attempt((texts) => {
      conversions = fixedOrFail(this.project, texts, settings).length;
      const changes = texts.changes();
      const again = fixedOrFail(this.project, texts, settings).map(({ title, at }) => ({
        kind: "second conversion" as const,
        message: `${at.file}:${at.line}: "${title}" came up the second time only`,
      }));
      return { changes, files: this.project.scope.roots, again };
    });
    return { ...outcome, conversions };
  }

  private attempt(change: (texts: TextStore) => Change): Outcome {
    const texts = new TextStore();
    this.attempts++;
    this.texts = texts;
    let made: Change;
    try {
      made = change(texts);
    } catch (error) {
      this.texts = new TextStore();
      return { changes: [], compiled: false, problems: [exception(error)] };
    }
    const { changes, files, again = [] } = made;
    const after = this.errors(files);
    this.texts = new TextStore();
    const before = this.errors(files);
    const problems = [
      ...again,
      ...added(before.syntax, after.syntax).map((message) => ({ kind: "syntax error" as const, message })),
      ...added(before.types, after.types).map((message) => ({ kind: "type error" as const, message })),
    ];
    return { changes, compiled: before.types.length + before.syntax.length === 0, problems };
  }

  private errors(files: readonly string[]): { syntax: string[]; types: string[] } {
    return {
      syntax: files.flatMap((file) => this.project.syntaxError(file) ?? []),
      types: files.flatMap((file) => this.project.typeErrors(file)),
    };
  }
}

/** What an attempt has changed, and which files to look at. */
interface Change {
  readonly changes: readonly ChangedFile[];
  readonly files: readonly string[];
  readonly again?: readonly Wrong[];
}

/** @returns a failure of ours */
export function exception(error: unknown): Wrong {
  return { kind: "exception", message: messageOf(error) };
}

/** What a person needs in order to find a mistake of ours. */
function messageOf(error: unknown): string {
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

/** @throws Error when a fix breaks the code */
function fixedOrFail(
  ...[project, texts, settings]: [Project, TextStore, FixSettings]
): readonly AppliedFix[] {
  const { applied, failed } = applyFixes([project], texts, settings);
  const [first] = failed;
  if (first) throw new Error(first.message);
  return applied;
}

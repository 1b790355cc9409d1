import ts from "typescript";
import { analyze, readIterators } from "../../src/engine";
import { defaultOptions, type EngineOptions } from "../../src/engine/options";
import type { Offer, SiteReport } from "../../src/engine/offer";
import { applyEdits, type FileSpan } from "../../src/engine/text";
import type { Reason } from "../../src/engine/verdict";
import { lint } from "../../src/rules";
import { preferAsyncGenerator } from "../../src/rules/prefer-async-generator";
import { preferGenerator } from "../../src/rules/prefer-generator";
import type { Finding } from "../../src/rules/rule";
import { inJavaScript, type ExpectedOffer, type Files, type Fixture } from "./fixture";
import { openProject, type Project } from "./project";
import { stripTypes } from "./run";

/** The rule that reports what can be converted. */
const converting = { async: preferAsyncGenerator, sync: preferGenerator };

export type Language = "ts" | "js";

/** One fixture in one language, inside the project that holds all of them. */
export interface Variant {
  readonly fixture: Fixture;
  readonly language: Language;
  /** As the fixture is written, not derived from it. */
  readonly isOriginal: boolean;
  /** Absolute; ends with a slash. */
  readonly folder: string;
  readonly entry: string;
  /** Texts by path relative to the folder. */
  readonly files: Files;
}

/** The part of a refused or lowered verdict that a person sees. */
export interface Blame {
  readonly code: Reason["code"];
  /** First line of the code that is to blame; empty when no place is named. */
  readonly text: string;
}

const manifest = new Map([["/twin/package.json", '{ "private": true }']]);

/** @returns the fixture as TypeScript and, where it makes sense, as JavaScript */
export function variantsOf(fixture: Fixture): Variant[] {
  const { entry, input, expectations } = fixture;
  const language = /\.[cm]?tsx?$/.test(entry) ? "ts" : "js";
  const original = variant(fixture, language, entry, input);
  if (language === "js" || expectations.js === false) return [original];
  const stripped = variant(fixture, "js", entry.replace(/ts$/, "js"), inJavaScript(input, stripTypes));
  return [original, stripped];
}

function variant(fixture: Fixture, language: Language, entry: string, files: Files): Variant {
  const isOriginal = entry === fixture.entry;
  return { fixture, language, isOriginal, folder: `/twin/${language}/${fixture.name}/`, entry, files };
}

/** What must be true of the best offer, and of the others, in this language. */
export function expectedOffers({ fixture: { expectations }, isOriginal }: Variant): readonly ExpectedOffer[] {
  const { verdict, target, reasons, blames, differs, also = [], sites, js } = expectations;
  if (sites === 0) return [];
  if (!verdict) throw new Error("fixture.json needs a verdict, or sites: 0");
  const best: ExpectedOffer = { verdict, target, reasons, blames, differs };
  if (isOriginal) return [best, ...also];
  return js ? [{ differs, ...js }] : [];
}

/** All variants in one project: one program instead of hundreds. */
export class TwinProject {
  readonly project: Project;

  constructor(variants: readonly Variant[]) {
    const files = variants.flatMap(({ folder, files }) =>
      [...files].map(([file, text]) => [folder + file, text] as const),
    );
    this.project = openProject(new Map([...manifest, ...files]));
  }

  /** @returns compile errors of a variant; in JavaScript only those of the syntax */
  errors({ folder, files }: Variant): string[] {
    return codeFiles(files).flatMap((file) => this.project.errorsOf(folder + file));
  }

  /** @returns every site of a variant, file by file */
  sites(variant: Variant): SiteReport[] {
    const { kind = "async" } = variant.fixture.expectations;
    const { facts } = this.project;
    return codeFiles(variant.files).flatMap((file) => {
      const sourceFile = this.project.sourceFile(variant.folder + file);
      const iterators = readIterators(ts, sourceFile, facts, [kind]);
      return analyze(ts, sourceFile, facts, optionsOf(variant.fixture), iterators);
    });
  }

  /** @returns what a host would report */
  findings(variant: Variant): Finding[] {
    const { kind = "async" } = variant.fixture.expectations;
    const rule = converting[kind].id;
    const options = { ...optionsOf(variant.fixture), switchedOn: [rule] };
    return codeFiles(variant.files)
      .map((file) => this.project.sourceFile(variant.folder + file))
      .flatMap((sourceFile) => lint({ ts, sourceFile, facts: this.project.facts, options }))
      .filter((finding) => finding.rule === rule);
  }

  /** @returns the reasons that lower an offer's verdict, with the code they point at */
  blames(offer: Offer): Blame[] {
    return offer.reasons
      .filter(({ verdict }) => verdict !== "safe")
      .map(({ code, at }) => ({ code, text: at ? this.#firstLine(at) : "" }));
  }

  /** Of a place that is no code, such as an entry of package.json, no fixture says anything. */
  #firstLine({ fileName, start, end, lines }: FileSpan): string {
    if (lines) return "";
    const [line = ""] = this.project.sourceFile(fileName).text.slice(start, end).split(/\r?\n/);
    return line;
  }
}

function optionsOf({ expectations }: Fixture): EngineOptions {
  const {
    outsideConsumers = defaultOptions.outsideConsumers,
    preferredTarget = defaultOptions.preferredTarget,
    annotateTypes = defaultOptions.annotateTypes,
  } = expectations;
  return { outsideConsumers, preferredTarget, annotateTypes };
}

/**
 * Applies one offer of each site to all files.
 *
 * @throws Error when an offer has no edits, or edits a file that is not of the variant
 */
export function convert(variant: Variant, offers: readonly Offer[]): Files {
  const result = new Map(variant.files);
  const edits = offers.flatMap((offer) => {
    const found = offer.edits();
    if (!found) throw new Error(`"${offer.title}" has no edits`);
    return found;
  });
  for (const fileName of new Set(edits.map((edit) => edit.fileName))) {
    if (!fileName.startsWith(variant.folder))
      throw new Error(`The conversion edits a strange file: ${fileName}`);
    const file = fileName.slice(variant.folder.length);
    const text = result.get(file);
    if (text === undefined) throw new Error(`The conversion edits a file that does not exist: ${file}`);
    const fileEdits = edits.filter((edit) => edit.fileName === fileName).flatMap((edit) => edit.edits);
    result.set(file, applyEdits(text, fileEdits));
  }
  return result;
}

function codeFiles(files: Files): string[] {
  return [...files.keys()].filter((file) => /\.[cm]?[jt]sx?$/.test(file));
}

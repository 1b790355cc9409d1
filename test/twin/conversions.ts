import { setImmediate as breathe } from "node:timers/promises";
import type { Offer, SiteReport } from "../../src/engine/offer";
import { convert, TwinProject, type Variant } from "./conversion";
import { runScenarios, type Logs } from "./run";

/** One conversion of a variant: the offer with the same index of every site. */
export interface Conversion {
  readonly variant: Variant;
  readonly offers: readonly Offer[];
  /** The converted project, or why there is none. */
  readonly result: Variant | Error;
}

/** Variants, with every conversion that is offered for them. */
export class Conversions {
  readonly before: TwinProject;
  readonly after: TwinProject;
  readonly #conversions: ReadonlyMap<Variant, readonly Conversion[]>;
  readonly #logs = new Map<Variant, Promise<Logs>>();

  private constructor(before: TwinProject, conversions: ReadonlyMap<Variant, readonly Conversion[]>) {
    this.before = before;
    this.#conversions = conversions;
    this.after = new TwinProject(
      [...conversions.values()].flat().flatMap(({ result }) => (result instanceof Error ? [] : [result])),
    );
  }

  static async of(variants: readonly Variant[]): Promise<Conversions> {
    const before = new TwinProject(variants);
    const conversions = new Map<Variant, Conversion[]>();
    for (const variant of variants) {
      conversions.set(variant, conversionsOf(variant, before));
      // The runner gives up on a worker that does not answer for a minute.
      await breathe();
    }
    return new Conversions(before, conversions);
  }

  of(variant: Variant): readonly Conversion[] {
    return this.#conversions.get(variant) ?? [];
  }

  logsBefore(variant: Variant): Promise<Logs> {
    const known = this.#logs.get(variant) ?? runScenarios(variant.files, variant.entry);
    this.#logs.set(variant, known);
    return known;
  }
}

/**
 * @returns the converted project
 * @throws Error when there is no offer, or its edits cannot be made
 */
export function resultOf(conversion: Conversion | undefined): Variant {
  if (!conversion) throw new Error("There is no offer to convert with");
  if (conversion.result instanceof Error) throw conversion.result;
  return conversion.result;
}

function conversionsOf(variant: Variant, before: TwinProject): Conversion[] {
  const sites = sitesOrNone(variant, before);
  const count = Math.max(0, ...sites.map(({ offers }) => offers.length));
  return Array.from({ length: count }, (_, index) => index)
    .map((index) => sites.flatMap(({ offers }) => offers[index] ?? []))
    .filter((offers) => offers.every(({ verdict }) => verdict !== "refused"))
    .map((offers, index) => ({ variant, offers, result: attempt(variant, offers, index) }));
}

/** An engine that fails on one fixture must not keep the others from running; the test of the sites shows its error. */
function sitesOrNone(variant: Variant, before: TwinProject): SiteReport[] {
  try {
    return before.sites(variant);
  } catch {
    return [];
  }
}

function attempt(variant: Variant, offers: readonly Offer[], index: number): Variant | Error {
  try {
    const folder = variant.folder.replace("/twin/", `/twin/converted-${index}/`);
    return { ...variant, folder, files: convert(variant, offers) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

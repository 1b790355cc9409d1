import type { ProjectScope } from "../../src/project/scope";
import type { SiteReport } from "../../src/engine/offer";
import type { LintOptions } from "../../src/rules";
import type { FileEdits } from "../../src/engine/text";
import type { Reason, Verdict } from "../../src/engine/verdict";
import { Bench, exception, type Outcome, type ProjectOutcome, type Wrong } from "./bench";

/** What was found in a project, and what is wrong with it. */
export interface InspectedProject {
  readonly name: string;
  readonly files: readonly InspectedFile[];
  /** What came of all conversions together; absent where there is none. */
  readonly outcomes: readonly { readonly level: "safe" | "review"; readonly outcome: ProjectOutcome }[];
  readonly problems: readonly Found[];
}

/** Something wrong, and where. */
export interface Found extends Wrong {
  readonly where: string;
}

export interface InspectedFile {
  readonly file: string;
  readonly sites: readonly InspectedSite[];
  /** How long finding and judging took. */
  readonly milliseconds: number;
}

export interface InspectedSite {
  readonly label: string;
  readonly line: number;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly conversions: readonly Conversion[];
}

/** One offer, carried out on its own. */
export interface Conversion extends Outcome {
  readonly title: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** An offer whose edits are known, before any is carried out. */
type Prepared = Omit<Conversion, keyof Outcome> & { readonly edits: readonly FileEdits[] | Error };

/** Analyses each requested file of a project, and carries out each offer by itself and then all together. */
export function inspect(scope: ProjectScope, engine: LintOptions): InspectedProject {
  const bench = new Bench(scope, engine);
  const problems: Found[] = [];
  bench.load();
  const found = scope.requested.map((file) => {
    const start = performance.now();
    try {
      const sites = bench.sitesOf(file).map((site) => ({ site, offers: prepared(site) }));
      return { file, sites, milliseconds: performance.now() - start };
    } catch (error) {
      problems.push({ where: file, ...exception(error) });
      return { file, sites: [], milliseconds: performance.now() - start };
    }
  });
  const files = found.map(({ sites, ...rest }) => ({
    ...rest,
    sites: sites.map(({ site, offers }) => carriedOut(bench, site, offers)),
  }));
  const conversions = files.flatMap(({ file, sites }) =>
    sites.flatMap((site) => site.conversions.map((each) => ({ ...each, where: `${file}:${site.line}` }))),
  );
  const outcomes = (["safe", "review"] as const)
    .filter((level) => conversions.some(({ verdict }) => verdict === "safe" || level === "review"))
    .map((level) => ({ level, outcome: bench.tryAll(level) }));
  problems.push(
    ...conversions.flatMap(({ where, title, problems: wrong }) => placed(`${where}: ${title}`, wrong)),
    ...outcomes.flatMap(({ level, outcome }) => placed(`${scope.name}: all ${level}`, outcome.problems)),
  );
  return { name: scope.name, files, outcomes, problems };
}

function placed(where: string, problems: readonly Wrong[]): Found[] {
  return problems.map((problem) => ({ where, ...problem }));
}

function prepared({ offers }: SiteReport): Prepared[] {
  return offers
    .filter(({ verdict }) => verdict !== "refused")
    .map((offer) => {
      const { title, verdict, reasons } = offer;
      try {
        return { title, verdict, reasons, edits: offer.edits() ?? [] };
      } catch (error) {
        return { title, verdict, reasons, edits: error instanceof Error ? error : new Error(String(error)) };
      }
    });
}

function carriedOut(bench: Bench, site: SiteReport, offers: readonly Prepared[]): InspectedSite {
  const { best } = site;
  return {
    label: site.label,
    line: site.sourceFile.getLineAndCharacterOfPosition(site.anchor.start).line + 1,
    verdict: best.verdict,
    reasons: best.reasons,
    conversions: offers.map(({ edits, ...offer }) =>
      edits instanceof Error
        ? { ...offer, changes: [], compiled: false, problems: [exception(edits)] }
        : { ...offer, ...bench.tryEdits(edits) },
    ),
  };
}

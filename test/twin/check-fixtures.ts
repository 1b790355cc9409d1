import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Offer } from "../../src/engine/offer";
import { compareVerdicts, type ReasonCode } from "../../src/engine/verdict";
import { commentsOf, lostComments } from "./comments";
import { expectedOffers, variantsOf, type TwinProject, type Variant } from "./conversion";
import { Conversions, resultOf, type Conversion } from "./conversions";
import { loadFixtures, type ExpectedOffer, type Files } from "./fixture";
import { runScenarios } from "./run";

/** `UPDATE=1` writes converted texts that pass everything else over the expected ones. */
const updating = process.env.UPDATE === "1";

/** `ONLY=one,two` runs these fixtures and no others. */
const only = process.env.ONLY?.split(",");

/**
 * Declares the tests of one part of the fixtures: a file each, so that they run at the same time. Fixtures that are asked for
 * by name are all in the first part.
 *
 * @param part - from 0
 */
export async function checkFixtures(part: number, parts: number): Promise<void> {
  const fixtures = only
    ? loadFixtures().filter(({ name }) => part === 0 && only.includes(name))
    : loadFixtures().filter((_, index) => index % parts === part);
  const variants = fixtures.flatMap(variantsOf);
  const conversions = await Conversions.of(variants);
  describe.each(variants)("$fixture.name ($language)", (variant) => {
    checkVariant(variant, conversions);
  });
}

function checkVariant(variant: Variant, conversions: Conversions): void {
  const { before, after } = conversions;
  const { fixture, isOriginal } = variant;
  const { expectations } = fixture;
  const expected = expectedOffers(variant);
  const found = conversions.of(variant);

  it("compiles and runs before its conversion", async () => {
    expect(before.errors(variant)).toEqual([]);
    const logs = await conversions.logsBefore(variant);
    for (const [scenario, log] of Object.entries(logs)) {
      expect(log, scenario).toContain("(ends)");
      expect(log.length, `${scenario} logs nothing`).toBeGreaterThan(1);
    }
  });

  it(`has ${expectations.sites ?? 1} sites, each reported once`, () => {
    const sites = before.sites(variant);
    const verdicts = sites.map(({ offers }) => offers[0]?.verdict);
    expect(sites.map(({ label }) => label)).toHaveLength(expectations.sites ?? 1);
    expect(before.findings(variant).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  if (expectations.sites === 0) return;

  it.each(expected.map((offer, index) => ({ offer, index })))(
    "is $offer.verdict: $offer.target $offer.reasons",
    ({ offer, index }) => {
      for (const site of before.sites(variant)) expectOffer(site.offers[index], offer, before);
    },
  );

  if (!isOriginal && expected.length === 0) {
    it("is at most as safe as in TypeScript", () => {
      for (const site of before.sites(variant)) {
        const verdict = site.best.verdict;
        expect(compareVerdicts(verdict, expectations.verdict ?? "refused")).toBeGreaterThanOrEqual(0);
      }
    });
  }

  if (isOriginal && expectations.verdict !== "refused") {
    it("becomes the expected text", async () => {
      const [conversion] = found;
      const result = resultOf(conversion);
      if (updating) await update(conversion, result, conversions);
      else expectSameTexts(result.files, fixture.expected ?? new Map<string, string>());
    });
  }

  describe.each(found)("offer $offers.0.target, $offers.0.verdict", (conversion) => {
    it("compiles, with nothing unused", () => {
      expect(after.errors(resultOf(conversion))).toEqual([]);
    });

    it("does the same as before, save for what it names", async () => {
      await expectSameLogs(conversion, conversions);
    });

    it("loses no comment", () => {
      const lost = lostComments(allComments(variant.files), allComments(resultOf(conversion).files));
      expect(lost.filter((line) => expectations.gone?.includes(line) !== true)).toEqual([]);
    });

    // A method that was chosen over a function leaves a class that could still become one.
    if (conversion !== found[0]) return;

    it("leaves nothing more to convert safely than it says", () => {
      const offers = after.sites(resultOf(conversion)).flatMap((site) => site.offers);
      expect(offers.filter(({ verdict }) => verdict === "safe").map(({ title }) => title)).toEqual(
        expectations.then ?? [],
      );
    });
  });
}

function expectOffer(
  offer: Offer | undefined,
  { verdict, target, reasons, blames }: ExpectedOffer,
  before: TwinProject,
): void {
  if (!offer) throw new Error("There is no such offer");
  const found = before.blames(offer);
  expect(
    { verdict: offer.verdict, reasons: unique(found.map(({ code }) => code)) },
    offer.reasons.map(({ message }) => message).join("\n"),
  ).toEqual({ verdict, reasons: unique(reasons ?? []) });
  if (target) expect(offer.target).toBe(target);
  if (verdict === "refused") expect(offer.edits()).toBeUndefined();
  for (const [code, text] of Object.entries(blames ?? {})) {
    const blamed = found.filter((blame) => blame.code === code).map((blame) => blame.text);
    expect(
      blamed.some((line) => line.includes(text)),
      `${code} blames ${JSON.stringify(blamed)}, not ${text}`,
    ).toBe(true);
  }
}

function unique(codes: readonly ReasonCode[]): ReasonCode[] {
  return [...new Set(codes)].sort();
}

/**
 * What a conversion changes: what the fixture declares for this offer. For an offer of the stripped code that the fixture does
 * not speak of, that is what it declares for any offer, as far as this one names the reason.
 */
function declaredDifferences({ variant, offers }: Conversion): Partial<Record<string, ReasonCode>> {
  const [best] = offers;
  const expected = expectedOffers(variant).find(
    ({ target, verdict }) => verdict === best?.verdict && (!target || target === best.target),
  );
  if (expected || variant.isOriginal) return expected?.differs ?? {};
  const { differs = {}, also = [] } = variant.fixture.expectations;
  const declared = [differs, ...also.map((other) => other.differs ?? {})].flatMap(Object.entries<ReasonCode>);
  const named = new Set(offers.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  return Object.fromEntries(declared.filter(([, code]) => named.has(code)));
}

async function expectSameLogs(conversion: Conversion, conversions: Conversions): Promise<void> {
  const { variant, offers } = conversion;
  const differs = declaredDifferences(conversion);
  const [original, converted] = await Promise.all([
    conversions.logsBefore(variant),
    runScenarios(resultOf(conversion).files, variant.entry),
  ]);
  const codes = new Set(offers.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  for (const [scenario, log] of Object.entries(original)) {
    const code = differs[scenario];
    if (code === undefined) {
      expect(converted[scenario], scenario).toEqual(log);
    } else {
      expect(codes, `${scenario} differs`).toContain(code);
      expect(converted[scenario], `${scenario} should differ for ${code}`).not.toEqual(log);
    }
  }
}

function expectSameTexts(found: Files, expected: Files): void {
  for (const [file, text] of found) expect(text, file).toBe(expected.get(file));
}

async function update(
  conversion: Conversion | undefined,
  result: Variant,
  conversions: Conversions,
): Promise<void> {
  if (!conversion) throw new Error("There is no offer to convert with");
  const { fixture } = result;
  expect(conversions.after.errors(result)).toEqual([]);
  await expectSameLogs(conversion, conversions);
  for (const [file, text] of result.files) {
    if (text === (fixture.expected ?? fixture.input).get(file)) continue;
    mkdirSync(path.dirname(fixture.expectedPath(file)), { recursive: true });
    writeFileSync(fixture.expectedPath(file), text);
  }
}

function allComments(files: Files): string[] {
  return [...files]
    .filter(([file]) => /\.[cm]?[jt]sx?$/.test(file))
    .flatMap(([file, text]) => commentsOf(text, file));
}

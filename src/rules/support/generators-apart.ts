import { isWithin, type AsyncGeneratorFunction } from "../../engine/syntax/nodes";
import type { RuleContext } from "../rule";

/** @returns the async generators that are no part of a hand-rolled iterator, or of another generator: each place is looked at once */
export function generatorsApart({
  asyncGenerators,
  iterators,
}: RuleContext): readonly AsyncGeneratorFunction[] {
  return asyncGenerators.filter(
    (generator) =>
      !iterators.some(
        ({ model: { site } }) =>
          isWithin(generator, site.factory?.fn ?? site.node) ||
          (site.iterator !== undefined && isWithin(generator, site.iterator.owner)),
      ) && !asyncGenerators.some((other) => other !== generator && isWithin(generator, other)),
  );
}

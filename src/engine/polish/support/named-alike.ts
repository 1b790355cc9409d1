import { otherNames } from "../../syntax/other-names";

/** @returns whether the longer name is the other one with something added, so as not to be the same, or says the same: `item2`, `currentItem` beside `item` */
export function isNamedAlike(name: string, longer: string): boolean {
  const capitalized = name.charAt(0).toUpperCase() + name.slice(1);
  return (
    otherNames(name).includes(longer) ||
    longer === `current${capitalized}` ||
    (longer.startsWith(name) && /^\d+$/.test(longer.slice(name.length)))
  );
}

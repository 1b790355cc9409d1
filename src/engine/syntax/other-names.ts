/** What people call a second thing of a sort, where the first one has taken the plain name. */
const names: Readonly<Record<string, readonly string[]>> = {
  value: ["current", "item", "element"],
  result: ["outcome"],
};

/** @returns names that say the same as this one, the likeliest first; none where nobody would know another */
export function otherNames(name: string): readonly string[] {
  return names[name] ?? [];
}

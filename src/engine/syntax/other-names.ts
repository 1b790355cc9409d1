/** What people call a second thing of a sort, where the first one has taken the plain name. */
const names: Readonly<Record<string, readonly string[]>> = {
  value: ["current", "item", "element"],
  result: ["outcome"],
};

/** @returns names that say the same as this one, the likeliest first; none where nobody would know another */
export function otherNames(name: string): readonly string[] {
  return names[name] ?? [];
}

/** @returns the name itself, or another one that says the same, or the name with the lowest number that makes it free */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const free = [wanted, ...otherNames(wanted)].find((name) => !taken.has(name));
  if (free) return free;
  for (let number = 2; ; number++) {
    const candidate = `${wanted}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

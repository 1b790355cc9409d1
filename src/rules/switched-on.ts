import type { LintOptions } from "./lint";

/**
 * @param settings - how each rule is shown, by its id; rules that are not named keep their default
 * @returns the rules that somebody wants to hear of, among them those that are off by default
 */
export function switchedOn(settings: Readonly<Record<string, string>>): Pick<LintOptions, "switchedOn"> {
  const ids = Object.keys(settings).filter((id) => settings[id] !== "off");
  return ids.length > 0 ? { switchedOn: ids } : {};
}

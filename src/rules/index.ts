export { concernsRules, isOn, lint, type LintInput, type LintOptions } from "./lint";
export { rules } from "./list";
export { disableFixes } from "./suppression/disable";

export { concernsRules, lint, type LintInput } from "./lint";
export { rules } from "./list";
export { disableFixes } from "./suppression/disable";

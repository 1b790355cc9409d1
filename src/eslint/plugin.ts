import type { ESLint, Linter } from "eslint";
import { name, version } from "../../package.json";
import { rules as allRules } from "../rules";
import type { Rule } from "../rules/rule";
import { toEslintRule } from "./rule";

/** Comments of Yieldwise's own are nothing to ESLint, which has its own. */
const rules = allRules.filter(({ last }) => !last);

/** Pages come with the package, so each version has its own. */
const docsUrl = (id: string): string => `https://unpkg.com/${name}@${version}/docs/rules/${id}.md`;

/** The plugin as ESLint takes it. */
export interface YieldwisePlugin extends ESLint.Plugin {
  readonly configs: { readonly recommended: Linter.Config; readonly all: Linter.Config };
}

const base = {
  meta: { name, version, namespace: name },
  rules: Object.fromEntries(rules.map((rule) => [rule.id, toEslintRule(rule, docsUrl)])),
} satisfies ESLint.Plugin;

/** Yieldwise's rules for ESLint, with the configurations `recommended` and `all`. */
export const plugin: YieldwisePlugin = Object.assign(base, {
  configs: {
    get recommended() {
      return configOf("recommended", ({ recommended }) => recommended);
    },
    get all() {
      return configOf("all", () => true);
    },
  },
});

function configOf(kind: string, isIn: (rule: Rule) => boolean): Linter.Config {
  return {
    name: `${name}/${kind}`,
    plugins: { [name]: plugin },
    rules: Object.fromEntries(
      rules
        .filter(isIn)
        .map(({ id, defaultSeverity }) => [`${name}/${id}`, defaultSeverity === "error" ? "error" : "warn"]),
    ),
  };
}

import type { ESLint, Linter } from "eslint";

/** Yieldwise's rules for ESLint's flat configuration. */
declare const plugin: Omit<ESLint.Plugin, "configs"> & {
  readonly configs: {
    /** Rules that hardly ever err. */
    readonly recommended: Linter.Config;
    /** Every rule. */
    readonly all: Linter.Config;
  };
};

export = plugin;

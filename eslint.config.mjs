import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import eslintPlugin from "eslint-plugin-eslint-plugin";
import tseslint from "typescript-eslint";

const nodeGlobals = Object.fromEntries(
  [
    ...[
      "process",
      "console",
      "Buffer",
      "URL",
      "URLSearchParams",
      "AbortController",
      "AbortSignal",
      "fetch",
      "performance",
    ],
    ...["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "structuredClone"],
  ].map((name) => [name, "readonly"]),
);

/** @param properties - those that hold a text for people */
function saidIn(properties) {
  const text = ":matches(TemplateLiteral, Literal[value=/ /])";
  const selectors = [
    "NewExpression[callee.name='NotUnderstood'] > :matches(TemplateLiteral, Literal).arguments:first-child",
    `CallExpression[callee.name=/^(?:reason|refuse|notUnderstood)$/] > ${text}`,
    `Property[key.name=${properties}] > ${text}.value`,
  ];
  const message = "Say it with 'say', so that it can be translated.";
  return { "no-restricted-syntax": ["error", ...selectors.map((selector) => ({ selector, message }))] };
}

export default defineConfig(
  {
    // Fixtures and the sample are what Yieldwise is for: code as people write it, not as we do.
    ignores: ["dist", "node_modules", ".vscode-test", "test-output", "test/fixtures", "test/sample", "media"],
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [js.configs.recommended],
    languageOptions: { globals: nodeGlobals },
  },
  {
    files: ["*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { ...nodeGlobals, require: "readonly", module: "writable" },
    },
  },
  {
    // What runs inside a page of the browser speaks of its globals, and Mocha brings its own.
    files: ["test/vscode/**/*.mjs"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "document",
          "window",
          "navigator",
          "describe",
          "it",
          "before",
          "after",
          "beforeEach",
          "afterEach",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "*.ts"],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      // A number reads well in a message.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      eqeqeq: "error",
    },
  },
  {
    // What people read is looked up in a table of translations. The messages of rules have a table of their own.
    files: ["src/engine/**/*.ts"],
    rules: saidIn(/^(?:message|title|label)$/),
  },
  {
    files: ["src/plugin/**/*.ts"],
    rules: saidIn(/^(?:description|notApplicableReason|fixAllDescription)$/),
  },
  { files: ["src/rules/**/*.ts"], rules: saidIn(/^(?:title|label)$/) },
  {
    files: ["src/eslint/**/*.ts", "src/rules/**/*.ts"],
    extends: [eslintPlugin.configs.all],
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // Tests hand broken and foreign data around on purpose.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
);

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import manifest from "../../package.json";
import { rules } from "../../src/rules";
import { type Installed, type Message, packedFiles, PackedProject, type Run } from "./packed-project";

// Each test starts several processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const counter = `class Counter {
  current = 1;

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.current > 3) {
      return { value: undefined, done: true };
    }
    return { value: this.current++, done: false };
  }
}

for await (const n of new Counter()) console.log(n);
`;

const converted = `async function* counter() {
  for (let current = 1; current <= 3; current++) {
    yield current;
  }
}

for await (const n of counter()) console.log(n);
`;

const relay = `export async function* all(source) {
  for await (const x of source) yield x;
}
`;

const feed = `export class Feed {
  queue = [];

  async fill() {
    this.queue.push(...(await globalThis.read()));
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    this.fill();
    const value = this.queue.shift();
    return { value, done: value === undefined };
  }
}
`;

const typedCounter = `class Counter {
  private current = 0;

  constructor(private readonly names: string[]) {}

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<string>> {
    const value = this.names[this.current++];
    if (value === undefined) return { value: undefined, done: true };
    return { value, done: false };
  }
}

for await (const name of new Counter(["a"])) console.log(name);
export {};
`;

const endless = `export class Endless {
  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    return { value: 1, done: false };
  }
}
`;

const plain = `export const nothing = "to be found";\n`;

const configs = {
  esm: {
    "eslint.config.mjs": `import yieldwise from "yieldwise/eslint";\nexport default [yieldwise.configs.recommended];\n`,
  },
  commonJs: {
    "eslint.config.cjs": `const yieldwise = require("yieldwise/eslint");\nmodule.exports = [yieldwise.configs.recommended];\n`,
  },
  all: {
    "eslint.config.mjs": `import yieldwise from "yieldwise/eslint";\nexport default [yieldwise.configs.all];\n`,
  },
  typed: {
    "eslint.config.mjs": `import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import yieldwise from "yieldwise/eslint";
export default defineConfig({
  files: ["**/*.ts"],
  extends: [yieldwise.configs.recommended],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
});
`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "target": "esnext", "module": "esnext", "moduleResolution": "bundler", "types": [] }, "include": ["src"] }\n`,
  },
  untyped: {
    "eslint.config.mjs": `import tseslint from "typescript-eslint";
import yieldwise from "yieldwise/eslint";
export default [{ files: ["**/*.ts"], languageOptions: { parser: tseslint.parser }, ...yieldwise.configs.recommended }];
`,
  },
};

const modulePackage = { "package.json": `{ "name": "app", "private": true, "type": "module" }\n` };

/** Files by their findings: `rule@line:column`. */
function summary({ messages, stderr }: Run): Record<string, string[]> {
  expect(stderr).toBe("");
  return Object.fromEntries(
    Object.entries(messages).map(([file, found]) => [
      file,
      found.map(
        ({ ruleId, line, column, message }) => `${ruleId ?? message}@${String(line)}:${String(column)}`,
      ),
    ]),
  );
}

function only(run: Run): Message {
  const [message, ...more] = Object.values(run.messages).flat();
  expect(more).toEqual([]);
  if (!message) throw new Error("There is no finding");
  return message;
}

describe.each(["9", "10"] as const)("in ESLint %s", (eslint) => {
  it.each([
    ["an ES module", configs.esm],
    ["CommonJS", configs.commonJs],
  ])("finds and fixes in JavaScript; the configuration is %s", (_, config) => {
    const project = new PackedProject(
      {
        ...modulePackage,
        ...config,
        "src/counter.js": counter,
        "src/relay.js": relay,
        "src/plain.js": plain,
      },
      { eslint },
    );
    expect(summary(project.lint())).toEqual({
      "src/counter.js": ["yieldwise/prefer-async-generator@1:7"],
      "src/plain.js": [],
      "src/relay.js": ["yieldwise/prefer-yield-star@2:3"],
    });
    project.lint("--fix", "src");
    expect(project.read("src/counter.js")).toBe(converted);
    expect(project.read("src/relay.js")).toBe(relay);
  });

  it.each([
    ["with types", configs.typed],
    ["without types", configs.untyped],
  ])("finds in TypeScript %s", (_, config) => {
    const project = new PackedProject(
      {
        ...modulePackage,
        ...config,
        "src/counter.ts": typedCounter,
        "src/endless.ts": endless,
        "src/plain.ts": plain,
      },
      { eslint, typescriptEslint: true, typescript: "6" },
    );
    expect(summary(project.lint())).toEqual({
      "src/counter.ts": ["yieldwise/prefer-async-generator@1:7"],
      "src/endless.ts": ["yieldwise/prefer-async-generator@1:14", "yieldwise/require-termination@6:9"],
      "src/plain.ts": [],
    });
  });
});

const installed: Installed = { eslint: "10" };

describe("the ESLint plugin", () => {
  it("fixes only what is safe, and suggests the rest", () => {
    const project = new PackedProject({ ...modulePackage, ...configs.esm, "src/relay.js": relay }, installed);
    const { fix, suggestions, severity } = only(project.lint());
    expect(fix).toBeUndefined();
    expect(severity).toBe(1);
    expect(suggestions?.map(({ fix: { text } }) => text)).toEqual(["yield* source;"]);
    expect(suggestions?.[0]?.desc).toMatch(/^Use 'yield\*': throw\(\)/);
  });

  it("suggests what a person has to decide on", () => {
    const project = new PackedProject({ ...modulePackage, ...configs.all, "src/feed.js": feed }, installed);
    const found = Object.values(project.lint().messages).flat();
    const floating = found.filter(({ ruleId }) => ruleId === "yieldwise/no-floating-work");
    expect(floating.map(({ fix, suggestions }) => [fix, suggestions?.map((each) => each.fix.text)])).toEqual([
      [undefined, ["await "]],
    ]);
  });

  it("knows what types say: with them the conversion is safe, without it is one to review", () => {
    const files = { ...modulePackage, "src/counter.ts": typedCounter };
    const typescript = { eslint: "10", typescriptEslint: true, typescript: "6" } as const;
    const withTypes = new PackedProject({ ...files, ...configs.typed }, typescript);
    expect(only(withTypes.lint()).messageId).toBe("safe");
    withTypes.lint("--fix", "src");
    expect(withTypes.read("src/counter.ts")).toContain("async function* counter(names: string[])");
    const fixed = summary(withTypes.lint());
    expect(fixed).toEqual({ "src/counter.ts": [] });
    const without = new PackedProject({ ...files, ...configs.untyped }, typescript);
    expect(only(without.lint()).messageId).toBe("review");
  });

  it("works where only TypeScript 7 is installed, which has no API", () => {
    const project = new PackedProject(
      { ...modulePackage, ...configs.esm, "src/counter.js": counter },
      { eslint: "10", typescript: "7" },
    );
    expect(summary(project.lint())).toEqual({ "src/counter.js": ["yieldwise/prefer-async-generator@1:7"] });
  });

  it("takes options, and says which it does not know", () => {
    const withOption = (option: string): Run =>
      new PackedProject(
        {
          ...modulePackage,
          "eslint.config.mjs": `import yieldwise from "yieldwise/eslint";
export default [{ plugins: { yieldwise }, rules: { "yieldwise/prefer-async-generator": ["error", ${option}] } }];
`,
          "src/counter.js": counter,
        },
        installed,
      ).lint();
    expect(only(withOption(`{ outsideConsumers: "serial" }`)).severity).toBe(2);
    expect(withOption(`{ outsideConsumers: "nobody" }`).stderr).toContain(
      'Value "nobody" should be equal to one of the allowed values',
    );
    expect(withOption(`{ outside: "serial" }`).stderr).toContain("outside");
  });

  it("leaves suppressing to ESLint's comments, and does not mind Yieldwise's own", () => {
    const project = new PackedProject(
      {
        ...modulePackage,
        ...configs.esm,
        "src/eslint.js": `// eslint-disable-next-line yieldwise/prefer-async-generator\n${counter}`,
        "src/own.js": `// yieldwise-disable-next-line prefer-async-generator\n${counter}`,
      },
      installed,
    );
    expect(summary(project.lint())).toEqual({
      "src/eslint.js": [],
      "src/own.js": ["yieldwise/prefer-async-generator@2:7"],
    });
  });

  it("finds the same under configs.all, and has every rule but those for Yieldwise's own comments", () => {
    const project = new PackedProject(
      { ...modulePackage, ...configs.all, "src/counter.js": counter },
      installed,
    );
    expect(summary(project.lint())).toEqual({ "src/counter.js": ["yieldwise/prefer-async-generator@1:7"] });
    const printed = execFileSync(
      process.execPath,
      [project.path("node_modules/eslint/bin/eslint.js"), "--print-config", "src/counter.js"],
      { cwd: project.folder, encoding: "utf8" },
    );
    const active = Object.keys((JSON.parse(printed) as { rules: Record<string, unknown> }).rules);
    expect(active).toEqual(rules.filter(({ last }) => !last).map(({ id }) => `yieldwise/${id}`));
  });

  it("keeps out of files in other languages, also where a parser understands them", () => {
    const project = new PackedProject(
      {
        ...modulePackage,
        "eslint.config.mjs": `import yieldwise from "yieldwise/eslint";
const parser = { parseForESLint: () => ({ ast: { type: "Program", body: [], sourceType: "module", range: [0, 0], loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }, tokens: [], comments: [] } }) };
export default [{ files: ["**/*.vue"], languageOptions: { parser }, ...yieldwise.configs.all }];
`,
        "src/page.vue": `<script>\n${counter}</script>\n`,
      },
      installed,
    );
    expect(summary(project.lint())).toEqual({ "src/page.vue": [] });
  });

  it("is typed for configurations in TypeScript", () => {
    const project = new PackedProject(
      {
        ...modulePackage,
        "eslint.config.ts": `import { defineConfig } from "eslint/config";
import yieldwise from "yieldwise/eslint";
export default defineConfig(yieldwise.configs.recommended, {
  plugins: { yieldwise },
  extends: [yieldwise.configs.all],
  rules: { "yieldwise/prefer-async-generator": "error" },
});
`,
        "tsconfig.json": `{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true, "skipLibCheck": false, "types": [] }, "files": ["eslint.config.ts"] }\n`,
      },
      installed,
    );
    const tsc = resolve(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
    const run = (): string =>
      execFileSync(process.execPath, [tsc, "-p", project.folder, "--skipLibCheck"], { encoding: "utf8" });
    expect(run()).toBe("");
  });
});

describe("the npm package", () => {
  it("holds what its parts need, and nothing else", () => {
    const names = packedFiles().map(([name]) => name);
    expect(names.filter((name) => !name.startsWith("docs/")).sort()).toEqual([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "dist/ThirdPartyNotices.txt",
      "dist/cli.js",
      "dist/eslint.d.ts",
      "dist/eslint.js",
      "dist/tsserver/node_modules/typescript-yieldwise-plugin/index.js",
      "dist/tsserver/node_modules/typescript-yieldwise-plugin/package.json",
      "package.json",
    ]);
    for (const { id } of rules) expect(names).toContain(`docs/rules/${id}.md`);
  });

  it("has a command line that runs", () => {
    const project = new PackedProject(modulePackage, installed);
    const cli = project.path("node_modules/yieldwise/dist/cli.js");
    expect(execFileSync(process.execPath, [cli, "--version"], { encoding: "utf8" })).toBe(
      `${manifest.version}\n`,
    );
  });
});

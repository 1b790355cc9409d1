import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import { isWellFormedGlob } from "../../src/extension/globs";
import {
  defaultExclude,
  defaultMaxFileSize,
  type Localizer,
  settingsFrom,
} from "../../src/extension/setting-values";

/** As VS Code does without a translation. */
const english: Localizer = {
  t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
};

const from = (values: Record<string, unknown>) => settingsFrom((name) => values[name], english);

describe("settings", () => {
  it("have the defaults that the manifest shows", () => {
    const properties = manifest.contributes.configuration.properties;
    expect(from({}).settings).toEqual({
      enable: properties["yieldwise.enable"].default,
      rules: properties["yieldwise.rules"].default,
      options: {
        outsideConsumers: properties["yieldwise.outsideConsumers"].default,
        preferredTarget: properties["yieldwise.preferredTarget"].default,
        annotateTypes: properties["yieldwise.annotateTypes"].default,
      },
      exclude: properties["yieldwise.exclude"].default,
      maxFileSize: properties["yieldwise.maxFileSize"].default * 1024,
      trace: properties["yieldwise.trace"].default,
      engine: properties["yieldwise.engine"].default,
    });
    expect(from({}).problems).toEqual([]);
    expect(defaultExclude).toEqual(properties["yieldwise.exclude"].default);
    expect(defaultMaxFileSize).toBe(properties["yieldwise.maxFileSize"].default);
  });

  it("are taken over where they make sense", () => {
    const { settings, problems } = from({
      enable: false,
      rules: { "prefer-async-generator": "warning" },
      outsideConsumers: "serial",
      preferredTarget: "method",
      annotateTypes: "always",
      exclude: [],
      maxFileSize: 2,
      trace: "verbose",
    });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ enable: false, exclude: [], maxFileSize: 2048, trace: "verbose" });
    expect(settings.rules).toEqual({ "prefer-async-generator": "warning" });
    expect(settings.options).toEqual({
      outsideConsumers: "serial",
      preferredTarget: "method",
      annotateTypes: "always",
      switchedOn: ["prefer-async-generator"],
    });
  });

  it.each([
    [{ enable: "yes" }, '"yieldwise.enable" is "yes"; it should be true or false.'],
    [{ outsideConsumers: "parallel" }, '"yieldwise.outsideConsumers" is "parallel"'],
    [
      { preferredTarget: "auto" },
      '"yieldwise.preferredTarget" is "auto"; it should be "function" or "method".',
    ],
    [{ annotateTypes: true }, '"yieldwise.annotateTypes" is true; it should be "asWritten", "always" or'],
    [{ exclude: "dist" }, '"yieldwise.exclude" is "dist"; it should be a list of globs.'],
    [{ exclude: ["ok", 1] }, '"yieldwise.exclude" is ["ok",1]'],
    [{ exclude: ["ok/**", "**/*.{js"] }, '"yieldwise.exclude" has "**/*.{js", which is not a glob'],
    [{ maxFileSize: 0 }, '"yieldwise.maxFileSize" is 0; it should be a number of KiB above 0.'],
    [{ engine: "native" }, '"yieldwise.engine" is "native"; it should be "auto" or "bundled".'],
    [{ trace: true }, '"yieldwise.trace" is true'],
    [{ rules: [] }, '"yieldwise.rules" is []; it should be an object'],
    [{ rules: { "prefer-async-generator": "warn" } }, 'has "warn" for "prefer-async-generator"'],
  ])("are told when they make no sense, and have their default then: %j", (values, problem) => {
    const { settings, problems } = from(values);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(settings).toEqual(from({}).settings);
  });

  it.each(["[", "[]", "[!]", "src/[a-z", "{a,b", "a}", "{a,{b}", "x[z-a]", "src\\"])(
    "do not take for a glob what leaves something open: %s",
    (glob) => {
      expect(isWellFormedGlob(glob)).toBe(false);
    },
  );

  it.each(["**/dist/**", "**/*.{js,ts}", "{a,{b,c}}/**", "[[]id]/*.ts", "[!a-z]*", "[]]", "[]a]", "[{]"])(
    "take globs with all that belongs to them: %s",
    (glob) => {
      expect(isWellFormedGlob(glob)).toBe(true);
      expect(from({ exclude: [glob] }).problems).toEqual([]);
    },
  );

  it("keep the rules that are right beside one that is wrong", () => {
    const { settings, problems } = from({ rules: { "require-return": "hint", "no-falsy-end": "loud" } });
    expect(settings.rules).toEqual({ "require-return": "hint" });
    expect(problems).toHaveLength(1);
  });

  it.each([
    ["prefer-async-generatr", '; did you mean "prefer-async-generator"?'],
    ["require_return", '; did you mean "require-return"?'],
    ["no-console", "."],
    ["", "."],
  ])("tell of a rule that does not exist, and which one may be meant: %j", (id, end) => {
    const { settings, problems } = from({ rules: { [id]: "off", "require-return": "hint" } });
    expect(problems).toEqual([`"yieldwise.rules" names "${id}", and there is no such rule${end}`]);
    expect(settings.rules).toEqual({ "require-return": "hint" });
  });
});

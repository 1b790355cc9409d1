import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import texts from "../../package.nls.json";
import { commandIds } from "../../src/extension/command-ids";
import { pluginName } from "../../src/protocol";
import { rules } from "../../src/rules";

const { contributes } = manifest;
const settings = contributes.configuration.properties;

/** Where the manifest's texts for people stand. */
const textKeys = /^(?:title|name|contents|description|markdownDescription|altText|\d+)$/;

/** Every `%key%` in a part of the manifest, and every text that should have been one. */
function textsIn(part: unknown, key = ""): string[] {
  if (typeof part === "string") return textKeys.test(key) ? [part] : [];
  if (typeof part !== "object" || part === null) return [];
  const isList = Array.isArray(part);
  if (isList && !key.endsWith("EnumDescriptions")) return part.flatMap((each) => textsIn(each));
  return Object.entries(part).flatMap(([name, value]) => textsIn(value, name));
}

describe("the extension's manifest", () => {
  it("has all that people read in package.nls.json, ready for translation, and nothing else there", () => {
    const used = textsIn({ ...contributes, typescriptServerPlugins: [], viewsContainers: {} })
      .concat(textsIn(manifest.capabilities))
      .filter((text) => text !== contributes.configuration.title);
    expect(used.filter((text) => !/^%[\w.-]+%$/.test(text))).toEqual([]);
    expect([...new Set(used.map((text) => text.slice(1, -1)))].sort()).toEqual(Object.keys(texts).sort());
    expect(Object.values(texts).filter((text) => text.trim() === "")).toEqual([]);
  });

  it("lists every rule with its default severity, so that settings are completed and explained", () => {
    const listed = Object.entries(settings["yieldwise.rules"].properties);
    expect(listed.map(([id, { default: severity }]) => [id, severity])).toEqual(
      rules.map(({ id, defaultSeverity }) => [id, defaultSeverity]),
    );
  });

  it("lets the settings editor show a table of the rules, with their severities and what they ask for", () => {
    for (const [id, rule] of Object.entries(settings["yieldwise.rules"].properties)) {
      expect(rule).toMatchObject({ type: "string", description: `%rule.${id}%` });
      expect(rule.enum).toContain(rule.default);
    }
    expect(settings["yieldwise.rules"].additionalProperties).toBe(false);
  });

  it("explains every setting and lets folders differ", () => {
    for (const setting of Object.values(settings)) {
      expect(setting.markdownDescription).toBeTruthy();
      expect(setting.scope).toBe("resource");
    }
  });

  it("lists the commands that the extension registers, and not its private ones", () => {
    const registered = Object.values(commandIds).filter((id) => !id.startsWith("_"));
    expect(contributes.commands.map(({ command }) => command)).toEqual(registered);
    for (const { category } of contributes.commands) expect(category).toBe("Yieldwise");
  });

  it("hands the TypeScript server the plugin that the build makes", () => {
    expect(contributes.typescriptServerPlugins.map(({ name }) => name)).toEqual([pluginName]);
  });

  it("runs beside the workspace's TypeScript server, else in the browser, and in virtual file systems", () => {
    expect(manifest.browser).toBe("./dist/web/extension.js");
    // A host in a browser is allowed by "browser"; naming it here would prefer it to the server's.
    expect(manifest.extensionKind).toEqual(["workspace"]);
    expect(manifest.capabilities).toEqual({
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: true,
    });
  });

  it("leads through four first steps, each with its picture, and ticks them off by commands that there are", () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    expect(others).toEqual([]);
    const known = contributes.commands.map(({ command }) => command);
    expect(walkthrough?.steps).toHaveLength(4);
    for (const { description, media, completionEvents } of walkthrough?.steps ?? []) {
      for (const picture of Object.values(media.image)) {
        expect(existsSync(join(__dirname, "../..", picture)), picture).toBe(true);
      }
      const text = (texts as Record<string, string>)[description.slice(1, -1)] ?? "";
      const named = [...text.matchAll(/\(command:(yieldwise\.\w+)\)/g)].map(([, command]) => command ?? "");
      expect(known).toEqual(expect.arrayContaining(named));
      const byCommand = completionEvents.filter((event) => event.startsWith("onCommand:"));
      expect(byCommand).toEqual(named.map((command) => `onCommand:${command}`));
    }
    // By the light bulb, the view and the page of an explanation the same is done.
    expect(walkthrough?.steps[1]?.completionEvents).toContain("onContext:yieldwise.hasConverted");
  });

  it("has conversions in the palette by the names of what is looked for", () => {
    const when = (command: string): string | undefined =>
      contributes.menus.commandPalette.find((entry) => entry.command === `yieldwise.${command}`)?.when;
    for (const command of ["convert", "preview"]) {
      expect(when(command)).toMatch(/yieldwise\.findable != sync$/);
      expect(when(`${command}Sync`)).toMatch(/yieldwise\.findable =~ \/\^\(both\|sync\)\$\/$/);
    }
  });

  it("has a text and a button for each state of an empty view", () => {
    const shown = contributes.viewsWelcome.map(({ when, contents }) => ({
      when,
      text: (texts as Record<string, string>)[contents.slice(1, -1)] ?? "",
    }));
    for (const state of ["none", "done", "stopped"]) {
      const found = shown.filter(({ when }) => when.includes(`yieldwise.search == ${state}`));
      expect(found.length, state).toBeGreaterThan(0);
      for (const { text } of found) expect(text).toContain("(command:yieldwise.findInWorkspace)");
    }
  });

  it("names only what is there", () => {
    expect(existsSync(join(__dirname, "../..", manifest.icon))).toBe(true);
    for (const { id } of rules) {
      expect(existsSync(join(__dirname, "../../docs/rules", `${id}.md`)), `docs/rules/${id}.md`).toBe(true);
    }
  });
});

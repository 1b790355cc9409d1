import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { say, setMessages, translationOf } from "../../src/engine/say";

// A script, which has no types.
const script = pathToFileURL(path.resolve(import.meta.dirname, "../../.ci/strings.mjs")).href;
const { stringsIn } = (await import(script)) as { stringsIn: (name: string, text: string) => string[] };

afterEach(() => {
  setMessages(undefined);
});

describe("what is said", () => {
  it("is English without translations", () => {
    expect(say("'{0}' is used by {1} files", "a", 2)).toBe("'a' is used by 2 files");
  });

  it("is translated as a whole, with placeholders in any order", () => {
    setMessages({ "'{0}' is used by '{1}'": "«{1}» nutzt «{0}»" });
    expect(say("'{0}' is used by '{1}'", "a", "b")).toBe("«b» nutzt «a»");
  });

  it("stays English where there is no translation, or an empty one", () => {
    setMessages({ "a text": "" });
    expect(say("a text")).toBe("a text");
    expect(say("another text")).toBe("another text");
    expect(say("constructor")).toBe("constructor");
  });

  it("keeps braces that are no placeholders, also those of what is put in", () => {
    expect(say("'{ value, done }' of {0}, {1}", "{1}")).toBe("'{ value, done }' of {1}, {1}");
    expect(say("{0} and {{label}}")).toBe("{0} and {{label}}");
    expect(say("{0}", "$&")).toBe("$&");
  });

  it("is English again when the translations are taken away", () => {
    setMessages({ "a text": "ein Text" });
    expect(translationOf("a text")).toBe("ein Text");
    setMessages(undefined);
    expect(translationOf("a text")).toBe("a text");
  });
});

describe("the texts to translate", () => {
  it("are the literals that are said", () => {
    const text = 'say("one"); l10n.t("two"); vscode.l10n.t(`three`); other("four");';
    expect(stringsIn("a.ts", text)).toEqual(["one", "two", "three"]);
  });

  it.each(["say(text)", "say(`a ${b}`, c)", 'say(b ? "a" : "b")', "say()", "l10n.t(text)"])(
    "are not what is put together: %s",
    (text) => {
      expect(() => stringsIn("a.ts", `\n${text}`)).toThrow(/^a\.ts:2: .*literal/);
    },
  );

  it.each(["texts.map(say)", "const speak = say", 'import { say as speak } from "./say"'])(
    "are not known where it is handed on: %s",
    (text) => {
      expect(() => stringsIn("a.ts", text)).toThrow(/^a\.ts:1: /);
    },
  );

  it("have as many placeholders as there are values", () => {
    expect(
      stringsIn("a.ts", 'say("{0} {1}", a, b); say("{1} {0} {1}", a, b); say("{ value }")'),
    ).toHaveLength(3);
    expect(() => stringsIn("a.ts", 'say("{0}")')).toThrow(/placeholders/);
    expect(() => stringsIn("a.ts", 'say("{0}", a, b)')).toThrow(/placeholders/);
  });
});

import type { IteratorKind } from "../kind";
import { changedDoc, readDoc, tagName } from "./doc-comment";
import { isOfProtocolOnly } from "./protocol-comments";
import { isSaidAlready } from "./said-already";

/** What a member was to the iterator. */
export type Role = "constructor" | "open" | "next" | "close" | "field" | "other";

/** What is said of a member as a member, and means nothing once it is none. */
const ofMembers = new Set([
  ...["private", "protected", "public", "package", "internal", "access", "readonly", "hidden", "ignore"],
  ...["override", "virtual", "sealed", "abstract", "static", "instance", "memberof", "inheritdoc"],
  ...["constructor", "class", "constructs", "implements", "method", "member", "function", "func", "async"],
]);

/** What is said of a class as a class. */
const ofClasses = new Set([...ofMembers, "template", "extends", "augments"]);

/** What declares something of its own, wherever it stands. */
const declaring = /@(?:typedef|callback|import|enum)\b/;

/**
 * @param comment - the JSDoc of a class that goes
 * @returns what of it is true of the method that does its work; `undefined` where nothing is
 */
export function classDoc(comment: string): string | undefined {
  if (declaring.test(comment)) return comment;
  return changedDoc(comment, { tag: (lines) => (ofClasses.has(tagName(lines)) ? undefined : lines) });
}

const inherited = /^\{@inheritdoc\b[^}]*\}$/i;

/** The generator that a comment goes to. */
export interface Documented {
  /** The comment that it has. */
  readonly head: string | undefined;
  readonly hasParameters: boolean;
}

/**
 * @param comment - the JSDoc of a member that goes
 * @param generator - what it will be said of
 * @returns what of it is true of the generator; `undefined` where nothing is
 */
export function memberDoc(comment: string, role: Role, generator?: Documented): string | undefined {
  const { head = "", hasParameters = true } = generator ?? {};
  return changedDoc(comment, {
    description: (lines) => {
      const left = lines.filter((line) => !inherited.test(line.trim()));
      return saysNothingMore(left, role, head) ? [] : left;
    },
    tag: (lines) => {
      const isGone =
        role === "constructor" && !hasParameters && /^(?:param|arg|argument)$/.test(tagName(lines));
      return isGone || ofMembers.has(tagName(lines)) ? undefined : tagOf(lines, role);
    },
  });
}

/** @param head - the comment that stays */
function saysNothingMore(lines: readonly string[], role: Role, head: string): boolean {
  const text = lines.join("\n");
  switch (role) {
    case "open":
      return isAboutProtocol(lines);
    case "close":
      return isOfProtocolOnly(text, "close");
    case "next":
      return isSaidAlready(lines, readDoc(head).description) || isOfProtocolOnly(text, "described");
    case "constructor":
      return isSaidAlready(lines, readDoc(head).description);
    default:
      return false;
  }
}

function tagOf(lines: readonly string[], role: Role): readonly string[] | undefined {
  const name = tagName(lines);
  const isResult = name === "returns" || name === "return";
  switch (role) {
    case "constructor":
      return isResult ? undefined : lines;
    case "open":
      return isResult && !saysGenerator(lines) ? undefined : lines;
    case "close":
      return isResult || name === "param" || name === "arg" ? undefined : lines;
    case "next":
      return isResult ? yieldsOf(lines) : lines;
    default:
      return lines;
  }
}

/** `@returns {Generator<Page>}` */
function saysGenerator([first = ""]: readonly string[]): boolean {
  return /^\s*@returns? \{(?:Async)?Generator\b/.test(first);
}

const resultHead = /^(\s*)@returns?\b[ \t]*(?:\{[^}]*\}+)?[ \t]*(?:-[ \t]*)?/;

/** `@returns {Promise<IteratorResult<Page>>} the next page` → `@yields the next page` */
function yieldsOf(lines: readonly string[]): readonly string[] | undefined {
  const [first = "", ...rest] = lines;
  if (saysGenerator(lines)) return lines;
  const text = first.replace(resultHead, "");
  const all = [text, ...rest].join(" ");
  if (all.trim() === "" || /\b(?:promise|result|iterator|done)\b/i.test(all)) return undefined;
  return [first.replace(resultHead, "$1@yields "), ...rest];
}

/**
 * Of `return this;`, which is gone: "Returns itself." and "Allows iteration." say nothing of the generator, "One pass only." and
 * "Iterates over the pages, the newest one first." do.
 */
function isAboutProtocol(lines: readonly string[]): boolean {
  const text = lines.join(" ").trim();
  const isOneSentence = !/[.!?]\s+\S/.test(text);
  return isOneSentence && (protocolWords.test(text) || saysOnlyThatItIterates(text));
}

const protocolWords =
  /\b(?:itself|self|this|iterables?|iterators?|for[ -]await|for[ .…]+of|symbol\.(?:async)?iterator)\b/i;

function saysOnlyThatItIterates(text: string): boolean {
  const isShort = text.split(/\s+/).length <= 4;
  return (
    /\biterat(?:e|es|ing|ion)\b/i.test(text) &&
    (isShort || /^(?:allow|enable|support|make|implement|let)s?\b/i.test(text))
  );
}

/**
 * @param comment - the JSDoc of an opening method that becomes the generator
 * @param openedClass - the class that it gave an instance of
 * @returns what of it stays true
 */
export function openingDoc(comment: string, openedClass = "this"): string | undefined {
  const isOwnType = (first: string): boolean => {
    const type = /^\s*@returns?\s+\{([\w$]+)/.exec(first)?.[1];
    return type === "this" || type === openedClass;
  };
  return changedDoc(comment, {
    description: (lines) =>
      /^returns? (?:itself|this|self)\b[^.]*\.?$/i.test(lines.join(" ").trim()) ? [] : lines,
    tag: ([first = "", ...rest]) =>
      isOwnType(first) || givesItself.test([first, ...rest].join(" ")) ? undefined : [first, ...rest],
  });
}

const givesItself = /^\s*@returns?\s+(?:this|itself)(?:\s+(?:object|instance|iterator|iterable))*\s*\.?\s*$/i;

const resultTags: Readonly<Record<IteratorKind, RegExp>> = {
  async: /^(\s*@returns? )\{Promise<IteratorResult<(.+?)(?:, ?any)?>>\}(.*)$/,
  sync: /^(\s*@returns? )\{IteratorResult<(.+?)(?:, ?any)?>\}(.*)$/,
};

const iteratorTags: Readonly<Record<IteratorKind, RegExp>> = {
  async:
    /^(\s*@returns? )\{Async(?:Iterator|IterableIterator|IteratorObject|Iterable)<(.+?)(?:, ?any)*>\}(.*)$/,
  sync: /^(\s*@returns? )\{(?:Iterator|IterableIterator|IteratorObject|Iterable)<(.+?)(?:, ?any)*>\}(.*)$/,
};

/**
 * In JavaScript, what a comment says of the type of `next()` gives the type of the generator.
 *
 * @param generatorType - its name
 */
export function withGeneratorType(
  comment: string,
  kind: IteratorKind,
  generatorType: string,
): string | undefined {
  return withTag(comment, resultTags[kind], generatorType);
}

/**
 * The same of what it says of the type of a whole iterator, or iterable.
 *
 * @param generatorType - its name
 */
export function withTypeOfGenerator(
  comment: string,
  kind: IteratorKind,
  generatorType: string,
): string | undefined {
  return withTag(comment, iteratorTags[kind], generatorType);
}

function withTag(comment: string, pattern: RegExp, generatorType: string): string | undefined {
  return changedDoc(comment, {
    tag: (lines) => {
      const [first = "", ...rest] = lines;
      const [, head, type, text = ""] = pattern.exec(first) ?? [];
      return type === undefined ? lines : [`${head ?? ""}{${generatorType}<${type}>}${text}`, ...rest];
    },
  });
}

/** What a comment stands at. */
export type Place =
  /** `[Symbol.iterator]() { return this; }`, or the statement that returns the iterator. */
  | "open"
  /** `next()` */
  | "next"
  /** The same, in JSDoc, where "The next element." is a description. */
  | "described"
  /** In the object that is a result. */
  | "result"
  /** Above or behind the statement that returns it, which stays as `yield` or `return`. */
  | "statement"
  /** `return()` */
  | "close"
  /** A constructor that does nothing. */
  | "constructor"
  /** A field or variable that keeps where the iterator is. */
  | "variable"
  /** One that is not needed any more. */
  | "gone"
  /** The statement that moves it on. */
  | "step"
  /** The brace that closes one of them. */
  | "brace";

function words(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(" ")));
}

const plain = [
  "a an the this that these it its itself self own we us our ourselves you your is are be been has have s re ll",
  "to of in on at for from by with and or so also as well too can could may will must should just",
  "here then now which who what when where there here's according per via thus hence",
  "use used using usable work works up",
].join(" ");

const protocol = [
  "iterable iterables iterator iterators iterate iterates iterated iterating iteration generator",
  "async asynchronous asynchronously asynciterable asynciterator iterableiterator asynciterableiterator iteratorresult",
  "await of loop loops spread operator destructuring symbol protocol protocols interface contract spec specification standard",
  "es6 es2015 es2018 ecmascript javascript js typescript ts language runtime",
  "object objects instance instances class type method methods function functions member members",
  "next return returns returning returned implement implements implementing implementation",
  "mean means meaning make makes making made allow allows allowing enable enables enabling support supports supporting let lets",
  "provide provides required requires require needed needs need want wants call calls called caller consumer",
].join(" ");

const ends = [
  "done true false undefined null value values item items element elements result results promise empty",
  "end ends ended ending finish finished finishes over through exhausted complete completed completes stop stops stopped",
  "signal signals signaling signalling mark marks tell tells say says indicate indicates indicating inform give gives hand hands",
  "deliver delivers yield yields emit emits pass passes ignored ignore unused omitted omit optional left come comes coming",
  "not yet no more any other otherwise yes current remaining",
].join(" ");

const steps =
  "value values item items element elements result results promise step steps each every time one advance advances move moves get gets give gives fetch fetches produce produces done current next sequence";

const leaving = [
  "if left leave leaves leaving exit exits exited early premature prematurely break breaks broken out throw throws thrown error errors",
  "stop stops stopped end ends ended before after on optional invoked abandoned abandons cancel cancels cancelled canceled abort aborts",
].join(" ");

const keeping = [
  "last previous index position pos pointer cursor counter count offset number already far into whether flag set state list array",
  "finished started iteration iterator loop keep keeps track tracks hold holds remember remembers store stores point points",
].join(" ");

const known: Readonly<Record<Place, ReadonlySet<string>>> = {
  open: words(plain, protocol),
  next: words(plain, protocol, steps),
  described: words(plain, protocol, steps),
  result: words(plain, protocol, ends),
  statement: words(plain, protocol, ends),
  close: words(plain, protocol, leaving),
  constructor: words(
    plain,
    "nothing do does no op noop empty intentionally left blank initialize initialise init construct needed required",
  ),
  variable: words(plain, steps, keeping),
  gone: words(
    plain,
    steps,
    keeping,
    protocol,
    ends,
    leaving,
    "sets once until whenever while was were had become becomes close closes closed closing dispose disposed",
    "guard guards against twice double reset resets source stream reached",
  ),
  step: words(
    plain,
    steps,
    "on go goes forward further increment increments increase increases bump index position pos pointer cursor counter count",
  ),
  brace: words("end of", protocol, "literal constructor throw"),
};

/** One of these has to be there: words that could stand anywhere are no evidence. */
const telling: Readonly<Record<Place, RegExp>> = {
  open: /iter(?:able|ator|at[ei])|\b(?:this|itself|self|protocols?|spread|destructuring)\b|\bfor[ -]?(?:await|of)\b/,
  next: /iter(?:able|ator|at[ei])|\b(?:protocols?|interface|method|next|called)\b/,
  described: /\b(?:protocols?|interface|contract|spec)\b/,
  result: /\S/,
  statement:
    /\bdone\s*[:=]|`done`|iterator|\b(?:protocols?|signals?|signall?ing|tells?|objects?|omitted|iteration)\b/,
  close: /iter(?:able|ator|at[ei])|\b(?:called|invoked|protocols?|optional|early|prematurely|break)\b/,
  constructor: /\b(?:nothing|no-?op|empty|blank|no op)\b/,
  variable:
    /\b(?:current|next|index|position|pos|pointer|cursor|counter|count|offset|where|flag|whether|state|track)\b/,
  // It stands at nothing else, so any of the words tells.
  gone: /\S/,
  step: /\b(?:steps?|advances?|moves?|increments?|increases?|bump|next|forward|further)\b/,
  brace: /\S/,
};

/**
 * "make it iterable" at `return this`, "done: true signals the end" at a result: what a generator does by itself needs no saying, and
 * what says so would mean nothing where it has to stand.
 *
 * @param text - the comment, or several lines of them that belong together
 * @param names - what the iterator and its class are called
 * @returns whether it says nothing else: each of its words is about the protocol at this place, and a word that is not, such as "only" or
 * "once", keeps it
 */
export function isOfProtocolOnly(text: string, place: Place, names: readonly string[] = []): boolean {
  const said = text
    .replace(/^\s*(?:\/\/+|\/\*+)|\*+\/\s*$|^[ \t]*\*/gm, " ")
    .replace(/\bArray\.from\b/g, " ")
    .toLowerCase();
  const own = new Set(names.flatMap((name) => wordsOf(name)));
  const all = said.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return (
    all.length > 0 &&
    telling[place].test(said) &&
    all.every((word) => known[place].has(word) || own.has(singular(word)))
  );
}

/** `RowStream` → `row`, `stream` and `rowstream` */
function wordsOf(name: string): string[] {
  const parts = name.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
  return [name, ...parts].map((part) => singular(part.toLowerCase()));
}

function singular(word: string): string {
  return word.replace(/(?<=\w\w)s$/, "");
}

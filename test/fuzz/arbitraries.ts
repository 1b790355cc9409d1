import fc, { type Arbitrary } from "fast-check";
import type { Choice, Consumer, Leave, Model, Next, Return, Round, Statement } from "./model";

const choice: Arbitrary<Choice> = fc.nat(23);

/** One of the keys, as often as its weight says; shrinks to the first. */
function weighted<K extends string>(weights: Readonly<Record<K, number>>): Arbitrary<K> {
  const options = (Object.entries(weights) as [K, number][]).map(([key, weight]) => ({
    weight,
    arbitrary: fc.constant(key),
  }));
  return fc.oneof({ withCrossShrink: true }, ...options);
}

/** `undefined` more often than not. */
function perhaps<T>(arbitrary: Arbitrary<T>, weight = 1, against = 2): Arbitrary<T | undefined> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: against, arbitrary: fc.constant(undefined) },
    { weight, arbitrary },
  );
}

function rarely(weight: number): Arbitrary<boolean> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - weight, arbitrary: fc.constant(false) },
    { weight, arbitrary: fc.constant(true) },
  );
}

const effect = fc.record({ kind: fc.constant("effect" as const), what: choice, comment: choice });
const effects = fc.array(effect, { maxLength: 2 });

const leave = fc.record({
  kind: fc.constant("leave" as const),
  how: weighted<Leave>({ yield: 4, finish: 3, throw: 3, rethrow: 2, again: 3, break: 2, continue: 2 }),
  literal: choice,
});

/** Effects shrink to nothing, everything else to effects. */
const { statements } = fc.letrec<{ statement: Statement; statements: Statement[] }>((tie) => ({
  statement: fc.oneof(
    { withCrossShrink: true, maxDepth: 3, depthSize: "small" },
    { weight: 6, arbitrary: effect },
    { weight: 3, arbitrary: leave },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("if" as const),
        when: choice,
        then: tie("statements"),
        otherwise: fc.oneof(
          { withCrossShrink: true },
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: tie("statements") },
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("loop" as const),
        form: choice,
        labelled: rarely(30),
        body: tie("statements"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("try" as const),
        body: tie("statements"),
        handler: perhaps(tie("statements"), 3, 1),
        finalizer: perhaps(effects),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("switch" as const),
        when: choice,
        first: tie("statements"),
        rest: tie("statements"),
      }),
    },
  ),
  statements: fc.array(tie("statement"), { maxLength: 3, size: "max" }),
}));

const fewStatements = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant<Statement[]>([]) },
  { weight: 3, arbitrary: statements },
);
const fewEffects = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant<Statement[]>([]) },
  { weight: 1, arbitrary: effects },
);

const round: Arbitrary<Round> = fc.record({
  before: fewEffects,
  load: choice,
  draw: choice,
  guard: weighted({ first: 5, inverted: 2, else: 1, ternary: 1 }),
  finishing: fewEffects,
  marksDone: fc.boolean(),
  cleansUp: fc.boolean(),
  finish: choice,
  middle: fewStatements,
  last: weighted({
    literal: 8,
    variable: 2,
    helper: 2,
    "async-helper": 1,
    "result-helper": 1,
    computed: 1,
    assigned: 1,
  }),
  literal: choice,
});

const next: Arbitrary<Next> = fc.record({
  form: weighted({ async: 8, promise: 4, executor: 1, arrow: 1 }),
  around: weighted({ nothing: 6, loop: 3, try: 2, started: 2, done: 2, phase: 1, do: 1, labelled: 1 }),
  round,
  opening: fewEffects,
  handler: statements,
  finalizer: effects,
  covers: choice,
  takesArgument: rarely(5),
  chain: choice,
});

const returns: Arbitrary<Return> = fc.record({
  kind: weighted({ plain: 2, flag: 3, duplicated: 3, switched: 3, "only-there": 2, forward: 3, fails: 1 }),
  noise: fewEffects,
  isAsync: fc.boolean(),
  awaits: fc.boolean(),
  takesValue: rarely(25),
});

const consumer: Arbitrary<Consumer> = fc.record({
  kind: weighted({
    full: 12,
    breaks: 8,
    throws: 5,
    "made-first": 4,
    collects: 3,
    delegates: 3,
    "final-value": 1,
    "two-loops": 1,
    "two-instances": 2,
    "side-by-side": 1,
    "by-hand": 3,
    "past-the-end": 1,
    "past-an-error": 1,
    overlaps: 1,
    "first-two": 2,
    helper: 3,
    "handed-out": 2,
    dropped: 1,
    closes: 2,
    "closes-twice": 1,
    "overlaps-later": 1,
    resumes: 1,
    "throws-through": 1,
    "by-name": 1,
    "closes-pending": 1,
    "throws-in": 1,
    "with-argument": 1,
    peeks: 1,
    asks: 1,
    mutates: 3,
  }),
  after: fc.nat(4),
  also: fc.boolean(),
});

/** Random programs with an iterator and its consumers. */
export const models: Arbitrary<Model> = fc.record({
  shape: weighted({
    class: 8,
    "class-expression": 1,
    "class-static": 1,
    restarting: 2,
    "class-literal": 5,
    "class-shared": 1,
    "class-pair": 3,
    function: 5,
    "function-iterable": 4,
    "function-fields": 1,
    "function-self": 2,
    "function-variable": 1,
    arrow: 2,
    "arrow-iterable": 2,
    bare: 1,
    "bare-iterable": 2,
    wrapper: 1,
    prototype: 1,
  }),
  core: weighted({
    counter: 5,
    steps: 3,
    items: 4,
    "sync-iterator": 3,
    pages: 4,
    cursor: 3,
    nullable: 2,
    source: 5,
    "late-source": 2,
    reader: 3,
    chain: 1,
  }),
  elements: weighted({ text: 8, falsy: 3, promises: 1 }),
  place: weighted({ module: 8, function: 1, namespace: 1 }),
  javaScript: rarely(12),
  alias: rarely(8),
  hash: rarely(30),
  parameters: choice,
  parameterStyle: weighted({ fields: 3, properties: 3, default: 1, options: 1 }),
  limit: fc.integer({ min: 1, max: 5 }),
  argument: choice,
  states: fc.subarray(["done", "started", "phase", "seen", "last"] as const, { maxLength: 3 }),
  initial: choice,
  next,
  returns: perhaps(returns, 1, 1),
  throws: perhaps(weighted({ natural: 3, flag: 2, cleanup: 2, swallows: 1, recovers: 1 }), 1, 10),
  helper: effects,
  early: rarely(12),
  opened: rarely(10),
  checks: rarely(10),
  annotated: rarely(15).map((not) => !not),
  commented: rarely(45),
  style: choice,
  failing: fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: fc.constant(-1) },
    { weight: 2, arbitrary: fc.nat(3) },
  ),
  failsOnce: fc.boolean(),
  consumers: fc.array(consumer, { minLength: 1, maxLength: 4, size: "max" }),
});

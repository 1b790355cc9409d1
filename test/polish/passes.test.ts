import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { passes } from "../../src/engine/polish/passes";
// One file of cases for each pass; together here, so that TypeScript is loaded once.
import "./passes/async-next-to-for-await.cases";
import "./passes/block-layout.cases";
import "./passes/counter-to-for.cases";
import "./passes/drain-first.cases";
import "./passes/drain-to-for-of.cases";
import "./passes/drop-closing-finally.cases";
import "./passes/drop-dead-write.cases";
import "./passes/drop-duplicate-cleanup.cases";
import "./passes/drop-final-return.cases";
import "./passes/drop-final-value.cases";
import "./passes/drop-label.cases";
import "./passes/drop-repeated-test.cases";
import "./passes/drop-tail-continue.cases";
import "./passes/drop-unreachable.cases";
import "./passes/drop-unused-variable.cases";
import "./passes/early-exit.cases";
import "./passes/empty-blocks.cases";
import "./passes/endless-for.cases";
import "./passes/fetch-first.cases";
import "./passes/first-round-before-loop.cases";
import "./passes/flag-to-do-while.cases";
import "./passes/flatten-else.cases";
import "./passes/fold-constant-conditions.cases";
import "./passes/fold-constant-flag.cases";
import "./passes/guard-to-while-condition.cases";
import "./passes/head-counter-to-for.cases";
import "./passes/index-to-for-of.cases";
import "./passes/inline-drained-list.cases";
import "./passes/join-declaration.cases";
import "./passes/localize-variable.cases";
import "./passes/loop-while-branch-taken.cases";
import "./passes/merge-nested-loops.cases";
import "./passes/outer-loop-to-label.cases";
import "./passes/pass-through-to-delegate.cases";
import "./passes/prefer-const.cases";
import "./passes/refill-to-assignment.cases";
import "./passes/relay-to-delegate.cases";
import "./passes/result-to-exits.cases";
import "./passes/simplify-try.cases";
import "./passes/single-round-loop.cases";
import "./passes/state-to-straight-line.cases";
import "./passes/sync-next-to-for-of.cases";
import "./passes/tail-exit-to-do-while.cases";
import "./passes/test-after-first-round.cases";

it("every pass has a file of cases", () => {
  const files = readdirSync(new URL("./passes", import.meta.url)).map((file) =>
    file.replace(".cases.ts", ""),
  );
  expect(files.sort()).toEqual(passes.map((pass) => pass.name).sort());
});

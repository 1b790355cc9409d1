import type { PolishPass } from "../pass";
import { apartGuardFirst } from "./apart-guard-first";
import { asyncNextToForAwait, syncNextToForOf } from "./manual-next";
import { declareBeforeLoop } from "./declare-before-loop";
import { declareInHead } from "./declare-in-head";
import { countedOnce } from "./counted-once";
import { counterToFor } from "./counter-to-for";
import { dropFinalReturn } from "./drop-final-return";
import { dropFinalValue } from "./drop-final-value";
import { dropLabel } from "./drop-label";
import { dropTailContinue } from "./drop-tail-continue";
import { dropUnreachable } from "./drop-unreachable";
import { earlyExit } from "./early-exit";
import { emptyBlocks } from "./empty-blocks";
import { endlessCounterToFor } from "./endless-counter-to-for";
import { endlessFor } from "./endless-for";
import { flattenElse } from "./flatten-else";
import { foldConstantConditions } from "./fold-constant-conditions";
import { guardToWhileCondition } from "./guard-to-while-condition";
import { indexToForOf } from "./index-to-for-of";
import { loopWhileBranchTaken } from "./loop-while-branch-taken";
import { mergeNestedLoops } from "./merge-nested-loops";
import { passThroughToDelegate } from "./pass-through-to-delegate";
import { preferConst } from "./prefer-const";
import { relayToDelegate } from "./relay-to-delegate";
import { singleRoundLoop } from "./single-round-loop";
import { dropDeadWrite } from "./drop-dead-write";
import { dropUnusedVariable } from "./drop-unused-variable";
import { dropUnusedElement } from "./drop-unused-element";
import { foldConstantFlag } from "./fold-constant-flag";
import { foldFirstValue } from "./fold-first-value";
import { firstValueBeforeLoop } from "./first-value-before-loop";
import { firstLoopBeforeLoop } from "./first-loop-before-loop";
import { firstRoundBeforeLoop } from "./first-round-before-loop";
import { askedByNextRound } from "./asked-by-next-round";
import { askFilledList } from "./ask-filled-list";
import { drainedSelfToDelegate } from "./drained-self-to-delegate";
import { drainFirst } from "./drain-first";
import { fetchFirst } from "./fetch-first";
import { localizeVariable } from "./localize-variable";
import { refillToAssignment } from "./refill-to-assignment";
import { drainToForOf } from "./drain-to-for-of";
import { drainedUntilMissing } from "./drained-until-missing";
import { inlineDrainedList } from "./inline-drained-list";
import { firstFlagToDoWhile } from "./first-flag-to-do-while";
import { flagBesideExit } from "./flag-beside-exit";
import { flagToConstant } from "./flag-to-constant";
import { flagToDoWhile } from "./flag-to-do-while";
import { tailExitToDoWhile } from "./tail-exit-to-do-while";
import { testAfterFirstRound } from "./test-after-first-round";
import { dropDuplicateCleanup } from "./drop-duplicate-cleanup";
import { simplifyTry } from "./simplify-try";
import { dropClosingFinally } from "./drop-closing-finally";
import { stateToStraightLine } from "./state-to-straight-line";
import { joinDeclaration } from "./join-declaration";
import { outerLoopToLabel } from "./outer-loop-to-label";
import { headCounterToFor } from "./head-counter-to-for";
import { dropRepeatedTest } from "./drop-repeated-test";
import { resultToExits } from "./result-to-exits";
import { blockLayout } from "./block-layout";
import { chosenResultToExits } from "./chosen-result-to-exits";
import { choiceBehindTest } from "./choice-behind-test";
import { conditionStepToFor } from "./condition-step-to-for";
import { inlineAlias } from "./inline-alias";
import { resumedFor } from "./resumed-for";
import { missingToEmpty } from "./missing-to-empty";
import { openBeforeLoop } from "./open-before-loop";
import { flagToExit } from "./flag-to-exit";
import { flagToOnce } from "./flag-to-once";
import { guardFirst } from "./guard-first";
import { joinRepeatedRound } from "./join-repeated-round";
import { recordToVariables } from "./record-to-variables";
import { writtenAndReturned } from "./written-and-returned";
import { testBehindMark } from "./test-behind-mark";
import { filledRecordToVariables } from "./filled-record-to-variables";
import { inlineCleanUp } from "./inline-clean-up";
import { phasesApart } from "./phases-apart";
import { openedToInnerLoop } from "./opened-to-inner-loop";
import { openBeforeTry } from "./open-before-try";
import { inlineHoistedValue } from "./inline-hoisted-value";
import { walkToFor } from "./walk-to-for";
import { inlineBareValue } from "./inline-bare-value";
import { stepBehindLoop } from "./step-behind-loop";
import { stepBehindTest } from "./step-behind-test";
import { writtenValue } from "./written-value";
import { counterToLet } from "./counter-to-let";
import { testedConstant } from "./tested-constant";
import { testAskedInside } from "./test-asked-inside";
import { yieldInsideLoop } from "./yield-inside-loop";
import { yieldBehindLabel } from "./yield-behind-label";
import { yieldBeforeStep } from "./yield-before-step";
import { stepAtTheEnd } from "./step-at-the-end";
import { readInitialValue } from "./read-initial-value";
import { joinAssertedAlias } from "./join-asserted-alias";
import { joinRenamedAlias } from "./join-renamed-alias";
import { joinCommonTail } from "./join-common-tail";
import { oppositeTestsToGuard } from "./opposite-tests-to-guard";
import { doWhileToWhile } from "./do-while-to-while";
import { dropOptionalChain } from "./drop-optional-chain";
import { pauseBetweenRounds } from "./pause-between-rounds";
import { rejoinDrainedLoop } from "./rejoin-drained-loop";
import { rejoinInnerLoop } from "./rejoin-inner-loop";
import { joinRepeatedTest } from "./join-repeated-test";
import { keepDeclaredType } from "./keep-declared-type";
import { flagAskedAtOnce } from "./flag-asked-at-once";
import { breakToNextRound } from "./break-to-next-round";
import { valueBeforeExit } from "./value-before-exit";
import { dropRuledOutGuard } from "./drop-ruled-out-guard";
import { setBeforeAsked } from "./set-before-asked";
import { settledTestToJump } from "./settled-test-to-jump";
import { guardBeforeRead } from "./guard-before-read";
import { presenceBeforeRead } from "./presence-before-read";
import { joinInitialValue } from "./join-initial-value";
import { loopToIf } from "./loop-to-if";
import { oppositeComparison } from "./opposite-comparison";
import { sayFinalValue } from "./say-final-value";
import { askAtOnce } from "./ask-at-once";
import { dropFinalStep } from "./drop-final-step";
import { stepInsideRead } from "./step-inside-read";
import { stepInTestToFor } from "./step-in-test-to-for";
import { dropMissingElement } from "./drop-missing-element";
import { dropOnceGuard } from "./drop-once-guard";
import { markToJump } from "./mark-to-jump";
import { continueToElse } from "./continue-to-else";
import { loneBlock } from "./lone-block";
import { bufferLoopInside } from "./buffer-loop-inside";
import { flagBeforeEnd } from "./flag-before-end";
import { pushedToYield } from "./pushed-to-yield";
import { leftOverBehindYield } from "./left-over-behind-yield";
import { settledRound } from "./settled-round";
import { branchBehindFlag } from "./branch-behind-flag";

/** All passes, in the order in which they are tried: tidying first, so that the others see few forms; then whole shapes. */
export const passes: readonly PolishPass[] = [
  blockLayout,
  loneBlock,
  endlessFor,
  dropLabel,
  stateToStraightLine,
  foldConstantConditions,
  dropUnreachable,
  dropFinalValue,
  dropMissingElement,
  askFilledList,
  missingToEmpty,
  drainFirst,
  drainedSelfToDelegate,
  dropTailContinue,
  emptyBlocks,
  dropFinalReturn,
  dropOnceGuard,
  inlineCleanUp,
  dropDeadWrite,
  resultToExits,
  chosenResultToExits,
  choiceBehindTest,
  recordToVariables,
  filledRecordToVariables,
  testBehindMark,
  markToJump,
  writtenAndReturned,
  counterToLet,
  testAskedInside,
  dropRepeatedTest,
  joinRepeatedTest,
  oppositeTestsToGuard,
  joinCommonTail,
  inlineHoistedValue,
  joinDeclaration,
  dropUnusedVariable,
  dropUnusedElement,
  writtenValue,
  stepBehindTest,
  yieldBeforeStep,
  stepAtTheEnd,
  flagAskedAtOnce,
  foldConstantFlag,
  foldFirstValue,
  simplifyTry,
  dropDuplicateCleanup,
  yieldInsideLoop,
  yieldBehindLabel,
  askedByNextRound,
  mergeNestedLoops,
  openedToInnerLoop,
  stepBehindLoop,
  declareBeforeLoop,
  resumedFor,
  rejoinDrainedLoop,
  rejoinInnerLoop,
  outerLoopToLabel,
  singleRoundLoop,
  countedOnce,
  dropClosingFinally,
  syncNextToForOf,
  asyncNextToForAwait,
  passThroughToDelegate,
  loopWhileBranchTaken,
  leftOverBehindYield,
  pushedToYield,
  settledRound,
  branchBehindFlag,
  flagBeforeEnd,
  bufferLoopInside,
  firstRoundBeforeLoop,
  firstValueBeforeLoop,
  firstLoopBeforeLoop,
  phasesApart,
  openBeforeLoop,
  pauseBetweenRounds,
  openBeforeTry,
  dropOptionalChain,
  testAfterFirstRound,
  fetchFirst,
  setBeforeAsked,
  joinRepeatedRound,
  earlyExit,
  flattenElse,
  apartGuardFirst,
  headCounterToFor,
  guardBeforeRead,
  presenceBeforeRead,
  guardFirst,
  testedConstant,
  askAtOnce,
  guardToWhileCondition,
  dropRuledOutGuard,
  settledTestToJump,
  refillToAssignment,
  localizeVariable,
  preferConst,
  flagToDoWhile,
  firstFlagToDoWhile,
  flagToOnce,
  loopToIf,
  flagToExit,
  tailExitToDoWhile,
  doWhileToWhile,
  inlineAlias,
  readInitialValue,
  joinInitialValue,
  joinAssertedAlias,
  joinRenamedAlias,
  conditionStepToFor,
  stepInTestToFor,
  walkToFor,
  counterToFor,
  endlessCounterToFor,
  stepInsideRead,
  inlineBareValue,
  declareInHead,
  drainToForOf,
  drainedUntilMissing,
  indexToForOf,
  relayToDelegate,
  inlineDrainedList,
  flagBesideExit,
  flagToConstant,
  keepDeclaredType,
  breakToNextRound,
  valueBeforeExit,
  oppositeComparison,
  sayFinalValue,
  dropFinalStep,
  continueToElse,
];

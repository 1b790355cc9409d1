import type { Model } from "../describe/model";
import type { IteratorKind } from "../kind";
import { say } from "../say";
import type { TypeScript } from "../typescript";
import type { Target } from "../verdict";
import { planBareLiteral } from "./bare-literal";
import { planClassCollapse } from "./class-collapse";
import { planClassFunction } from "./class-function";
import { planClassMethod } from "./class-method";
import { planClassPairMethod } from "./class-pair-method";
import { planEagerOpening } from "./eager-opening";
import { planFactoryFunction } from "./factory-function";
import { planLiteralMethod } from "./literal-method";
import { planMadeFactory, planMadeInPlace } from "./made-class";
import type { Plan, PlanContext } from "./plan";
import { planReopeningFunction } from "./reopening-function";
import { planReopeningMethod } from "./reopening-method";
import { planRestartingMethod } from "./restarting-method";
import { planWrapperFunction } from "./wrapper-function";

/** One way to convert a site. */
export interface TargetPlanner {
  readonly target: Target;
  /** @throws NotUnderstood when the site has no such conversion */
  plan(ts: TypeScript, model: Model, context: PlanContext): Plan;
  /** What the menu says; `name` is the new function's, where there is one. */
  title(kind: IteratorKind, name: string | undefined): string;
  /** Makes a one-shot generator of what could be looped over again: only where every instance is looped over once. */
  readonly onlyForOneLoop?: boolean;
  /** Of use only where another target would make wait what runs at once, or cannot say what the code around does. */
  readonly keepsEager?: boolean;
  /** Of use only where no other target has a place for the members that the object has besides the iterator's. */
  readonly keepsMembers?: boolean;
}

/** @returns the ways to convert a site of this shape, whether they work out or not; the first is the most natural */
export function targetsOf({ site }: Model): TargetPlanner[] {
  switch (site.shape) {
    case "class":
      return [classFunction, classMethod];
    case "made":
      return site.factory ? [madeFactory, madeInPlace, classMethod] : [madeInPlace, classMethod];
    case "restarting":
      return [site.construct ? restartingMethod : restartingLiteral];
    case "reopening":
      return [reopeningMethod, reopeningFunction];
    case "wrapper":
      return [wrapperFunction];
    case "class-with-literal":
      return [literalMethod, classCollapse, eagerOpening];
    case "class-with-class":
      return [classPairMethod];
    case "literal":
      if (site.returnsItself)
        return site.factory
          ? [factoryFunction, eagerFactory, madeSelfMethod]
          : isWritten(site)
            ? [bareLiteral, literalSelfMethod]
            : [bareLiteral];
      return site.factory ? [literalInline, factoryCollapse, eagerOpening] : [literalInline, eagerOpening];
  }
}

/** An object literal can have a generator method; what a call makes is not to be seen there. */
function isWritten({ iterable }: Model["site"]): boolean {
  return iterable === undefined || "properties" in iterable.owner;
}

/** @returns whether every instance is drawn from by one loop, as far as the whole project goes */
export function isLoopedOnce({ usage }: Model): boolean {
  return usage.complete && usage.instances.length > 0 && usage.instances.every(({ drawnOnce }) => drawnOnce);
}

/** @returns the target to name in the report of a site that cannot be converted at all */
export function mainTargetsOf({ site }: Model): TargetPlanner[] {
  switch (site.shape) {
    case "class":
      return [classFunction, classMethod];
    case "made":
      return [site.factory ? madeFactory : madeInPlace];
    case "restarting":
      return [site.construct ? restartingMethod : restartingLiteral];
    case "reopening":
      return [reopeningMethod, reopeningFunction];
    case "wrapper":
      return [wrapperFunction];
    case "class-with-literal":
      return [literalMethod];
    case "class-with-class":
      return [classPairMethod];
    case "literal":
      return [site.returnsItself ? (site.factory ? factoryFunction : bareLiteral) : literalInline];
  }
}

function functionTitle(kind: IteratorKind, name: string | undefined): string {
  if (!name) {
    return kind === "async"
      ? say("Convert to async generator function")
      : say("Convert to generator function");
  }
  return kind === "async"
    ? say("Convert to async generator function '{0}'", name)
    : say("Convert to generator function '{0}'", name);
}

function methodTitle(kind: IteratorKind): string {
  return kind === "async" ? say("Convert to async generator method") : say("Convert to generator method");
}

function plainTitle(kind: IteratorKind): string {
  return kind === "async" ? say("Convert to async generator") : say("Convert to generator");
}

function eagerTitle(kind: IteratorKind): string {
  return kind === "async"
    ? say("Convert to async generator that keeps what runs at once")
    : say("Convert to generator that keeps what runs at once");
}

const classFunction: TargetPlanner = { target: "function", plan: planClassFunction, title: functionTitle };

const classMethod: TargetPlanner = {
  target: "method",
  plan: planClassMethod,
  title: methodTitle,
};

const restartingMethod: TargetPlanner = { ...classMethod, plan: planRestartingMethod };

const reopeningMethod: TargetPlanner = { ...classMethod, plan: planReopeningMethod };

const reopeningFunction: TargetPlanner = { ...classFunction, plan: planReopeningFunction };

const restartingLiteral: TargetPlanner = { ...restartingMethod, target: "inline" };

const wrapperFunction: TargetPlanner = {
  target: "function",
  plan: planWrapperFunction,
  title: functionTitle,
};

const classCollapse: TargetPlanner = {
  target: "function",
  plan: planClassCollapse,
  title: functionTitle,
  onlyForOneLoop: true,
};

const literalMethod: TargetPlanner = {
  target: "method",
  plan: planLiteralMethod,
  title: methodTitle,
};

const classPairMethod: TargetPlanner = { ...literalMethod, plan: planClassPairMethod };

const literalInline: TargetPlanner = { ...literalMethod, target: "inline" };

const factoryFunction: TargetPlanner = { target: "inline", plan: planFactoryFunction, title: functionTitle };

const factoryCollapse: TargetPlanner = {
  target: "function",
  plan: planFactoryFunction,
  title: functionTitle,
  onlyForOneLoop: true,
};

const madeFactory: TargetPlanner = { ...classFunction, plan: planMadeFactory };

const madeInPlace: TargetPlanner = { ...classFunction, plan: planMadeInPlace, title: plainTitle };

const bareLiteral: TargetPlanner = {
  target: "inline",
  plan: planBareLiteral,
  title: plainTitle,
};

const literalSelfMethod: TargetPlanner = { ...classMethod, target: "inline" };

const madeSelfMethod: TargetPlanner = { ...literalSelfMethod, keepsMembers: true };

const eagerOpening: TargetPlanner = {
  target: "inline",
  plan: planEagerOpening,
  title: eagerTitle,
  keepsEager: true,
};

const eagerFactory: TargetPlanner = {
  target: "inline",
  plan: planBareLiteral,
  title: eagerTitle,
  keepsEager: true,
};

import type ts from "typescript";
import { annotationForUses } from "../describe/annotate";
import { annotationOf, generatorType } from "../describe/annotation";
import type { Facts } from "../facts";
import { unseenText } from "../out-of-sight";
import { say } from "../say";
import { newGuardOf } from "../syntax/new-guard";
import { spanOf } from "../targets/common";
import { declarationsOf } from "../targets/class-declaration";
import type { FileEdits } from "../text";
import type { Reason } from "../verdict";
import { withTypeArguments } from "../describe/type-arguments";
import { chooseFunctionName, rewriteUses } from "../uses";
import type { Conversion } from "./conversion";

/** What becomes of the places that name the class. */
export interface UsesFollowed {
  /** The function's name. */
  readonly name: string;
  readonly files: readonly FileEdits[];
  readonly reasons: readonly Reason[];
}

/** Finds the function's name and rewrites every use of the class in the project. */
export function followUses({ ts, facts, model }: Conversion, name: ts.Identifier): UsesFollowed {
  const references = facts.references(name);
  const { construct } = model.site;
  if (!references || !construct) return { name: name.text, files: [], reasons: [unknownUses(facts, name)] };
  const target = {
    className: name.text,
    name,
    replaced: declarationsOf(ts, construct),
    references,
  };
  const newName = chooseFunctionName(ts, facts, target);
  const annotation = annotationOf(ts, model.site) ?? annotationForUses(ts, model, facts);
  const typeParameters = "typeParameters" in construct.owner ? (construct.owner.typeParameters ?? []) : [];
  const rewritten = rewriteUses(ts, facts, {
    ...target,
    newName,
    makes: newGuardOf(ts, construct.owner) ? "both" : "new",
    generatorType: (types) => {
      const filled = annotation && withTypeArguments(ts, annotation, typeParameters, types);
      return filled && generatorType(model.site.kind, filled);
    },
  });
  if ("files" in rewritten) return { name: newName, files: rewritten.files, reasons: [] };
  const { message, at } = rewritten;
  return { name: newName, files: [], reasons: [{ code: "identity", message, verdict: "refused", at }] };
}

function unknownUses(facts: Facts, name: ts.Identifier): Reason {
  const unseen = facts.unseenUsers?.(name.getSourceFile()) ?? facts.lostBy?.(name);
  return {
    code: "public-api",
    message: say(
      "{0}: code out of sight may name the class, and would have to change with it",
      unseenText(unseen),
    ),
    verdict: "refused",
    at: unseen?.at ?? spanOf(name),
    ...(unseen ? { cause: unseen.cause } : {}),
  };
}

import { defineRule } from "./rule";
import { conversionMessages, conversionReport, type ConversionMessage } from "./support/conversions";
import { mentionsHandRolled } from "./support/mentions";

export const preferAsyncGenerator = defineRule<ConversionMessage>({
  id: "prefer-async-generator",
  code: 990_001,
  defaultSeverity: "information",
  recommended: true,
  fixes: ["safe", "suggestion"],
  description: "Prefer an async generator to a hand-rolled async iterator",
  why: `An object with \`[Symbol.asyncIterator]()\` and a hand-written \`next()\` keeps its position in fields, says \`done\` by
hand, and has to get clean-up and errors right on its own. An async generator does the same with plain loops, \`return\`,
and \`try\`/\`finally\`.`,
  messages: conversionMessages("async"),
  mentions: mentionsHandRolled,
  options: ["outsideConsumers", "preferredTarget", "annotateTypes"],
  check: ({ sites }) => sites.map(conversionReport),
});

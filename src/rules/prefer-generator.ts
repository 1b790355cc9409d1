import { defineRule } from "./rule";
import { conversionMessages, conversionReport, type ConversionMessage } from "./support/conversions";
import { mentionsBareNext, mentionsGivenNext, mentionsIterator, mentionsNamedKey } from "./support/mentions";

export const preferGenerator = defineRule<ConversionMessage>({
  id: "prefer-generator",
  code: 990_021,
  defaultSeverity: "off",
  recommended: false,
  fixes: ["safe", "suggestion"],
  description: "Prefer a generator to a hand-rolled iterator",
  why: `An object with \`[Symbol.iterator]()\` and a hand-written \`next()\` keeps its position in fields, says \`done\` by hand,
and has to get clean-up right on its own. A generator does the same with plain loops, \`return\`, and \`try\`/\`finally\`.`,
  messages: conversionMessages("sync"),
  mentions: [mentionsIterator, mentionsNamedKey, mentionsBareNext, mentionsGivenNext],
  options: ["outsideConsumers", "preferredTarget", "annotateTypes"],
  check: ({ syncSites }) => syncSites.map(conversionReport),
});

import { languageServiceFacts } from "../facts";
import { lint, rules } from "../rules";
import { pluginFactory } from "./plugin";

// tsserver wants the factory itself as the module's value, which ES module syntax cannot say.
module.exports = pluginFactory({ rules, lint, facts: languageServiceFacts });

export { languageServiceFacts } from "./language-service-facts";
export { programFacts } from "./program-facts";
export type { FactsHost, ReferenceService } from "./facts-host";
export { singleFileFacts } from "./single-file-facts";

export { languageServiceFacts } from "./language-service-facts";
export type { FactsHost } from "./facts-host";
export { singleFileFacts } from "./single-file-facts";

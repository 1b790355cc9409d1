import { checkSeeds } from "./check-seeds";

checkSeeds("sync");

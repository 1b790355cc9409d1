import { checkSeeds } from "./check-seeds";

checkSeeds("async", 1, 2);

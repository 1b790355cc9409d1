import { checkSeeds } from "./check-seeds";

checkSeeds("async", 0, 2);

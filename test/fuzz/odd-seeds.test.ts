import { checkSeeds } from "./check-seeds";

checkSeeds(1, 2);

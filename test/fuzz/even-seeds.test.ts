import { checkSeeds } from "./check-seeds";

checkSeeds(0, 2);

import { checkSyncSeeds } from "./check-seeds";

checkSyncSeeds();

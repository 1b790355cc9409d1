import { checkFixtures } from "./check-fixtures";

await checkFixtures(0, 2);

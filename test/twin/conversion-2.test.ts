import { checkFixtures } from "./check-fixtures";

await checkFixtures(1, 2);

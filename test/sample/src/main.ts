import * as sample from "./index.js";
import { AsyncCounter, OddNumbers, type OpenFile } from "./index.js";
import { sumOfNested } from "./plain-loop.js";
import { printValues } from "./report.js";

console.log("OneAtATime");
await printValues(new sample.FakeRedis({ ann: "42", bob: "7" }), ["ann", "eve", "bob"]);

console.log("AsyncCounter");
for await (const n of new AsyncCounter(1, 100)) {
  console.log(n);
  if (n === 3) break;
}

console.log("Range");
for await (const n of new sample.Range(2)) console.log(n);
for await (const n of new sample.Range(5, 7)) console.log(n);

console.log("OddNumbers");
for await (const n of new OddNumbers(4, console.log)) console.log(n);

console.log("readNumbers");
for await (const n of sample.readNumbers(["1", "2", "three", "4"])) console.log(n);

console.log("announce");
for await (const item of sample.announce("nested numbers", sample.nested())) console.log(item);

console.log("RunningAverage");
const average = new sample.RunningAverage();
for (const n of [1, 2, 6]) console.log((await average.next(n)).value);

console.log("JobQueue");
const queue = new sample.JobQueue();
const workers = ["first", "second"].map(async (worker) => {
  for await (const job of queue) console.log(`${worker} worker: ${job}`);
});
queue.add("wash");
queue.add("iron");
setTimeout(() => void queue.return(), 5);
await Promise.all(workers);

console.log("logLines");
const lines = ["started", "stopped"];
const file: OpenFile = { readLine: async () => lines.shift(), close: () => console.log("closed") };
for await (const line of sample.logLines(file)) console.log(line);

console.log("sumOfNested");
await sumOfNested().catch((error: unknown) => console.log(String(error)));

import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One core stays idle otherwise, which on a machine with two is every other one.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A worker that holds many programs takes its time on a busy machine.
    teardownTimeout: 60_000,
  },
});

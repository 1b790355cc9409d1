import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A worker that holds many programs takes its time on a busy machine.
    teardownTimeout: 60_000,
  },
});

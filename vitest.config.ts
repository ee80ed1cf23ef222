import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/build-once.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // As many as there are cores: the default leaves one idle, which on two is half the machine.
    maxWorkers: "100%",
    // Tests share no state and mock no modules: loading LangGraph once a worker is enough, not once a file.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});

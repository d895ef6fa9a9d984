import { defineConfig } from 'vitest/config';

/** The tests against programs of others: a check of its own, because those have to be built first. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: ['test/interop/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The timestamp authority takes one fixed port for its metrics (2112), so that only one can run on a machine.
    fileParallelism: false,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{app,build,cli,core,lab,renderer,shared}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/cli/global-setup.ts'],
    // Much of a test's time is another program's: one worker for each core, not one fewer.
    maxWorkers: '100%',
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});

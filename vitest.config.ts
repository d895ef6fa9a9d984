import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{app,build,cli,core,lab,renderer,shared}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/cli/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{shared,core,cli}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

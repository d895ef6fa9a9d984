import { defineConfig } from '@playwright/test';

/** What shows no word of the window, or makes pictures of it for the documents: not run again in another language. */
const WORDLESS = ['**/package.spec.ts', '**/pictures.spec.ts', '**/shell-calls.spec.ts', '**/shell-sandbox.spec.ts'];

// One window at a time: the tests share one display, and a focused window matters to them.
export default defineConfig({
  testDir: 'test/e2e',
  testIgnore: (process.env['COUNTERSIGN_LANGUAGE'] ?? 'en') === 'en' ? [] : WORDLESS,
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});

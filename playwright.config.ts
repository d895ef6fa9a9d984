import { defineConfig } from '@playwright/test';

/** What shows no word of the window, chooses its languages itself, or makes pictures for the documents: run in English only. */
const WORDLESS = [
  ...['package', 'languages'],
  ...['calls', 'checklist', 'prompts', 'sandbox', 'secrets', 'start'].map((name) => `shell-${name}`),
].map((name) => `**/${name}.spec.ts`);

// One window at a time: the tests share one display, and a focused window matters to them.
export default defineConfig({
  testDir: 'test/e2e',
  testIgnore: (process.env['COUNTERSIGN_LANGUAGE'] ?? 'en') === 'en' ? [] : WORDLESS,
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});

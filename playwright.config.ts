import { defineConfig } from '@playwright/test';

/**
 * Run in no made-up language, because it would say nothing new there: a made-up language finds words of no catalogue and words that are
 * cut, and what these show is no word of the window, in languages of their own choice, or (the second row, found by gathering the texts
 * of a whole run) no word that no state of the gallery and no other spec shows.
 */
const WORDLESS = [
  ...['browser', 'languages', 'package'],
  ...['access', 'compare-key', 'repositories-log', 'ssh'],
  ...['calls', 'checklist', 'prompts', 'sandbox', 'secrets', 'start'].map((name) => `shell-${name}`),
];

/**
 * All that is run from right to left: its words are those of `pseudo`, letter by letter, so that only the layout and the keyboard can
 * differ. The gallery shows each part of each screen in three widths; the help stands beside a screen only when it is open.
 */
const MIRRORED = ['access', 'gallery', 'help', 'keyboard', 'legible'];

const files = (names: readonly string[]): string[] => names.map((name) => `**/${name}.spec.ts`);
const language = process.env['COUNTERSIGN_LANGUAGE'] ?? 'en';

// One window at a time: the tests share one display, and a focused window matters to them.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: language === 'mirrored' ? files(MIRRORED) : '**/*.spec.ts',
  testIgnore: language === 'pseudo' ? files(WORDLESS) : [],
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
});

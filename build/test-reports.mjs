// What the reports of Vitest and Playwright say of a check.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './set-up/modules.mjs';

/** The folder of the reports. */
export const reports = join(root, 'out', 'test-reports');

/** Where a check's report is written. */
export const report = (name) => join(reports, `${name}.json`);

/** The names of what failed, by a check's report: the whole output is long, and whoever looks at its end should see them. */
export function namesOfFailed(name) {
  if (!existsSync(report(name))) return [];
  const { testResults = [], suites = [] } = JSON.parse(readFileSync(report(name), 'utf8'));
  const ofVitest = testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    const file = relative(root, name);
    return failed.length === 0 && status === 'failed' ? [file] : failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
  const ofPlaywright = (suite) => [
    ...(suite.suites ?? []).flatMap(ofPlaywright),
    ...(suite.specs ?? []).filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`),
  ];
  return [...ofVitest, ...suites.flatMap(ofPlaywright)];
}

/** Counts of a Vitest report. A run that ends badly without one failed test (a file that does not load) counts as one failure. */
export function vitestCounts(name, status) {
  if (!existsSync(report(name))) return { passed: 0, failed: 1, skipped: 0 };
  const seen = JSON.parse(readFileSync(report(name), 'utf8'));
  const broken = seen.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = seen.numFailedTests + broken;
  return {
    passed: seen.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: seen.numPendingTests + seen.numTodoTests,
  };
}

/** Counts of a Playwright report. */
export function playwrightCounts(name, status) {
  if (!existsSync(report(name))) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(report(name), 'utf8')).stats;
  return { passed: expected + flaky, failed: unexpected === 0 && status !== 0 ? 1 : unexpected, skipped };
}

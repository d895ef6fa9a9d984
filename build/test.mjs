// `npm test`: every check, side by side, each in one line where it passes, and the sum at the end. `npm test -- types unit` runs only those named.
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { finish, say, Stop } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';
import { namesOfFailed, report, reports } from './test-reports.mjs';

/** A check that drives a window waits now and then, and another has the time. */
const AT_ONCE = availableParallelism() + 1;
const COUNTS = ['passed', 'failed', 'skipped'];

const told = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Runs a check and prints its line, with its whole output where it failed. Resolves to its counts and the names of what failed. */
async function runCheck({ name, run }) {
  rmSync(report(name), { force: true });
  const started = performance.now();
  const result = await run().catch((error) => ({ output: String(error), passed: 0, failed: 1, skipped: 0 }));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${name} ... ${told(result)} (${seconds} s)\n`);
  if (result.note) process.stdout.write(`${result.note}\n`);
  if (result.failed === 0) return { ...result, failures: [] };
  process.stdout.write(`${result.output.trim()}\n\n`);
  const names = namesOfFailed(name);
  return { ...result, failures: names.length === 0 ? [name] : names.map((one) => `${name}: ${one}`) };
}

/** Runs checks in their order, so many at once. Resolves to what they came to. */
async function runChecks(checks, atOnce) {
  const waiting = [...checks];
  const done = [];
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) done.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return done;
}

await finish(async () => {
  await setUp({ tests: true });
  const { allChecks } = await import('./checks.mjs');
  const { first, others } = allChecks();
  const names = [...first, ...others].map(({ name }) => name);
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Stop(`no such check: ${unknown.join(', ')}. There are: ${names.join(', ')}`);
  const isWanted = ({ name }) => named.length === 0 || named.includes(name);
  if (process.platform === 'linux' && process.getuid() === 0)
    say(
      "you are root: the app runs without Chromium's sandbox in the tests (--no-sandbox), except in those of the sandbox itself.",
    );
  mkdirSync(reports, { recursive: true });
  const done = [
    ...(await runChecks(first.filter(isWanted), 1)),
    ...(await runChecks(others.filter(isWanted), AT_ONCE)),
  ];
  for (const one of done.flatMap(({ failures }) => failures)) process.stdout.write(`failed: ${one}\n`);
  const sum = Object.fromEntries(COUNTS.map((key) => [key, done.reduce((all, one) => all + one[key], 0)]));
  process.stdout.write(`\n${told(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
});

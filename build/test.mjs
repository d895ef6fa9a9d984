// `npm test`: every check in turn, each in one line where it passes, and the sum at the end. `npm test -- types unit` runs only those named.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, say, Stop } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

const results = join(root, 'out', 'test-reports');
/** The other checks want their time too. */
const PEERS_LIMIT_MS = 15 * 60_000;
const program = (path) => join(root, 'node_modules', path);
/** Who understands whom: the tests against programs of others write it. */
const peersTable = join(results, 'interop.txt');
const report = (name) => join(results, `${name}.json`);

const linters = [
  ['types', 'typescript/bin/tsc', '-p', '.'],
  ['lint', 'eslint/bin/eslint.js', '--max-warnings=0', '.'],
  ['format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  [
    'imports',
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    '--output-type=err',
    'shared',
    'electron',
    'renderer',
    'test',
    'build',
  ],
  ['unused', 'knip/bin/knip.js', '--no-progress'],
];

/** Runs a program and gathers what it prints. Resolves to `{ status, output }`. */
function gather(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** The names of what failed, by a check's report: the whole output is long, and whoever looks at its end should see them. */
function namesOfFailed(path) {
  if (!existsSync(path)) return [];
  const { testResults = [], suites = [] } = JSON.parse(readFileSync(path, 'utf8'));
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
function vitestCounts(path, status) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const seen = JSON.parse(readFileSync(path, 'utf8'));
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

function playwrightCounts(path, status) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(path, 'utf8')).stats;
  return { passed: expected + flaky, failed: unexpected === 0 && status !== 0 ? 1 : unexpected, skipped };
}

async function checks() {
  const { electronEnvironment, electronPath } = await import('./electron.mjs');
  const { runInPrivateSession } = await import('./display.mjs');
  const { buildAll } = await import('./build.mjs');
  const node = process.execPath;
  const electron = electronPath();
  const env = toolEnvironment({ ...electronEnvironment(), NO_COLOR: '1' });
  const oneCheck = ({ status, output }) => ({
    output,
    passed: status === 0 ? 1 : 0,
    failed: status === 0 ? 0 : 1,
    skipped: 0,
  });
  const vitest = (name) => ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report(name)}`];
  const unit = (name, command, folders = [], more = {}) => ({
    name,
    async run() {
      const args = [program('vitest/vitest.mjs'), ...vitest(name), ...folders];
      const ran = await gather(command, args, { ...env, ...more });
      return { ...vitestCounts(report(name), ran.status), output: ran.output };
    },
  });
  const endToEnd = (name, language) => ({
    name,
    async run() {
      const args = [program('@playwright/test/cli.js'), 'test', '--reporter=list,json'];
      if (language) args.push(`--output=test-results/${language}`);
      const ran = await runInPrivateSession(node, args, {
        env: {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report(name),
          ...(language && { COUNTERSIGN_LANGUAGE: language }),
        },
        show: false,
      });
      return { ...playwrightCounts(report(name), ran.status), output: ran.output };
    },
  });
  return [
    ...linters.map(([name, path, ...args]) => ({
      name,
      run: async () => oneCheck(await gather(node, [program(path), ...args], env)),
    })),
    {
      name: 'build',
      async run() {
        await buildAll();
        return { output: '', passed: 1, failed: 0, skipped: 0 };
      },
    },
    unit('unit', node),
    // Of what runs in the app's main process: the command line has a Node of its own, the window's page none.
    unit('unit-electron', electron, ['test/app/', 'test/core/', 'test/shared/'], { ELECTRON_RUN_AS_NODE: '1' }),
    {
      name: 'interop',
      async run() {
        const { whyNoPeers } = await import('./peers.mjs');
        const why = whyNoPeers(say, PEERS_LIMIT_MS);
        if (why !== null) return { output: '', passed: 0, failed: 0, skipped: 1, note: why };
        rmSync(peersTable, { force: true });
        const args = [...vitest('interop'), '--config', 'test/interop/vitest.config.ts'];
        const ran = await gather(node, [program('vitest/vitest.mjs'), ...args], env);
        const note = existsSync(peersTable) ? readFileSync(peersTable, 'utf8').trim() : '';
        return { ...vitestCounts(report('interop'), ran.status), output: ran.output, note };
      },
    },
    {
      // What `npm start` shows where there is no display, and with it the README's main job.
      name: 'demo',
      run: async () =>
        oneCheck(await runInPrivateSession(node, [join(root, 'build', 'demo-steps.mjs')], { env, show: false })),
    },
    endToEnd('end-to-end'),
    // The window again in two made-up languages: no word may be left in English or cut off, from left to right and from right to left.
    endToEnd('end-to-end-pseudo', 'pseudo'),
    endToEnd('end-to-end-mirrored', 'mirrored'),
  ];
}

await finish(async () => {
  await setUp({ tests: true });
  const all = await checks();
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !all.some((check) => check.name === name));
  if (unknown.length > 0)
    throw new Stop(`no such check: ${unknown.join(', ')}. There are: ${all.map((check) => check.name).join(', ')}`);
  if (process.platform === 'linux' && process.getuid() === 0)
    say(
      "you are root: the app runs without Chromium's sandbox in the tests (--no-sandbox), except in those of the sandbox itself.",
    );
  mkdirSync(results, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const check of all.filter(({ name }) => named.length === 0 || named.includes(name))) {
    rmSync(report(check.name), { force: true });
    process.stdout.write(`${check.name} ... `);
    const started = performance.now();
    const result = await check.run().catch((error) => ({ output: String(error), passed: 0, failed: 1, skipped: 0 }));
    for (const key of Object.keys(sum)) sum[key] += result[key];
    const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${result.passed} passed, ${result.failed} failed${skipped} (${seconds} s)\n`);
    if (result.note) process.stdout.write(`${result.note}\n`);
    if (result.failed === 0) continue;
    process.stdout.write(`${result.output.trim()}\n\n`);
    const names = namesOfFailed(report(check.name));
    failures.push(...(names.length === 0 ? [check.name] : names.map((name) => `${check.name}: ${name}`)));
  }
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  for (const one of failures) process.stdout.write(`failed: ${one}\n`);
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
  return sum.failed === 0 ? 0 : 1;
});

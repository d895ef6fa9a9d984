// The checks of `npm test`: how each is run, and what it says of itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.mjs';
import { runInPrivateSession } from './display.mjs';
import { electronEnvironment, electronPath } from './electron.mjs';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { playwrightCounts, report, reports, vitestCounts } from './test-reports.mjs';

const program = (path) => join(root, 'node_modules', path);
const node = process.execPath;
/** Who understands whom: the tests against programs of others write it. */
const peersTable = join(reports, 'interop.txt');

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

const oneCheck = ({ status, output }) => ({
  output,
  passed: status === 0 ? 1 : 0,
  failed: status === 0 ? 0 : 1,
  skipped: 0,
});

/**
 * All checks, as `{ name, run }`; `run` resolves to `{ passed, failed, skipped, output, note }`. Those of the first list come one after
 * the other before all others, which do not touch one another and stand in the order in which they are best begun: the longest first.
 */
export function allChecks() {
  const env = toolEnvironment({ ...electronEnvironment(), NO_COLOR: '1' });

  const linter = (name, path, ...args) => ({
    name,
    run: async () => oneCheck(await gather(node, [program(path), ...args], env)),
  });

  const build = {
    name: 'build',
    async run() {
      await buildAll();
      return { output: '', passed: 1, failed: 0, skipped: 0 };
    },
  };

  const runVitest = async (name, command, args, more = {}) => {
    const all = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report(name)}`, ...args];
    const ran = await gather(command, [program('vitest/vitest.mjs'), ...all], { ...env, ...more });
    return { ...vitestCounts(name, ran.status), output: ran.output };
  };

  const interop = {
    name: 'interop',
    async run() {
      const peers = await gather(node, [join(root, 'build', 'peers.mjs')], env);
      if (peers.status !== 0) return { output: '', passed: 0, failed: 0, skipped: 1, note: peers.output.trim() };
      rmSync(peersTable, { force: true });
      const counted = await runVitest('interop', node, ['--config', 'test/interop/vitest.config.ts']);
      const table = existsSync(peersTable) ? readFileSync(peersTable, 'utf8') : '';
      return { ...counted, note: `${peers.output}${table}`.trim() };
    },
  };

  // Each in a session of its own: its display, its D-Bus with its keychain, its homes and the folder of its pictures.
  const endToEnd = (name, language) => ({
    name,
    async run() {
      const args = ['test', '--reporter=list,json', `--output=test-results/${name}`];
      const ran = await runInPrivateSession(node, [program('@playwright/test/cli.js'), ...args], {
        env: {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report(name),
          ...(language && { COUNTERSIGN_LANGUAGE: language }),
        },
        show: false,
      });
      return { ...playwrightCounts(name, ran.status), output: ran.output };
    },
  });

  // What `npm start` shows where there is no display, and with it the README's main job.
  const demo = {
    name: 'demo',
    run: async () =>
      oneCheck(await runInPrivateSession(node, [join(root, 'build', 'demo-steps.mjs')], { env, show: false })),
  };

  return {
    first: [build],
    others: [
      endToEnd('end-to-end'),
      { name: 'unit', run: () => runVitest('unit', node, []) },
      // The window again in two made-up languages: no word may be left in English or cut off, from left to right and from right to left.
      endToEnd('end-to-end-pseudo', 'pseudo'),
      endToEnd('end-to-end-mirrored', 'mirrored'),
      {
        // Of what runs in the app's main process: the command line has a Node of its own, the window's page none.
        name: 'unit-electron',
        run: () =>
          runVitest('unit-electron', electronPath(), ['test/app/', 'test/core/', 'test/shared/'], {
            ELECTRON_RUN_AS_NODE: '1',
          }),
      },
      interop,
      linter('lint', 'eslint/bin/eslint.js', '--max-warnings=0', '.'),
      linter('types', 'typescript/bin/tsc', '-p', '.'),
      linter('format', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
      demo,
      linter('unused', 'knip/bin/knip.js', '--no-progress'),
      linter(
        'imports',
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        ...['--output-type=err', 'shared', 'electron', 'renderer', 'test', 'build'],
      ),
    ],
  };
}

// Runs tasks of program.mjs in the main process of a real Electron, each in a process of its own.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hasDisplay, startDisplay } from '../../build/display.mjs';
import { electronPath, electronSwitches } from '../../build/electron.mjs';
import { cleanUpLater } from './clean-up.mjs';
import { run } from './measure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Milliseconds. An Electron that fails before the program runs shows a dialog and waits for ever; a busy machine needs its time. */
const TASK_TIMEOUT = 600_000;

/** Whether the core has a part yet (a path below electron/core). */
export function haveCore(path) {
  return existsSync(join(root, 'electron/core', path));
}

/**
 * Bundles the program; resolves to `{ task, env, close }`; `env` is what Electron is started with. `task(request)` resolves to what the task returned, with `ms` (its own time),
 * `lateMs` (the loop's worst delay meanwhile), `lateOwnMs` and `lateWaitedMs` (how long in it the loop's thread worked, and waited for a processor) and `grownMiB` (the most that memory grew).
 */
export async function electronRunner() {
  const folder = join(root, 'out/bench/app');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const services = haveCore('open-services.ts') ? './services.mjs' : './no-services.mjs';
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'test/bench/program.mjs',
      'hash-worker': 'electron/core/hash/hash-worker.ts',
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['electron', 'keytar'],
    // As in the app's own bundle.
    define: { 'import.meta.url': 'ownAddress' },
    banner: { js: "const ownAddress = require('node:url').pathToFileURL(__filename).href;" },
    alias: { 'bench-services': join(root, 'test/bench', services) },
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "main": "main.cjs" }\n');
  const display = hasDisplay() ? undefined : await startDisplay();
  const close = cleanUpLater(() => display?.stop());
  // The user's keychain is not for measuring.
  const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  if (display !== undefined) env.DISPLAY = display.display;

  return {
    async task(request) {
      const answer = join(folder, 'answer.json');
      rmSync(answer, { force: true });
      const words = { BENCH_TASK: JSON.stringify(request), BENCH_ANSWER: answer };
      await run(electronPath(), [...electronSwitches(), folder], { env: { ...env, ...words }, timeout: TASK_TIMEOUT });
      const found = JSON.parse(readFileSync(answer, 'utf8'));
      if (found.failed !== undefined) throw new Error(found.failed);
      return found;
    },
    env,
    close,
  };
}

// From the start of the program to a window that can be used, against a bare Electron window.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronPath, electronSwitches } from '../../build/electron.mjs';
import { bareApp } from './bare-app.mjs';
import { alternate, ratio, run } from './measure.mjs';
import { missing, root } from './open-window.mjs';

const watch = fileURLToPath(new URL('watch-start.cjs', import.meta.url));
const TIMEOUT = 60_000;

/** Starts an app until its first heading is painted in a window that is shown. */
async function startOnce(files, env, words) {
  const answer = join(files.folder, 'start.json');
  rmSync(answer, { force: true });
  const from = Date.now();
  await run(electronPath(), [...electronSwitches(), '-r', watch, ...words], {
    env: { ...env, BENCH_ANSWER: answer },
    timeout: TIMEOUT,
  });
  const found = JSON.parse(readFileSync(answer, 'utf8'));
  if (found.failed !== undefined) throw new Error(found.failed);
  return { ms: found.at - from };
}

export const rows = [
  {
    name: 'start',
    what: 'from the start to the usable window, against a bare Electron window',
    limit: { ratio: 1.6 },
    missing,
    async measure({ files, electron, rounds }) {
      const bare = bareApp(files.folder);
      const own = [root, '--home', mkdtempSync(join(files.folder, 'home-'))];
      const { ours, theirs } = await alternate(
        {
          ours: () => startOnce(files, electron.env, own),
          theirs: () => startOnce(files, electron.env, bare),
        },
        rounds * 2,
      );
      return { ours, theirs, ratio: ratio(ours, theirs) };
    },
  },
];

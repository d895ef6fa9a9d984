// The real app with ten thousand results: how soon a drop is seen, whether the page ever stops, how the list scrolls, and what it takes to keep them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bareApp } from './bare-app.mjs';
import { median } from './measure.mjs';
import { dropToVerify, missing, withApp, withWindow } from './open-window.mjs';
import { memoryOf, scrollThrough, watchDrop, watchResults } from './page-watch.mjs';
import { withGnupg } from './rows-openpgp.mjs';

const MANY = 10_000;
const FEW = 10;

/** A folder of `count` small files, their list, its signature and the signer's key: `{ folder, paths }`. Made once. */
async function release(files, count) {
  const folder = join(files.folder, `release-${count}`);
  const names = Array.from({ length: count }, (_, n) => `part-${String(n + 1).padStart(5, '0')}.bin`);
  // A file that is dropped by itself gets a result of its own; one in a folder is told with its list.
  const paths = [...names, 'SHA256SUMS', 'SHA256SUMS.sig', 'signer.key'].map((name) => join(folder, name));
  if (made.has(folder)) return { folder, paths };
  mkdirSync(folder);
  const lines = names.map((name) => {
    const text = `${name} of a release\n`;
    writeFileSync(join(folder, name), text);
    return `${createHash('sha256').update(text).digest('hex')}  ${name}\n`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
  await withGnupg(async (gpg) => {
    await gpg('--passphrase', '', '--quick-generate-key', 'Bench <bench@example.org>', 'ed25519', 'sign', 'never');
    await gpg('--armor', '--output', join(folder, 'signer.key'), '--export', 'bench@example.org');
    await gpg('--detach-sign', join(folder, 'SHA256SUMS'));
  });
  made.add(folder);
  return { folder, paths };
}
const made = new Set();

/** Checks a release in a window; resolves to what was seen, when all results are there. */
async function check({ page, app }, files, count) {
  const { paths } = await release(files, count);
  const seen = await watchResults(page, app, () => dropToVerify(page, paths));
  if (seen.results !== count) throw new Error(`${seen.results} results of ${count}`);
  return seen;
}

export const rows = [
  {
    name: 'drop',
    what: 'from the first drop to its card, working (in the page)',
    limit: { ms: 100 },
    missing,
    async measure({ files, electron, rounds }) {
      const ours = [];
      for (let round = 0; round < rounds; round++) {
        const { folder } = await release(files, MANY);
        const ms = await withWindow({ files, electron }, async (page) => {
          const card = await watchDrop(page);
          await dropToVerify(page, [folder]);
          const ms = await card();
          // A window that closes while it works would ask.
          await page.locator('main [role="progressbar"]').waitFor({ state: 'detached' });
          return ms;
        });
        ours.push({ ms });
      }
      return { ours, note: `at most ${Math.max(...ours.map(({ ms }) => ms)).toFixed(0)} ms` };
    },
  },
  {
    name: 'results',
    what: '10,000 results arrive: long tasks of the page (over 50 ms) meanwhile',
    limit: { longTasks: 0 },
    missing,
    measure: ({ files, electron }) =>
      withWindow({ files, electron }, async (page, app) => {
        const { ms, longTasks, ownMs, frameMs } = await check({ page, app }, files, MANY);
        const note = [
          `the longest ${Math.max(0, ...longTasks)} ms`,
          `no task worked more than ${ownMs.toFixed(0)} ms itself`,
          `frames at most ${frameMs.toFixed(0)} ms apart`,
        ].join('; ');
        return { ours: [{ ms }], longTasks: longTasks.length, note };
      }),
  },
  {
    name: 'scroll',
    what: 'scrolling through 10,000 results against a plain page: time between two frames',
    limit: { ratio: 1.1 },
    missing,
    async measure({ files, electron }) {
      const ours = await withWindow({ files, electron }, async (page, app) => {
        await check({ page, app }, files, MANY);
        return scrollThrough(page, 'main [role="listbox"]');
      });
      const lines = Array.from({ length: MANY }, (_, n) => `<p>part ${n} of a release`).join('\n');
      const theirs = await withApp(bareApp(files.folder, lines), electron.env, (page) => scrollThrough(page, 'html'));
      const note = `${ours.late} of ${ours.frames} frames late, the plain page ${theirs.late} of ${theirs.frames}`;
      return { ours: [{ ms: ours.ms }], theirs: [{ ms: theirs.ms }], ratio: ours.ms / theirs.ms, note };
    },
  },
  {
    name: 'memory',
    what: 'memory of the page’s process with 10,000 results against ten',
    limit: { ratio: 2 },
    missing,
    async measure({ files, electron, rounds }) {
      const found = { [MANY]: [], [FEW]: [] };
      const from = performance.now();
      for (let round = 0; round < Math.min(rounds, 3); round++)
        for (const count of [FEW, MANY])
          await withWindow({ files, electron }, async (page, app) => {
            await check({ page, app }, files, count);
            found[count].push(await memoryOf(page, app));
          });
      const middle = (count, what) => median(found[count].map((each) => each[what]));
      const of = (what) => `${middle(MANY, what).toFixed(0)} against ${middle(FEW, what).toFixed(0)} MiB`;
      const ratio = median(found[MANY].map((many, round) => many.private / found[FEW][round].private));
      return {
        ours: [{ ms: performance.now() - from }],
        ratio,
        note: `its own ${of('private')}, resident ${of('resident')}, JavaScript ${of('heap')}`,
      };
    },
  },
];

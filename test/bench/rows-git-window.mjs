// The real app with a repository of a hundred thousand commits: how soon its first row is there, and whether the page ever stops.
import { join } from 'node:path';
import { bareApp } from './bare-app.mjs';
import { gitEnv, makeRepository } from './git-repository.mjs';
import { sshSigner } from './git-signers.mjs';
import { alternate, run } from './measure.mjs';
import { dropToVerify, missing, withApp, withWindow } from './open-window.mjs';
import { scrollThrough, scrollWorking, watchDrop, watchResults } from './page-watch.mjs';

const COMMITS = 100_000;
const SIGNED = 1_000;
const TAGS = 10_000;
const FROM = 1_700_000_000;
const ROW = 'div[role="option"]';
const LIST = 'main [role="listbox"]';
/** Pixels of one turn of the wheel here: the list is eight million pixels high. */
const WHEEL = 10_000;

/** Made once. */
function repository(files) {
  const path = join(files.folder, 'git-window');
  if (made.has(path)) return path;
  const signer = sshSigner('dev@example.org');
  const every = COMMITS / SIGNED;
  makeRepository(path, {
    count: COMMITS,
    signed: (n) => (n % every === 0 ? signer : undefined),
    from: FROM,
    tags: TAGS,
  });
  made.add(path);
  return path;
}
const made = new Set();

/** Drops the repository; resolves when all of it is listed and checked, to what the page did meanwhile. */
async function listAll({ page, app }, path) {
  const seen = await watchResults(page, app, () => dropToVerify(page, [path]));
  if (seen.results !== TAGS) throw new Error(`${seen.results} tags of ${TAGS}`);
  await page.locator('main .filter', { hasText: /100/ }).first().click();
  const rows = page.locator(LIST).locator(`[aria-setsize="${COMMITS}"]`);
  await rows.first().waitFor();
  return seen;
}

export const rows = [
  {
    name: 'git-window',
    what: `a repository of ${COMMITS} commits, ${SIGNED} of them signed, and ${TAGS} tags is dropped on the window: its first row, against git log of all; what the page’s longest task works until all is checked`,
    limit: { ms: 1_000, ownMs: 50 },
    missing,
    async measure({ files, electron, rounds }) {
      const path = repository(files);
      const first = () =>
        withWindow({ files, electron }, async (page) => {
          const row = await watchDrop(page, ROW);
          await dropToVerify(page, [path]);
          const ms = await row();
          await page.locator('main [role="progressbar"]').waitFor({ state: 'detached' });
          return { ms };
        });
      const theirs = () => run('git', ['-C', path, 'log', '--all', '--format=%H %an %ct %s'], { env: gitEnv });
      const found = await alternate({ ours: first, theirs }, Math.min(rounds, 3));
      const all = await withWindow({ files, electron }, (page, app) => listAll({ page, app }, path));
      const note = [
        `at most ${Math.max(...found.ours.map(({ ms }) => ms)).toFixed(0)} ms`,
        `all listed and checked after ${all.ms.toFixed(0)} ms`,
        `the longest task ${Math.max(0, ...all.longTasks)} ms`,
        `none worked more than ${all.ownMs.toFixed(0)} ms itself`,
        `frames at most ${all.frameMs.toFixed(0)} ms apart`,
      ].join('; ');
      return { ...found, longTasks: all.longTasks.length, ownMs: all.ownMs, note };
    },
  },
  {
    name: 'git-window-scroll',
    what: `scrolling through ${COMMITS} commits against a plain page: time between two frames; what the page’s longest task works`,
    limit: { ratio: 1.1, ownMs: 50 },
    missing,
    async measure({ files, electron }) {
      const path = repository(files);
      const ours = await withWindow({ files, electron }, async (page, app) => {
        await listAll({ page, app }, path);
        return scrollWorking(page, app, LIST, WHEEL);
      });
      const lines = Array.from({ length: COMMITS / 2 }, (_, n) => `<p>Change number ${n}`).join('\n');
      const theirs = await withApp(bareApp(files.folder, lines), electron.env, (page) =>
        scrollThrough(page, 'html', WHEEL),
      );
      const note = [
        `${ours.late} of ${ours.frames} frames late, the plain page ${theirs.late} of ${theirs.frames}`,
        `${theirs.longTasks.length} long tasks of the plain page`,
        `none of ours worked more than ${ours.ownMs.toFixed(0)} ms itself`,
      ].join('; ');
      const found = { ours: [{ ms: ours.ms }], theirs: [{ ms: theirs.ms }], ratio: ours.ms / theirs.ms };
      return { ...found, longTasks: ours.longTasks.length, ownMs: ours.ownMs, note };
    },
  },
];

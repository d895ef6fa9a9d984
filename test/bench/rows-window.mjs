// The real app: whether its window keeps answering while a large file is checked in it.
/* global window, requestAnimationFrame -- what runs in the page */
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { electronPath, electronSwitches } from '../../build/electron.mjs';
import { cleanUpLater } from './clean-up.mjs';
import { withGnupg } from './rows-openpgp.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const missing = () => (existsSync(join(root, 'out/main/main.cjs')) ? undefined : 'out/main/main.cjs (npm run build)');
const PATIENCE = 120_000;
const IDLE_MS = 2_000;

/** On a busy machine a start is sometimes lost between the debuggers; the next one works. */
async function launch(args, env) {
  const { _electron } = await import('@playwright/test');
  const start = () => _electron.launch({ executablePath: electronPath(), args, env, timeout: 30_000 });
  return start().catch(start);
}

/** Milliseconds: `answerMs`, the longest that a call over the bridge took, and `frameMs`, the longest time between two frames. */
async function watchWindow(page, work) {
  const watching = page.evaluate(async () => {
    const worst = { answerMs: 0, frameMs: 0, answers: 0 };
    const watch = (window.benchWatch = { on: true });
    let frame = performance.now();
    const look = (now) => {
      worst.frameMs = Math.max(worst.frameMs, now - frame);
      frame = now;
      if (watch.on) requestAnimationFrame(look);
    };
    requestAnimationFrame((now) => {
      frame = now;
      look(now);
    });
    while (watch.on) {
      const from = performance.now();
      const reply = await window.countersign.call('app.info', null);
      if (!reply.ok) throw new Error(reply.code);
      worst.answerMs = Math.max(worst.answerMs, performance.now() - from);
      worst.answers++;
      await new Promise((done) => setTimeout(done, 5));
    }
    return worst;
  });
  const [worst] = await Promise.all([watching, work().then(() => page.evaluate(() => (window.benchWatch.on = false)))]);
  return worst;
}

async function drag(session, page, types, files, point) {
  const size = await page.evaluate(() => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 }));
  for (const type of types)
    await session.send('Input.dispatchDragEvent', {
      type,
      ...(point ?? size),
      data: { items: [], files, dragOperationsMask: 1 },
    });
}

async function dropToVerify(page, files) {
  const session = await page.context().newCDPSession(page);
  await drag(session, page, ['dragEnter', 'dragOver'], files);
  const box = await page.locator('.drop-half', { hasText: 'Verify this' }).boundingBox();
  await drag(session, page, ['dragEnter', 'dragOver', 'drop'], files, {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
  });
}

export const rows = [
  {
    name: 'window',
    what: 'the window while a file of 1 GiB is checked in it: the longest wait for an answer',
    limit: { answerMs: 100 },
    missing,
    measure: ({ files, electron }) =>
      withGnupg(async (gpg) => {
        const path = files.large();
        const key = join(files.folder, 'window.key');
        const signature = `${path}.asc`;
        await gpg('--passphrase', '', '--quick-generate-key', 'Bench <bench@example.org>', 'ed25519', 'sign', 'never');
        await gpg('--armor', '--output', key, '--export', 'bench@example.org');
        await gpg('--armor', '--output', signature, '--detach-sign', path);
        const notGnupg = mkdtempSync(join(files.folder, 'g-'));
        const home = mkdtempSync(join(files.folder, 'home-'));
        const words = [...electronSwitches(), root, '--home', home];
        const app = await launch(words, { ...electron.env, GNUPGHOME: notGnupg });
        const program = app.process();
        const close = cleanUpLater(() => program.exitCode === null && program.kill());
        try {
          const page = await app.firstWindow();
          page.setDefaultTimeout(PATIENCE);
          await page.getByRole('navigation').waitFor();
          const idle = await watchWindow(page, () => wait(IDLE_MS));
          const from = performance.now();
          const busy = await watchWindow(page, async () => {
            await dropToVerify(page, [path, signature, key]);
            await page.locator('.verdict-card').first().waitFor();
          });
          const ms = performance.now() - from;
          const tone = /tone-(\w+)/.exec(
            (await page.locator('.verdict-card').first().getAttribute('class')) ?? '',
          )?.[1];
          if (tone !== 'untrusted') throw new Error(`the card says ${tone}`);
          const note = `idle: ${idle.answerMs.toFixed(0)} ms; frames at most ${busy.frameMs.toFixed(0)} ms apart, idle ${idle.frameMs.toFixed(0)} ms; ${busy.answers} answers`;
          return { ours: [{ ms }], answerMs: busy.answerMs, idle, busy, note };
        } finally {
          await app.close();
          close();
        }
      }),
  },
];

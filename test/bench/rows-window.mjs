// The real app: whether its window keeps answering while a large file is checked in it.
/* global window, requestAnimationFrame -- what runs in the page */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dropToVerify, missing, withWindow } from './open-window.mjs';
import { withGnupg } from './rows-openpgp.mjs';

const IDLE_MS = 2_000;

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
        return withWindow({ files, electron }, async (page) => {
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
        });
      }),
  },
];

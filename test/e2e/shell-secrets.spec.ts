import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from './fixture.ts';
import { startApp, temporaryFolder } from './electron.ts';
import { commandLine, descendants, environment } from './processes.ts';

// Made of two halves, so that neither this file's text nor the test's own words hold it.
const canary = ['zebra-crossing', String(Math.random()).slice(2), 'quartz'].join('-');

test('a typed passphrase is in no log, argument list, temporary file or crash report, and leaves the page', async () => {
  const temporary = temporaryFolder();
  const it = await startApp({ env: { TMPDIR: temporary, ELECTRON_ENABLE_LOGGING: '1' } });
  try {
    await it.page.evaluate(() => {
      const field = Object.assign(document.createElement('input'), { type: 'password', id: 'canary' });
      document.body.append(field);
      field.focus();
    });
    await it.page.locator('#canary').focus();
    await it.page.keyboard.insertText(canary);
    const codes = await it.page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>('#canary')!;
      const passphrase = field.value;
      field.remove();
      const replies = [
        await window.countersign.call('store.unlock', { passphrase }),
        await window.countersign.call('prompt.answer', { id: 'no-such-prompt', value: passphrase }),
        await window.countersign.call('keys.import', { files: [], text: 'not a key', passphrase }),
        await window.countersign.call('keys.restore', { file: 'no-such-file', passphrase }),
      ];
      return { length: passphrase.length, replies: JSON.stringify(replies) };
    });
    expect(codes.length).toBe(canary.length);
    expect(codes.replies).not.toContain(canary);

    const main = it.app.process().pid ?? 0;
    for (const pid of [main, ...descendants(main)]) {
      expect(commandLine(pid)).not.toContain(canary);
      expect(environment(pid)).not.toContain(canary);
    }
    expect(it.output()).not.toContain(canary);
    for (const place of [it.home, temporary]) expect(filesWith(place, canary)).toEqual([]);
    expect(crashReports(it.home)).toEqual([]);

    expect(await it.page.content()).not.toContain(canary);
    expect(await heap(it.page)).not.toContain(canary);
  } finally {
    await it.close();
  }
});

/** Files below a folder that hold a text, compressed or not looked into. */
function filesWith(folder: string, text: string): string[] {
  try {
    return execFileSync('grep', ['-rlaF', '--devices=skip', text, folder], { encoding: 'utf8' }).split('\n');
  } catch {
    return [];
  }
}

function crashReports(home: string): string[] {
  try {
    return readdirSync(join(home, 'window', 'Crashpad'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.dmp'),
    );
  } catch {
    return [];
  }
}

/** Everything that the page's memory still holds, after the garbage was collected. */
async function heap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return parts.join('');
}

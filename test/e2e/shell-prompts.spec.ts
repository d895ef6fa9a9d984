import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import type { EventName } from '../../shared/ipc/contract.ts';
import { startApp, type Started } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';

// Without a keychain the store asks the window for its passphrase.
const ENV = { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };

let it: Started;
let key: string;

/** Runs in the page that stands there now, which Playwright loses sight of where one died. */
const inPage = <T>(script: string): Promise<T> =>
  it.app.evaluate(async ({ BrowserWindow }, code) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return (await contents?.executeJavaScript(code)) as never;
  }, script);

async function call<T>(name: string, input: unknown): Promise<T> {
  const reply = await inPage<{ ok: boolean; code: string; value: T }>(
    `window.countersign.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
  );
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

/** What the page has heard since it listens. */
const heard = (event: EventName) => inPage<Record<string, unknown>[]>(`window.heard[${JSON.stringify(event)}]`);

const listen = () =>
  inPage(`window.heard = {};
    for (const name of ['prompt.asked', 'prompt.withdrawn', 'job.done']) {
      const list = (window.heard[name] = []);
      window.countersign.on(name, (json) => list.push(JSON.parse(json)));
    }
    null`);

/** Starts signing with the store locked, and waits until its passphrase is asked for. */
async function signUntilAsked(): Promise<string> {
  await listen();
  const [file] = await call<{ id: string }[]>('files.pick', { kind: 'files' });
  const options = { keys: [key], signature: 'armored', manifest: null };
  const { job } = await call<{ job: string }>('sign.start', { files: [file!.id], options, overwrite: true });
  await expect.poll(() => heard('prompt.asked')).toMatchObject([{ kind: 'store-passphrase', job }]);
  return job;
}

const jobs = async () => (await call<{ jobs: number }>('app.status', null)).jobs;

test.beforeEach(async () => {
  it = await startApp({ env: ENV });
  const file = join(it.home, 'app-1.0.tar');
  writeFileSync(file, 'x');
  await answerOpenDialog(it.app, [file]);
  await call('store.create', { passphrase: 'a long passphrase' });
  const request = { name: 'Ada', email: '', algorithm: 'ed25519', validity: '2y' };
  key = (await call<{ id: string }>('keys.generate', request)).id;
  await call('store.lock', null);
});

test.afterEach(async () => {
  await it.close();
});

test('cancelling ends a run that waits for the store’s passphrase, at once, and takes the question back', async () => {
  const job = await signUntilAsked();
  await call('job.cancel', { job });
  await expect.poll(() => heard('job.done'), { timeout: 2000 }).toMatchObject([{ job, outcome: 'cancelled' }]);
  const [end] = await heard('job.done');
  expect(end?.['receipt']).toMatchObject({ files: [], failed: [], cancelled: true });
  const [asked] = await heard('prompt.asked');
  expect(await heard('prompt.withdrawn')).toEqual([{ id: asked?.['id'] }]);
  await signUntilAsked();
});

test('a page that is loaded again leaves no run waiting for an answer', async () => {
  await signUntilAsked();
  await it.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.reload();
      }),
  );
  await expect.poll(jobs).toBe(0);
  await signUntilAsked();
});

test('a page that dies leaves no run waiting for an answer', async () => {
  await signUntilAsked();
  await it.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  await expect.poll(jobs).toBe(0);
  await signUntilAsked();
});

test('a closed window, where the app lives on without one, leaves no run waiting for an answer', async () => {
  await signUntilAsked();
  await it.app.evaluate(async ({ app, BrowserWindow, dialog }) => {
    // Closing during work asks first.
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    // As on macOS.
    app.removeAllListeners('window-all-closed');
    app.on('window-all-closed', () => undefined);
    const closed = new Promise<void>((resolve) => BrowserWindow.getAllWindows()[0]?.once('closed', () => resolve()));
    BrowserWindow.getAllWindows()[0]?.close();
    await closed;
    app.emit('activate');
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()));
  });
  await expect.poll(jobs).toBe(0);
  await signUntilAsked();
});

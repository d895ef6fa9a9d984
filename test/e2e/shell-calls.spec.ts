import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { CALLS } from '../../shared/ipc/contract.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';

let it: Started;
let folder: string;

test.beforeAll(async () => {
  folder = temporaryFolder();
  it = await startApp();
});

test.afterAll(async () => {
  await it.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls with whatever it is given, as a page that was taken over would. */
const raw = (name: string, input: unknown): Promise<{ ok: boolean; code?: string; detail?: string }> =>
  it.page.evaluate(
    ([call, value]) =>
      (window.countersign.call as (name: unknown, input: unknown) => Promise<{ ok: boolean }>)(call, value),
    [name, input] as const,
  );

/** Reaches a registered handler past the preload, as our own frame. */
const pastPreload = (channel: string, text: unknown): Promise<{ ok: boolean; code?: string; detail?: string }> =>
  it.app.evaluate(
    ({ BrowserWindow, ipcMain }, [name, sent]) => {
      type Invoke = (event: unknown, text: unknown) => Promise<{ ok: boolean }>;
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Invoke> })._invokeHandlers;
      const handle = handlers.get(name);
      if (handle === undefined) throw new Error('no such channel');
      return handle({ sender, senderFrame: sender?.mainFrame }, sent);
    },
    [channel, text] as [string, unknown],
  );

const pick = async (path: string): Promise<{ id: string; name: string; path: string; kind: string }> => {
  await answerOpenDialog(it.app, [path]);
  const reply = await it.page.evaluate(() => window.countersign.call('files.pick', { kind: 'files' }));
  if (!reply.ok) throw new Error(reply.code);
  return reply.value[0]!;
};

test('an undeclared call is refused', async () => {
  for (const name of ['files.read', 'app.secret', '__proto__', 'constructor', 'toString', ''])
    expect(await raw(name, null), name).toMatchObject({ ok: false, code: 'bad-call' });
});

test('an input of another shape is refused, whether it comes through the bridge or past it', async () => {
  for (const [name, input] of [
    ['files.pick', { kind: 'everything' }],
    ['files.pick', null],
    ['keys.generate', { name: '', email: '', algorithm: 'rsa1024', validity: '2y' }],
    ['verify.start', { files: '/etc/passwd', digests: [], texts: [] }],
    ['job.cancel', { job: 7 }],
  ] as const) {
    expect(await raw(name, input)).toMatchObject({ ok: false, code: 'bad-call' });
    expect(await pastPreload(`countersign:${name}`, JSON.stringify(input))).toMatchObject({ code: 'bad-call' });
  }
  for (const text of ['{', 7, null, { kind: 'files' }, ['x']])
    expect(await pastPreload('countersign:files.pick', text)).toMatchObject({ code: 'bad-call' });
});

test('an oversized call is refused before it is read', async () => {
  const huge = await it.page.evaluate(() =>
    window.countersign.call('verify.start', {
      files: [],
      digests: [],
      texts: Array<string>(10).fill('x'.repeat(1_999_999)),
    }),
  );
  expect(huge).toMatchObject({ ok: false, code: 'too-large' });
  const past = await it.app.evaluate(({ BrowserWindow, ipcMain }) => {
    type Invoke = (event: unknown, text: unknown) => Promise<unknown>;
    const sender = BrowserWindow.getAllWindows()[0]?.webContents;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Invoke> })._invokeHandlers;
    return handlers.get('countersign:app.copy')?.({ sender, senderFrame: sender?.mainFrame }, ' '.repeat(8_000_001));
  });
  expect(past).toMatchObject({ ok: false, code: 'too-large' });
});

test('a path or handle that was never granted is refused', async () => {
  const file = join(folder, 'secret.txt');
  writeFileSync(file, 'x');
  const options = { keys: ['A'.repeat(40)], signature: 'armored', manifest: null };
  for (const files of [[file], ['1'], ['00000000-0000-4000-8000-000000000000']]) {
    expect(await raw('verify.start', { files, digests: [], texts: [] })).toMatchObject({ code: 'not-granted' });
    expect(await raw('sign.plan', { files, options })).toMatchObject({ code: 'not-granted' });
    expect(await raw('sign.start', { files, options, overwrite: true })).toMatchObject({ code: 'not-granted' });
    expect(await raw('keys.import', { files })).toMatchObject({ code: 'not-granted' });
    expect(await raw('keys.restore', { file: files[0], passphrase: 'x' })).toMatchObject({ code: 'not-granted' });
  }
});

test('a File that a script made grants nothing', async () => {
  const granted = await it.page.evaluate(() =>
    window.countersign.grantFiles([new File(['x'], '/etc/passwd'), new File(['x'], 'passwd')]),
  );
  expect(granted).toEqual({ ok: true, value: [] });
  const odd = await it.page.evaluate(() =>
    window.countersign.grantFiles(['/etc/passwd', { path: '/etc/passwd' }] as never),
  );
  expect(odd).toEqual({ ok: true, value: [] });
});

test('only a path that this window was told of is shown in the file manager', async () => {
  await it.app.evaluate(({ shell }) => {
    Object.assign(globalThis, { shown: [] });
    shell.showItemInFolder = (path) => (globalThis as unknown as { shown: string[] }).shown.push(path);
  });
  const file = join(folder, 'given.txt');
  writeFileSync(file, 'x');
  expect(await raw('app.reveal', { path: file })).toMatchObject({ code: 'not-granted' });
  await pick(file);
  expect(await raw('app.reveal', { path: file })).toMatchObject({ ok: true });
  expect(await raw('app.reveal', { path: `${folder}/../etc` })).toMatchObject({ code: 'not-granted' });
  expect(await raw('app.reveal', { path: '/etc/passwd' })).toMatchObject({ code: 'not-granted' });
  const shown = await it.app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  expect(shown).toEqual([file]);
});

test('the same file picked twice keeps its handle', async () => {
  const file = join(folder, 'twice.txt');
  writeFileSync(file, 'x');
  expect((await pick(file)).id).toBe((await pick(file)).id);
});

test('hostile file names cross the bridge unchanged and inert', async () => {
  const names = [
    '<img src=x onerror=alert(1)>.txt',
    'invoice\u202Egpj.exe',
    'zero\u200Bwidth\uFEFF.txt',
    '\u001b[31mred\u001b[0m.txt',
    'line\nbreak.txt',
    '"; rm -rf ~ #.txt',
  ];
  mkdirSync(join(folder, 'names'));
  for (const name of names) {
    const path = join(folder, 'names', name);
    writeFileSync(path, 'x');
    expect(await pick(path)).toMatchObject({ name, path, kind: 'file' });
  }
  expect(it.page.url()).toBe('countersign://app/index.html');
});

test('every call answers an empty input with a reply, and the app lives on', async () => {
  // These wait for a person: a question about the passphrase, a dialog.
  const quiet = ['store.unlock', 'files.pick'];
  for (const name of Object.keys(CALLS).filter((each) => !quiet.includes(each)))
    expect(typeof (await raw(name, { nonsense: true })).ok, name).toBe('boolean');
  expect(await raw('app.info', null)).toMatchObject({ ok: true });
});

test('an error crosses with its code and without a stack', async () => {
  const reply = await raw('keys.extend', { key: 'nothing', validity: '2y' });
  expect(reply.ok).toBe(false);
  expect(Object.keys(reply).sort()).toEqual(['code', 'detail', 'ok']);
  expect(reply.detail).not.toMatch(/\bat .*\(|node_modules|\.cjs/);
});

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { appFolder, electronProgram, isRoot, startApp, temporaryFolder, type Started } from './electron.ts';
import { sentence } from './card-words.ts';
import { dragAway, dragOver, pressMenu } from './gestures.ts';
import { ask } from './scene.ts';
import { check, dropOn, endGnupg, expectCard, gnupgHome, goTo, gpg, gpgKey, makeKey, signButton } from './window.ts';
import { like, t } from './words.ts';

let root: string;
let gnupg: string;
let it: Started;

test.beforeAll(async () => {
  root = temporaryFolder();
  gnupg = gnupgHome(root);
  gpgKey(gnupg, 'Bob Example <bob@example.org>');
  it = await startApp({ env: { GNUPGHOME: gnupgHome(root, 'e') } });
  await makeKey(it.page, 'Ada Example', '');
});

test.afterAll(async () => {
  await it.close();
  endGnupg(gnupg);
  rmSync(root, { recursive: true, force: true });
});

/** A sparse file: so many bytes, and no room on the disk. */
function sparse(name: string, bytes: number): string {
  const path = join(root, name);
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

test('while files are dragged over the window its halves say what each does, and no longer', async () => {
  const { page } = it;
  const file = join(root, 'dragged.bin');
  writeFileSync(file, 'x');
  const layer = page.getByRole('region', { name: t('drop.title') });
  await dragOver(page, [file]);
  await expect(layer).toContainText(t('drop.verify'));
  await expect(layer).toContainText(t('drop.sign'));
  await dragAway(page);
  await expect(layer).toBeHidden();
});

test('a large file is signed with progress, and Cancel leaves nothing behind', async () => {
  const { page } = it;
  mkdirSync(join(root, 'big'));
  const file = sparse(join('big', 'disk-1.0.img'), 24 * 1024 ** 3);
  await dropOn(page, 'sign', [file]);
  await signButton(page, 1).click();
  const running = page.getByRole('region', { name: t('progress.title') });
  await expect(running).toContainText(like('progress.bytesOf', { total: /25\.8 GB/ }));
  await expect(running).toContainText('/s');
  await expect(page.getByText(t('strip.jobs', { count: 1 }))).toBeVisible();
  // Where the system chooses the colours, what is done stands out from what is left all the same.
  await page.emulateMedia({ forcedColors: 'active' });
  const colours = await running.locator('.mantine-Progress-root, .mantine-Progress-section').evaluateAll((parts) =>
    parts.map((part) => {
      const { forcedColorAdjust, backgroundColor } = getComputedStyle(part) as CSSStyleDeclaration & {
        forcedColorAdjust: string;
      };
      // Where this is `auto`, the system paints over the background.
      return forcedColorAdjust === 'none' ? backgroundColor : 'painted over';
    }),
  );
  await page.emulateMedia({ forcedColors: null });
  expect(colours).toHaveLength(2);
  expect(new Set(colours).size).toBe(2);
  expect(colours).not.toContain('painted over');
  await running.getByRole('button', { name: t('common.cancel') }).click();
  await expect(
    page
      .getByText(like('receipt.cancelled'))
      .or(page.getByText(t('sign.cancelled')))
      .first(),
  ).toBeVisible();
  await expect(page.getByText(t('strip.jobs', { count: 1 }))).toBeHidden();
  expect(readdirSync(join(root, 'big'))).toEqual(['disk-1.0.img']);
  await page.getByRole('button', { name: t('sign.more') }).click();
});

test('a large file over 2 GiB is checked with progress; Cancel stops it, and the window answers meanwhile', async () => {
  const { page } = it;
  const file = sparse('disk-2.0.img', 24 * 1024 ** 3);
  writeFileSync(`${file}.sha256`, `${'0'.repeat(64)}  disk-2.0.img\n`);
  await check(page, [file, `${file}.sha256`]);
  const running = page.getByRole('region', { name: t('progress.title') });
  await expect(running).toContainText(like('progress.bytesOf', { total: /25\.8 GB/ }));
  await goTo(page, 'keys');
  await expect(page.getByRole('button', { name: t('keys.generate') })).toBeVisible();
  await goTo(page, 'verify');
  await running.getByRole('button', { name: t('common.cancel') }).click();
  await expect(page.getByText(t('verify.cancelled'))).toBeVisible();
  rmSync(file);
  rmSync(`${file}.sha256`);
});

test('a second start hands its files to the open window', async () => {
  const { page, home } = it;
  const file = join(root, 'handed-1.0.tar');
  writeFileSync(file, 'x');
  await pressMenu(it.app, 'new');
  await goTo(page, 'settings');
  const words = [...(isRoot ? ['--no-sandbox'] : []), appFolder, '--home', home, file];
  const other = spawn(await electronProgram(), words, { stdio: 'ignore' });
  expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(0);
  await expectCard(page, { verdict: 'incomplete', sentence: sentence('nothing-to-check', { name: 'handed-1.0.tar' }) });
});

test('Activity opens an old result with its date, and checks again', async () => {
  const { page } = it;
  const file = join(root, 'again-1.0.tar');
  writeFileSync(file, 'again');
  gpg(gnupg, '--armor', '--detach-sign', file);
  await ask(page, 'keys.import', { files: [], text: gpg(gnupg, '--armor', '--export') });
  await check(page, [file]);
  await expectCard(page, { verdict: 'untrusted', sentence: /Bob Example/ });
  writeFileSync(file, 'changed');
  await goTo(page, 'activity');
  await page.locator('.result-row', { hasText: 'again-1.0.tar' }).first().click();
  const old = await expectCard(page, { verdict: 'untrusted', sentence: /Bob Example/ });
  await expect(old.getByText(like('card.checkedOn'))).toBeVisible();
  await page.getByRole('button', { name: t('activity.again') }).click();
  const fresh = await expectCard(page, {
    verdict: 'invalid',
    sentence: sentence('tampered', { name: 'again-1.0.tar', signer: 'Bob Example' }),
  });
  await expect(fresh.getByText(like('card.checkedOn'))).toBeHidden();
  await page.getByRole('button', { name: t('activity.back') }).click();
});

test('while Work offline is on, no socket to the network is opened, even when something is asked', async () => {
  test.skip(!existsSync('/usr/bin/strace'), 'strace is not installed');
  const trace = join(root, 'trace');
  const program = join(root, 'traced');
  writeFileSync(
    program,
    `#!/bin/sh\nexec strace -f -qq -e trace=connect,sendto,sendmsg -e signal=none -o '${trace}' '${await electronProgram()}' "$@"\n`,
    { mode: 0o755 },
  );
  const traced = await startApp({
    program,
    args: isRoot ? ['--no-sandbox'] : [],
    env: { GNUPGHOME: gnupgHome(root, 'e') },
  });
  try {
    const { page } = traced;
    await page
      .getByRole('switch', { name: t('strip.offline') })
      .first()
      .click({ force: true });
    await expect.poll(async () => (await ask(page, 'settings.get', null)).offline).toBe(true);
    await ask(page, 'keys.import', { files: [], text: gpg(gnupg, '--armor', '--export') });
    const before = readFileSync(trace, 'utf8').length;
    const [key] = await ask(page, 'keys.list', null);
    for (const from of ['wkd', 'keyserver'] as const) {
      await expect(ask(page, 'keys.lookup', { query: 'somebody@example.org', from })).rejects.toThrow('offline');
      await expect(ask(page, 'keys.refresh', { key: key!.id, from })).rejects.toThrow('offline');
    }
    await goTo(page, 'keys');
    await page.getByRole('button', { name: t('keys.lookUp') }).click();
    await page.getByLabel(t('lookUp.query')).fill('somebody@example.org');
    await expect(page.getByText(t('lookUp.offline'))).toBeVisible();
    await expect(page.getByRole('button', { name: t('lookUp.keyserver') })).toBeDisabled();
    await check(page, [join(root, 'again-1.0.tar')]);
    await expect(page.locator('.verdict-card')).toBeVisible();
    const since = readFileSync(trace, 'utf8').slice(before);
    expect(since.split('\n').filter((line) => /AF_INET6?\b/.test(line))).toEqual([]);
  } finally {
    await traced.close();
  }
});

test('strace would have seen a socket', () => {
  test.skip(!existsSync('/usr/bin/strace'), 'strace is not installed');
  const seen = execFileSync('sh', [
    '-c',
    `strace -f -qq -e trace=connect -o '${join(root, 'proof')}' node -e "require('net').connect(9,'127.0.0.1').on('error',()=>{})"; cat '${join(root, 'proof')}'`,
  ]).toString();
  expect(seen).toContain('AF_INET');
});

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerSaveDialog, copiedText } from './gestures.ts';
import { answer, next, sentence } from './card-words.ts';
import { check, dropOn, endGnupg, expectCard, gnupgHome, goTo, gpg, makeKey, nextStep, signButton } from './window.ts';
import { t } from './words.ts';

// A release manager signs; somebody else, in a second home, reads what came of it. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });

let root: string;
let release: string;
let download: string;
let user: string;
let ada: Started;
let stranger: Started;
let fingerprint: string;

const passphrase = 'a long enough passphrase';
const inRelease = (name: string) => join(release, name);
const inDownload = (name: string) => join(download, name);

/** What people download: everything that is not hidden, as it is in the release now. */
function fetchRelease(): void {
  for (const name of readdirSync(release).filter((each) => !each.startsWith('.')))
    copyFileSync(inRelease(name), inDownload(name));
}

test.beforeAll(async () => {
  root = temporaryFolder();
  release = join(root, 'release');
  download = join(root, 'download');
  user = gnupgHome(root, 'u');
  for (const folder of [release, download, join(root, 'e')]) mkdirSync(folder, { mode: 0o700 });
  writeFileSync(inRelease('widget-2.1.tar'), Buffer.alloc(300_000, 'widget '));
  writeFileSync(inRelease('notes.txt'), 'Version 2.1\n');
  writeFileSync(inRelease('.hidden'), 'x');
  writeFileSync(inRelease('old.sig'), 'an old signature');
  writeFileSync(inRelease('MD5SUMS'), `${'0'.repeat(32)}  widget-2.0.tar\n`);
  const env = { GNUPGHOME: join(root, 'e') };
  ada = await startApp({ env });
  stranger = await startApp({ env });
});

test.afterAll(async () => {
  await ada.close();
  await stranger.close();
  endGnupg(user);
  rmSync(root, { recursive: true, force: true });
});

test('makes a key, backs it up, and saves the revocation certificate apart', async () => {
  const { page, app } = ada;
  await goTo(page, 'sign');
  await expect(page.getByRole('heading', { name: t('sign.noKeyTitle') })).toBeVisible();
  await page.getByRole('button', { name: t('sign.makeKey') }).click();
  await makeKey(page, 'Ada Example', 'ada@example.org', 'Widget');

  const beside = page.getByRole('complementary', { name: t('keys.beside.made') });
  await expect(beside.getByRole('heading', { name: t('keys.backItUp') })).toBeVisible();
  const backup = join(root, 'ada.backup');
  await answerSaveDialog(app, backup);
  await beside.getByLabel(t('store.passphrase')).fill(passphrase);
  await beside.getByLabel(t('prompt.again')).fill(passphrase);
  await beside.getByRole('button', { name: t('keys.saveBackup') }).click();
  await expect(page.getByText(t('keys.done.saved'))).toBeVisible();
  expect(gpg(user, '--passphrase', passphrase, '--decrypt', backup).length).toBeGreaterThan(1000);

  const revocation = join(root, 'ada.rev');
  await answerSaveDialog(app, revocation);
  await beside.getByRole('button', { name: t('keys.saveRevocation') }).click();
  await expect.poll(() => existsSync(revocation)).toBe(true);
  expect(readFileSync(revocation, 'utf8')).toContain('BEGIN PGP');
  await beside.getByRole('button', { name: t('keys.later') }).click();
  await expect(page.getByRole('complementary', { name: t('keys.beside.key') })).toContainText(t('place.keychain'));

  const listed = await page.evaluate(() => window.countersign.call('keys.list', null));
  if (!listed.ok) throw new Error(listed.code);
  fingerprint = listed.value[0]!.fingerprint;
  expect(listed.value[0]).toMatchObject({ secret: 'keychain', canSign: true });
});

test('drops a folder on its half, and sees what is left out and what will be written', async () => {
  const { page } = ada;
  await dropOn(page, 'sign', [release]);
  await expect(page.getByRole('heading', { name: t('sign.title') })).toBeVisible();
  for (const name of ['widget-2.1.tar', 'notes.txt']) await expect(page.getByRole('checkbox', { name })).toBeChecked();
  for (const [name, why] of [
    ['.hidden', t('leftOut.hidden')],
    ['old.sig', t('leftOut.signature')],
    ['MD5SUMS', t('leftOut.manifest')],
  ] as const) {
    await expect(page.getByRole('checkbox', { name })).not.toBeChecked();
    await expect(page.locator('.file-line', { hasText: name })).toContainText(why);
  }
  const preview = page.getByRole('region', { name: t('sign.preview') });
  await expect(preview.locator('.output-line')).toHaveText([
    'notes.txt.asc',
    'widget-2.1.tar.asc',
    'SHA256SUMS',
    'SHA256SUMS.asc',
  ]);
  await expect(page.getByRole('checkbox', { name: /Ada Example/ })).toBeChecked();
});

test('signs, and reads a receipt that plain gpg and sha256sum confirm', async () => {
  const { page, app } = ada;
  await page
    .getByRole('button', { name: t('sign.doBoth', { count: 2, list: 'SHA256SUMS', who: 'Ada Example' }) })
    .click();
  await expect(page.getByRole('heading', { name: t('receipt.both', { count: 2, list: 'SHA256SUMS' }) })).toBeFocused();
  await expect(page.getByRole('list', { name: t('receipt.writtenList') }).getByRole('listitem')).toHaveCount(4);

  await page.getByRole('button', { name: t('receipt.copyInstructions') }).click();
  await expect(page.getByRole('button', { name: t('common.copied') })).toBeVisible();
  const copied = await copiedText(app);
  expect(copied).toContain('gpg --verify SHA256SUMS.asc');
  expect(copied.replaceAll(' ', '')).toContain(fingerprint);

  const shown = await app.evaluate(({ shell }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { shownPaths: seen });
    shell.showItemInFolder = (path) => void seen.push(path);
    return seen;
  });
  expect(shown).toEqual([]);
  await page.getByRole('button', { name: t('receipt.show') }).click();
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { shownPaths: string[] }).shownPaths.length))
    .toBe(1);

  const text = await page.evaluate(
    (key) => window.countersign.call('keys.publishText', { key }),
    await page.evaluate(async () => {
      const listed = await window.countersign.call('keys.list', null);
      return listed.ok ? (listed.value[0]?.id ?? '') : '';
    }),
  );
  if (!text.ok) throw new Error(text.code);
  writeFileSync(join(root, 'page.txt'), text.value.text);
  gpg(user, '--import', join(root, 'page.txt'));
  for (const [signature, file] of [
    ['SHA256SUMS.asc', 'SHA256SUMS'],
    ['widget-2.1.tar.asc', 'widget-2.1.tar'],
    ['notes.txt.asc', 'notes.txt'],
  ] as const)
    expect(gpg(user, '--status-fd', '1', '--verify', inRelease(signature), inRelease(file))).toContain('VALIDSIG');
  const summed = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: release, encoding: 'utf8' });
  expect(summed.trim().split('\n').sort()).toEqual(['notes.txt: OK', 'widget-2.1.tar: OK']);
});

test('what she signed herself is green in her own window, once she says whose release it is', async () => {
  const { page } = ada;
  await check(page, [inRelease('widget-2.1.tar'), inRelease('SHA256SUMS'), inRelease('SHA256SUMS.asc')]);
  const card = await expectCard(page, {
    verdict: 'untrusted',
    sentence: sentence('known-elsewhere', { name: 'widget-2.1.tar', signer: 'Ada Example', elsewhere: 'Widget' }),
    next: next('known-elsewhere', {}),
  });
  await nextStep(card).click();
  await card.getByRole('button', { name: t('sayWhether.yes', { elsewhere: 'Widget' }) }).click();
  await expectCard(page, {
    verdict: 'verified',
    sentence: sentence('verified-own-key', { name: 'widget-2.1.tar', signer: 'Ada Example' }),
    expected: answer('expected', 'own'),
  });
});

test('signing again asks before it overwrites, and Cancel leaves all as it was', async () => {
  const { page } = ada;
  await goTo(page, 'sign');
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [release]);
  const before = readFileSync(inRelease('SHA256SUMS.asc'));
  await expect(page.getByText(t('sign.exists')).first()).toBeVisible();
  await signButton(page, 2).click();
  const sheet = page.getByRole('dialog', { name: t('sign.overwriteTitle', { count: 4 }) });
  await expect(sheet.locator('li')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(signButton(page, 2)).toBeFocused();
  expect(readFileSync(inRelease('SHA256SUMS.asc'))).toEqual(before);
  await signButton(page, 2).click();
  await sheet.getByRole('button', { name: t('sign.overwrite') }).click();
  await expect(page.getByRole('heading', { name: t('receipt.both', { count: 2, list: 'SHA256SUMS' }) })).toBeVisible();
  expect(readdirSync(release).filter((name) => name.includes('tmp'))).toEqual([]);
});

test('a stranger without the key is told so, and what to do', async () => {
  fetchRelease();
  rmSync(inDownload('widget-2.1.tar.asc'));
  const { page } = stranger;
  await check(page, [inDownload('widget-2.1.tar'), inDownload('SHA256SUMS'), inDownload('SHA256SUMS.asc')]);
  const card = await expectCard(page, {
    verdict: 'incomplete',
    sentence: sentence('key-missing', { name: 'widget-2.1.tar', keyId: /…\w{8}/ }),
    signed: answer('signed', 'keyMissing', { who: /…\w{8}/ }),
    expected: answer('expected', 'unknown'),
    next: next('key-missing', {}),
  });
  await nextStep(card).click();
  await expect(card.getByText(t('lookUp.explain'))).toBeVisible();
  await expect(card.getByText(t('lookUp.provesNothing'))).toBeVisible();
});

test('with the key she is somebody who uses a name, and only a comparison changes that', async () => {
  const { page } = stranger;
  const key = join(root, 'ada.asc');
  writeFileSync(key, /-----BEGIN[\s\S]*-----END.*\n/.exec(readFileSync(join(root, 'page.txt'), 'utf8'))![0]);
  await goTo(page, 'keys');
  await dropOn(page, 'keys', [key]);
  await expect(page.getByText(t('keys.done.imported'))).toBeVisible();
  await check(page, [inDownload('widget-2.1.tar'), inDownload('SHA256SUMS'), inDownload('SHA256SUMS.asc')]);
  const card = await expectCard(page, {
    verdict: 'untrusted',
    sentence: sentence('first-time', { name: 'widget-2.1.tar', signer: 'Ada Example' }),
    unchanged: answer('unchanged', 'asSignedByWhoever'),
    signed: answer('signed', 'claimed', { who: 'Ada Example' }),
    expected: answer('expected', 'notSaid'),
    next: next('first-time', {}),
  });
  await nextStep(card).click();
  const form = card.getByRole('form', { name: t('compare.title') });
  await expect(form.getByLabel(t('compare.publisher'))).toBeFocused();
  await form.getByLabel(t('compare.publisher')).fill('Widget');
  const paste = form.getByLabel(t('compare.paste'));
  const other = fingerprint.slice(0, 39) + (fingerprint.endsWith('0') ? '1' : '0');
  for (const wrong of [other, fingerprint.slice(-16), 'Ada Example']) {
    await paste.fill(wrong);
    await form.getByRole('button', { name: t('compare.do') }).click();
    await expect(form.getByRole('alert')).toBeVisible();
    await expect(card).toHaveClass(/tone-untrusted/);
  }
  await paste.fill('0'.repeat(40));
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expect(form.getByRole('alert')).toContainText(t('error:not-expected-key.title'));
  await expect(form.getByRole('alert')).toContainText(t('error:not-expected-key.advice'));
  const pins = await page.evaluate(() => window.countersign.call('publishers.list', null));
  expect(pins.ok && pins.value.flatMap((publisher) => publisher.pins)).toEqual([]);

  // As it stands on the project's page: in groups of four.
  const onPage = /(?:[0-9A-F]{4} +){9}[0-9A-F]{4}/.exec(readFileSync(join(root, 'page.txt'), 'utf8'));
  await paste.fill(onPage?.[0] ?? fingerprint);
  await form.getByRole('button', { name: t('compare.do') }).click();
  await expectCard(page, {
    verdict: 'verified',
    sentence: sentence('verified-by-manifest', {
      name: 'widget-2.1.tar',
      publisher: 'Widget',
      signer: 'Ada Example',
    }),
    unchanged: answer('unchanged', 'yes'),
    signed: 'Ada Example',
    expected: answer('expected', 'yes', { publisher: 'Widget' }),
    next: next('verified-by-manifest', {}),
  });
  await expect(page.getByText(t('card.notHarmless'))).toBeVisible();
});

test('one changed byte is red', async () => {
  const { page } = stranger;
  const bytes = readFileSync(inDownload('widget-2.1.tar'));
  bytes[1000]! ^= 1;
  writeFileSync(inDownload('widget-2.1.tar'), bytes);
  await check(page, [inDownload('widget-2.1.tar'), inDownload('SHA256SUMS'), inDownload('SHA256SUMS.asc')]);
  await expectCard(page, {
    verdict: 'invalid',
    sentence: sentence('list-mismatch', { name: 'widget-2.1.tar', list: 'SHA256SUMS' }),
    unchanged: answer('unchanged', 'no'),
  });
  rmSync(inDownload('SHA256SUMS.asc'));
  rmSync(inDownload('SHA256SUMS'));
  copyFileSync(inRelease('widget-2.1.tar.asc'), inDownload('widget-2.1.tar.asc'));
  await check(page, [inDownload('widget-2.1.tar')]);
  const card = await expectCard(page, {
    verdict: 'invalid',
    sentence: sentence('tampered', { name: 'widget-2.1.tar', signer: 'Ada Example' }),
    unchanged: answer('unchanged', 'no'),
    signed: answer('signed', 'bad', { who: 'Ada Example' }),
    expected: answer('expected', 'notFitting'),
    next: next('tampered', {}),
  });
  await expect(card.locator('.advice li')).toHaveText([
    t('advice.keepOld'),
    t('advice.getBoth'),
    t('advice.dropBoth'),
    t('advice.tellThem'),
  ]);
});

test('the next release of the same name is green without a word', async () => {
  const next = join(root, 'next');
  mkdirSync(next);
  writeFileSync(join(next, 'widget-2.2.tar'), Buffer.alloc(100_000, 'newer '));
  const { page } = ada;
  await goTo(page, 'sign');
  await page.getByRole('button', { name: t('sign.more') }).click();
  await dropOn(page, 'sign', [join(next, 'widget-2.2.tar')]);
  await signButton(page, 1).click();
  await expect(page.getByRole('heading', { name: t('receipt.both', { count: 1, list: 'SHA256SUMS' }) })).toBeVisible();
  await check(stranger.page, [join(next, 'widget-2.2.tar')]);
  await expectCard(stranger.page, {
    verdict: 'verified',
    sentence: sentence('verified', {
      name: 'widget-2.2.tar',
      publisher: 'Widget',
      signer: 'Ada Example',
      since: /.*/,
    }),
    expected: answer('expected', 'yes', { publisher: 'Widget' }),
  });
});

test('another key with her name is not her: red, and it names what changed', async () => {
  const attacker = gnupgHome(root, 'a');
  const evil = join(root, 'evil');
  mkdirSync(evil);
  writeFileSync(join(evil, 'widget-2.3.tar'), 'malware');
  gpg(attacker, '--quick-generate-key', 'Ada Example <ada@example.org>', 'ed25519', 'sign', 'never');
  gpg(attacker, '--armor', '--detach-sign', join(evil, 'widget-2.3.tar'));
  writeFileSync(join(evil, 'KEY.asc'), gpg(attacker, '--armor', '--export'));
  endGnupg(attacker);
  const { page } = stranger;
  await check(
    page,
    ['widget-2.3.tar', 'widget-2.3.tar.asc', 'KEY.asc'].map((name) => join(evil, name)),
  );
  const card = await expectCard(page, {
    verdict: 'invalid',
    sentence: sentence('signer-changed', {
      publisher: 'Widget',
      since: /.*/,
      expected: /Ada Example \(…\w{8}\)/,
      name: 'widget-2.3.tar',
      signer: /Ada Example \(…\w{8}\)/,
    }),
    unchanged: answer('unchanged', 'asSignedUseless'),
    expected: answer('expected', 'somebodyElse', { publisher: 'Widget' }),
    next: next('signer-changed', {}),
  });
  await nextStep(card).click();
  const both = card.locator('.both');
  await expect(both.getByRole('heading', { name: t('both.expected') })).toBeVisible();
  await expect(both).toContainText(fingerprint.replace(/(.{4})(?=.)/g, '$1 '));
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Locator } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';
import { answer, next, sentence } from './card-words.ts';
import { check, endGnupg, expectCard, gnupgHome, goTo, gpg, gpgKey, nextStep, type Card } from './window.ts';
import { like, t } from './words.ts';

let root: string;
let signers: string;
let it: Started;

test.beforeAll(async () => {
  root = temporaryFolder();
  signers = gnupgHome(root);
  mkdirSync(join(root, 'e'), { mode: 0o700 });
  it = await startApp({ env: { GNUPGHOME: join(root, 'e') } });
  for (const name of ['Ada Example', 'Bob Example'])
    gpgKey(signers, `${name} <${name.slice(0, 3).toLowerCase()}@example.org>`);
  await addKey('Ada');
  await it.app.evaluate(({ shell }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { shownPaths: seen });
    shell.showItemInFolder = (path) => void seen.push(path);
  });
});

test.afterAll(async () => {
  await it.close();
  endGnupg(signers);
  rmSync(root, { recursive: true, force: true });
});

let folders = 0;
/** A fresh folder for one case. */
function place(): {
  write: (name: string, content: string | Uint8Array) => string;
  at: (name: string) => string;
  folder: string;
} {
  const folder = join(root, `c${++folders}`);
  mkdirSync(folder);
  const at = (name: string) => join(folder, name);
  return {
    folder,
    at,
    write: (name, content) => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
      return at(name);
    },
  };
}

/** Adds a signer's public key as a user does: by pasting it. */
async function addKey(who: string): Promise<void> {
  const { page } = it;
  await goTo(page, 'keys');
  await page.getByRole('button', { name: t('keys.import') }).click();
  await page.getByLabel(t('keys.importPaste')).fill(gpg(signers, '--armor', '--export', who));
  await page.getByRole('button', { name: t('keys.add'), exact: true }).click();
  await expect(page.getByText(t('keys.done.imported'))).toBeVisible();
}

const sign = (file: string, ...more: string[]) =>
  gpg(signers, '--local-user', 'Ada', '--armor', ...more, '--detach-sign', file);

/** The step lies outside of the window: it is told at once, and what comes of it can be checked. */
async function advises(
  card: Locator,
  words: string | RegExp,
  button: 'checkNew' | 'checkAgain' = 'checkNew',
): Promise<void> {
  await expect(card.locator('.advice li').filter({ hasText: words })).toBeVisible();
  await expect(card.getByRole('button', { name: t(`card.${button}`) })).toBeVisible();
}

/** The next step opens the dialog for files, and what is chosen joins this check. */
async function addsFiles(card: Locator, paths: string[], then: Card): Promise<void> {
  await answerOpenDialog(it.app, paths);
  await nextStep(card).click();
  await expectCard(it.page, then);
}

const first = (name: string): Card => ({
  verdict: 'untrusted',
  signed: answer('signed', 'claimed', { who: 'Ada Example' }),
  sentence: sentence('first-time', { signer: 'Ada Example', name }),
});

test('an artifact alone: add a signature, which joins the check', async () => {
  const { write, at } = place();
  const elsewhere = place();
  await check(it.page, [write('tool-1.0.tar', 'tool')]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('nothing-to-check', { name: 'tool-1.0.tar' }),
    unchanged: answer('unchanged', 'unknown'),
    signed: answer('signed', 'nobody'),
    expected: answer('expected', 'unknown'),
    next: next('nothing-to-check', {}),
  });
  await expect(card.getByText(t('now.wait'))).toBeVisible();
  const how = like('verdict:nothing-to-check.how', { name: 'tool-1.0.tar' });
  await expect(card.locator('p').filter({ hasText: how })).toBeVisible();
  sign(at('tool-1.0.tar'));
  copyFileSync(at('tool-1.0.tar.asc'), elsewhere.at('signature.asc'));
  rmSync(at('tool-1.0.tar.asc'));
  await addsFiles(card, [elsewhere.at('signature.asc')], first('tool-1.0.tar'));
});

test('a signature alone asks for its artifact', async () => {
  const { write, at } = place();
  sign(write('tool-1.1.tar', 'tool'));
  const elsewhere = place();
  copyFileSync(at('tool-1.1.tar.asc'), elsewhere.at('tool-1.1.tar.asc'));
  await check(it.page, [elsewhere.at('tool-1.1.tar.asc')]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('signature-without-artifact', { signature: 'tool-1.1.tar.asc', name: 'tool-1.1.tar' }),
    next: next('signature-without-artifact', { name: 'tool-1.1.tar' }),
  });
  await addsFiles(card, [at('tool-1.1.tar')], first('tool-1.1.tar'));
});

test('a key where the signature should be', async () => {
  const { write } = place();
  await check(it.page, [
    write('tool-1.2.tar', 'tool'),
    write('tool-1.2.tar.asc', gpg(signers, '--armor', '--export', 'Ada')),
  ]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('key-instead-of-signature', { signature: 'tool-1.2.tar.asc', name: 'tool-1.2.tar' }),
    signed: answer('signed', 'nobody'),
    next: next('key-instead-of-signature', {}),
  });
  await advises(card, t('advice.pageForSignature'));
  await expect(card.getByText(t('advice.keepOld'))).toBeHidden();
});

test('a web page where the signature should be is red and says so', async () => {
  const { write } = place();
  await check(it.page, [
    write('tool-1.3.tar', 'tool'),
    write('tool-1.3.tar.asc', '<!DOCTYPE html><html><head><title>404</title></head><body>Not Found</body></html>'),
  ]);
  const card = await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('signature-is-web-page', { signature: 'tool-1.3.tar.asc' }),
    next: next('signature-is-web-page', {}),
  });
  await expect(card.getByText(t('now.waitName', { name: 'tool-1.3.tar' }))).toBeVisible();
  await advises(card, t('advice.saveLink'));
});

test('an empty signature', async () => {
  const { write } = place();
  await check(it.page, [write('tool-1.4.tar', 'tool'), write('tool-1.4.tar.asc', '')]);
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('signature-is-empty', { signature: 'tool-1.4.tar.asc' }),
    next: next('signature-is-empty', {}),
  });
});

test('a list that nobody signed: add the list’s signature', async () => {
  const { write, at } = place();
  const file = write('tool-1.5.tar', 'tool');
  write('SHA256SUMS', execFileSync('sha256sum', ['tool-1.5.tar'], { cwd: dirname(file) }));
  await check(it.page, [file, at('SHA256SUMS')]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('list-unsigned', { name: 'tool-1.5.tar', list: 'SHA256SUMS' }),
    unchanged: answer('unchanged', 'listed'),
    next: next('list-unsigned', {}),
  });
  sign(at('SHA256SUMS'));
  await addsFiles(card, [at('SHA256SUMS.asc')], first('tool-1.5.tar'));
});

test('a digest that was pasted says only that the download arrived', async () => {
  const { write } = place();
  const file = write('tool-1.6.tar', 'tool');
  await check(it.page, [file]);
  await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('nothing-to-check', { name: 'tool-1.6.tar' }),
  });
  const paste = (text: string) =>
    it.page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  await paste(createHash('sha256').update('tool').digest('hex'));
  await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('digest-only', { name: 'tool-1.6.tar' }),
    unchanged: answer('unchanged', 'digestOnly'),
    next: next('digest-only', {}),
  });
  await check(it.page, [file]);
  await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('nothing-to-check', { name: 'tool-1.6.tar' }),
  });
  await paste('0'.repeat(64));
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('digest-mismatch', { name: 'tool-1.6.tar' }),
    unchanged: answer('unchanged', 'no'),
    next: next('digest-mismatch', {}),
  });
});

test('an md5 that fits is not enough', async () => {
  const { write } = place();
  const file = write('tool-1.7.tar', 'tool');
  await check(it.page, [
    file,
    write('tool-1.7.tar.md5', `${createHash('md5').update('tool').digest('hex')}  tool-1.7.tar\n`),
  ]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('weak-sum-only', { name: 'tool-1.7.tar', method: 'MD5' }),
    unchanged: answer('unchanged', 'weakSum'),
    next: next('weak-sum-only', {}),
  });
  expect(await nextStep(card).isEnabled()).toBe(true);
});

test('a signature that was renamed is red, and says whose it looks to be', async () => {
  const { write, at } = place();
  sign(write('other-1.0.tar', 'other'));
  rmSync(at('other-1.0.tar'));
  await check(it.page, [write('tool-1.8.tar', 'evil'), at('other-1.0.tar.asc')]);
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('wrong-signature', { name: 'tool-1.8.tar', other: 'other-1.0.tar' }),
    unchanged: answer('unchanged', 'doesNotFit'),
    next: next('wrong-signature', { name: 'tool-1.8.tar', other: 'other-1.0.tar' }),
  });
});

test('a signature of another file that is there belongs to that one', async () => {
  const { write, at } = place();
  sign(write('other-1.1.tar', 'other'));
  const tool = write('tool-1.9.tar', 'tool');
  await check(it.page, [tool, at('other-1.1.tar'), at('other-1.1.tar.asc')]);
  await it.page.getByRole('option', { name: /^tool-1\.9\.tar/ }).click();
  await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('nothing-to-check', { name: 'tool-1.9.tar' }),
  });
});

test('a file that nothing covers in a signed folder is a result of its own', async () => {
  const { write, at, folder } = place();
  const file = write('tool-2.0.tar', 'tool');
  write('SHA256SUMS', execFileSync('sha256sum', ['tool-2.0.tar'], { cwd: dirname(file) }));
  sign(at('SHA256SUMS'));
  write('setup.exe', 'MZ');
  await check(it.page, [folder]);
  const rows = it.page.getByRole('listbox', { name: t('summary.list') });
  await rows.getByRole('option', { name: /^setup\.exe/ }).click();
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('nothing-covers', { name: 'setup.exe' }),
    next: next('nothing-covers', { name: 'setup.exe' }),
  });
  expect(await nextStep(card).isEnabled()).toBe(true);
});

test('a kernel’s signature covers the unpacked file', async () => {
  const { write, at } = place();
  sign(write('linux-6.1.tar', 'kernel'), '--output', at('linux-6.1.tar.sign'));
  execFileSync('gzip', [at('linux-6.1.tar')]);
  await check(it.page, [at('linux-6.1.tar.gz'), at('linux-6.1.tar.sign')]);
  await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: sentence('covers-unpacked', {
      signature: 'linux-6.1.tar.sign',
      other: 'linux-6.1.tar',
      name: 'linux-6.1.tar.gz',
    }),
    next: next('covers-unpacked', { other: 'linux-6.1.tar' }),
  });
});

test('a signature dated ahead asks whether the clock is right', async () => {
  const { write } = place();
  const file = write('tool-2.1.tar', 'tool');
  sign(file, '--faked-system-time', '20330101T000000!', '--allow-weak-digest-algos');
  await check(it.page, [file]);
  const card = await expectCard(it.page, {
    verdict: 'untrusted',
    sentence: sentence('dated-in-future', { name: 'tool-2.1.tar', signedAt: /.*2033.*/ }),
    next: next('dated-in-future', {}),
  });
  await advises(card, like('advice.lookAtClock'), 'checkAgain');
});

test('SHA-1 over the data can be forged', async () => {
  const { write } = place();
  const file = write('tool-2.2.tar', 'tool');
  sign(file, '--digest-algo', 'SHA1', '--allow-weak-digest-algos');
  await check(it.page, [file]);
  const card = await expectCard(it.page, {
    verdict: 'untrusted',
    sentence: sentence('weak-method', { name: 'tool-2.2.tar', method: 'SHA-1' }),
    unchanged: answer('unchanged', 'weak'),
    next: next('weak-method', {}),
  });
  await advises(card, t('advice.lookForNewer'));
});

test('two signatures, one of them bad: red, and it names the good one', async () => {
  const { write, at } = place();
  await addKey('Bob');
  const file = write('tool-2.3.tar', 'tool');
  const good = sign(file, '--output', '-');
  const other = write('x', 'something else');
  const bad = gpg(signers, '--local-user', 'Bob', '--armor', '--output', '-', '--detach-sign', other);
  rmSync(other);
  write('tool-2.3.tar.asc', good);
  write('tool-2.3.tar.sig', bad);
  await check(it.page, [file, at('tool-2.3.tar.asc'), at('tool-2.3.tar.sig')]);
  const card = await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('one-good-one-bad', { good: 'Ada Example', signer: 'Bob Example', name: 'tool-2.3.tar' }),
    signed: answer('signed', 'mixed'),
    next: next('one-good-one-bad', {}),
  });
  await nextStep(card).click();
  await expect(card.getByRole('heading', { name: t('both.fits'), exact: true })).toBeVisible();
  await expect(card.getByRole('heading', { name: t('both.doesNotFit'), exact: true })).toBeVisible();
});

test('a key reported stolen is red whatever the date', async () => {
  const { write } = place();
  gpgKey(signers, 'Eve Example <eve@example.org>');
  const file = write('tool-2.4.tar', 'tool');
  gpg(signers, '--local-user', 'Eve', '--armor', '--detach-sign', file);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(signers, '--with-colons', '--list-keys', 'Eve'))?.[1] ?? '';
  const revocation = join(signers, 'openpgp-revocs.d', `${fingerprint}.rev`);
  const text = execFileSync('sed', ['s/^:-----/-----/', revocation], { encoding: 'utf8' });
  write('rev.asc', text);
  execFileSync('gpg', ['--batch', '--import'], {
    env: { ...process.env, GNUPGHOME: signers },
    input: text,
    stdio: 'pipe',
  });
  await addKey('Eve');
  await check(it.page, [file]);
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: sentence('key-revoked', { name: 'tool-2.4.tar', signer: 'Eve Example' }),
    signed: answer('signed', 'revoked', { who: 'Eve Example' }),
    expected: answer('expected', 'noDifference'),
    next: next('key-revoked', {}),
  });
});

test('Open folder shows the file that was checked', async () => {
  const { write, at } = place();
  const file = write('gadget-1.0.tar', 'gadget');
  sign(file);
  await check(it.page, [file]);
  const card = await expectCard(it.page, first('gadget-1.0.tar'));
  await nextStep(card).click();
  await card.getByLabel(t('compare.publisher')).fill('Gadget');
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(signers, '--with-colons', '--list-keys', 'Ada'))?.[1] ?? '';
  await card.getByLabel(t('compare.paste')).fill(fingerprint);
  await card.getByRole('button', { name: t('compare.do') }).click();
  const green = await expectCard(it.page, {
    verdict: 'verified',
    sentence: sentence('verified', { name: 'gadget-1.0.tar', publisher: 'Gadget', signer: 'Ada Example', since: /.*/ }),
    expected: answer('expected', 'yes', { publisher: 'Gadget' }),
    next: next('verified', {}),
  });
  await nextStep(green).click();
  await expect
    .poll(() => it.app.evaluate(() => (globalThis as unknown as { shownPaths: string[] }).shownPaths.at(-1)))
    .toBe(at('gadget-1.0.tar'));
});

test('a signer known from another project is asked about, and never green by one click on Yes alone', async () => {
  const { write } = place();
  const file = write('unrelated-1.0.tar', 'unrelated');
  sign(file);
  await check(it.page, [file]);
  const card = await expectCard(it.page, {
    verdict: 'untrusted',
    sentence: sentence('known-elsewhere', { name: 'unrelated-1.0.tar', signer: 'Ada Example', elsewhere: 'Gadget' }),
    expected: answer('expected', 'elsewhere', { elsewhere: 'Gadget' }),
    next: next('known-elsewhere', {}),
  });
  await nextStep(card).click();
  await card.getByRole('button', { name: t('sayWhether.no') }).click();
  await expect(card.getByRole('form', { name: t('compare.title') })).toBeVisible();
});

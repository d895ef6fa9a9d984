import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Locator } from './fixture.ts';
import { startApp, temporaryFolder, type Started } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';
import { check, endGnupg, expectCard, gnupgHome, goTo, gpg, gpgKey, nextStep, type Card } from './window.ts';

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
  await goTo(page, 'Keys');
  await page.getByRole('button', { name: 'Add a key …' }).click();
  await page.getByLabel('Pasted key').fill(gpg(signers, '--armor', '--export', who));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Added.')).toBeVisible();
}

const sign = (file: string, ...more: string[]) =>
  gpg(signers, '--local-user', 'Ada', '--armor', ...more, '--detach-sign', file);

/** Presses the next step and looks at what it opened or did. */
async function unfolds(card: Locator, words: string): Promise<void> {
  await nextStep(card).click();
  await expect(card.getByText(words)).toBeVisible();
}

/** The next step opens the dialog for files, and what is chosen joins this check. */
async function addsFiles(card: Locator, paths: string[], then: Card): Promise<void> {
  await answerOpenDialog(it.app, paths);
  await nextStep(card).click();
  await expectCard(it.page, then);
}

const FIRST: Omit<Card, 'sentence'> = { verdict: 'untrusted', signed: 'Somebody who uses the name “Ada Example”.' };
const first = (name: string): Card => ({
  ...FIRST,
  sentence: `Somebody who uses the name “Ada Example” signed ${name}. Anybody can choose that name; nobody has confirmed it here.`,
});

test('an artifact alone: add a signature, which joins the check', async () => {
  const { write, at } = place();
  const elsewhere = place();
  await check(it.page, [write('tool-1.0.tar', 'tool')]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: 'Nothing here says who made tool-1.0.tar.',
    unchanged: 'We can’t tell yet.',
    signed: 'Nobody that we can name.',
    expected: 'There is no signer to compare yet.',
    next: 'Add a signature',
  });
  await expect(card.getByText('A checksum only shows that the download arrived whole')).toBeVisible();
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
    sentence: "tool-1.1.tar.asc is a signature, but the file that it covers (tool-1.1.tar) isn't here.",
    next: 'Add tool-1.1.tar',
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
    sentence: 'tool-1.2.tar.asc is a key, not a signature of tool-1.2.tar.',
    signed: 'Nobody that we can name.',
    next: 'Download the signature',
  });
  await unfolds(card, 'Download the file and its signature again, from the project’s own page.');
  await expect(card.getByText('it is evidence')).toBeHidden();
});

test('a web page where the signature should be is red and says so', async () => {
  const { write } = place();
  await check(it.page, [
    write('tool-1.3.tar', 'tool'),
    write('tool-1.3.tar.asc', '<!DOCTYPE html><html><head><title>404</title></head><body>Not Found</body></html>'),
  ]);
  const card = await expectCard(it.page, {
    verdict: 'invalid',
    sentence: 'tool-1.3.tar.asc is not a signature but a web page, probably an error message.',
    next: 'Download the signature again',
  });
  await unfolds(card, 'Download the file and its signature again, from the project’s own page.');
});

test('an empty signature', async () => {
  const { write } = place();
  await check(it.page, [write('tool-1.4.tar', 'tool'), write('tool-1.4.tar.asc', '')]);
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: 'tool-1.4.tar.asc is empty: it holds no signature.',
    next: 'Download the signature again',
  });
});

test('a list that nobody signed: add the list’s signature', async () => {
  const { write, at } = place();
  const file = write('tool-1.5.tar', 'tool');
  write('SHA256SUMS', execFileSync('sha256sum', ['tool-1.5.tar'], { cwd: dirname(file) }));
  await check(it.page, [file, at('SHA256SUMS')]);
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: 'tool-1.5.tar arrived as the list SHA256SUMS says. Nothing says who wrote the list.',
    unchanged: 'It is as the list says. Nobody vouches for the list.',
    next: "Add the list's signature",
  });
  sign(at('SHA256SUMS'));
  await addsFiles(card, [at('SHA256SUMS.asc')], first('tool-1.5.tar'));
});

test('a digest that was pasted says only that the download arrived', async () => {
  const { write } = place();
  const file = write('tool-1.6.tar', 'tool');
  await check(it.page, [file]);
  await expectCard(it.page, { verdict: 'incomplete', sentence: /^Nothing here says/ });
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
    sentence: 'tool-1.6.tar has the digest that you gave. Nothing says who made it.',
    next: 'Add a signature',
  });
  await check(it.page, [file]);
  await expectCard(it.page, { verdict: 'incomplete', sentence: /^Nothing here says/ });
  await paste('0'.repeat(64));
  await expectCard(it.page, {
    verdict: 'invalid',
    sentence: 'Do not open tool-1.6.tar: it does not match the digest that you gave.',
    unchanged: 'No.',
    next: "Get it again from the project's own page, and copy the digest again",
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
    sentence: /^tool-1\.7\.tar matches its MD5, but MD5 can be forged\.$/i,
    unchanged: 'It fits a checksum that can be forged.',
    next: 'Look for a signature',
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
    sentence: 'The signature does not fit tool-1.8.tar; its name suggests that it is for other-1.0.tar.',
    unchanged: 'The signature that is here does not fit it.',
    next: "Add other-1.0.tar, or tool-1.8.tar's own signature",
  });
});

test('a signature of another file that is there belongs to that one', async () => {
  const { write, at } = place();
  sign(write('other-1.1.tar', 'other'));
  const tool = write('tool-1.9.tar', 'tool');
  await check(it.page, [tool, at('other-1.1.tar'), at('other-1.1.tar.asc')]);
  await expect(it.page.getByRole('heading', { name: /of 2 files/ })).toBeVisible();
  await it.page.getByRole('button', { name: /^tool-1\.9\.tar/ }).click();
  await expect(it.page.locator('.verdict-card')).toHaveClass(/tone-incomplete/);
});

test('a file that nothing covers in a signed folder is a result of its own', async () => {
  const { write, at, folder } = place();
  const file = write('tool-2.0.tar', 'tool');
  write('SHA256SUMS', execFileSync('sha256sum', ['tool-2.0.tar'], { cwd: dirname(file) }));
  sign(at('SHA256SUMS'));
  write('setup.exe', 'MZ');
  await check(it.page, [folder]);
  const rows = it.page.getByRole('list', { name: 'Results, the worst first' });
  await expect(rows).toBeVisible();
  await rows.getByRole('button', { name: /setup\.exe/ }).click();
  const card = await expectCard(it.page, {
    verdict: 'incomplete',
    sentence: 'setup.exe is in this folder, but nothing covers it.',
    next: "Don't open it, or find its signature",
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
    sentence: "linux-6.1.tar.sign covers linux-6.1.tar, the unpacked file. We can't check linux-6.1.tar.gz as it is.",
    next: 'Unpack linux-6.1.tar.gz and check linux-6.1.tar',
  });
});

test('a signature dated ahead asks whether the clock is right', async () => {
  const { write } = place();
  const file = write('tool-2.1.tar', 'tool');
  sign(file, '--faked-system-time', '20330101T000000!', '--allow-weak-digest-algos');
  await check(it.page, [file]);
  const card = await expectCard(it.page, {
    verdict: 'untrusted',
    sentence: /^The signature of tool-2\.1\.tar is dated ahead of now/,
    next: 'Check the clock',
  });
  await unfolds(card, 'Compare this computer’s date and time with another clock, and set it right.');
});

test('SHA-1 over the data can be forged', async () => {
  const { write } = place();
  const file = write('tool-2.2.tar', 'tool');
  sign(file, '--digest-algo', 'SHA1', '--allow-weak-digest-algos');
  await check(it.page, [file]);
  const card = await expectCard(it.page, {
    verdict: 'untrusted',
    sentence: 'tool-2.2.tar fits its signature, but with a method (SHA-1) that can be forged today.',
    unchanged: 'It fits, but the method used can be forged today.',
    next: 'Look for a newer signature',
  });
  await unfolds(card, 'Look on the project’s own page for a newer signature or a newer release.');
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
    sentence: "Stop: Ada Example's signature fits tool-2.3.tar, but Bob Example's does not.",
    signed: 'Several people; not every signature fits.',
    next: 'Show both',
  });
  await nextStep(card).click();
  await expect(card.getByRole('heading', { name: 'Signatures' })).toBeVisible();
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
    sentence: "Do not open tool-2.4.tar: Eve Example's key was reported stolen. Whoever has it could have signed this.",
    signed: 'Whoever has the key of Eve Example; it was reported stolen.',
    next: "Get a new copy, signed with the publisher's new key",
  });
});

test('Open folder shows the file that was checked', async () => {
  const { write, at } = place();
  const file = write('gadget-1.0.tar', 'gadget');
  sign(file);
  await check(it.page, [file]);
  const card = await expectCard(it.page, first('gadget-1.0.tar'));
  await nextStep(card).click();
  await card.getByLabel('Whose release is it?').fill('Gadget');
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(signers, '--with-colons', '--list-keys', 'Ada'))?.[1] ?? '';
  await card.getByLabel('Fingerprint from the project’s page').fill(fingerprint);
  await card.getByRole('button', { name: 'Compare and remember' }).click();
  const green = await expectCard(it.page, {
    verdict: 'verified',
    sentence: /^gadget-1\.0\.tar comes from Gadget, unchanged/,
    next: 'Open folder',
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
    sentence: 'unrelated-1.0.tar was signed by Ada Example, whom you know from Gadget. Is this file from Gadget?',
    expected: 'You expect this signer for Gadget. Is this file from there?',
    next: 'Say whose file this is',
  });
  await nextStep(card).click();
  await card.getByRole('button', { name: 'No, from somebody else …' }).click();
  await expect(card.getByRole('form', { name: 'Compare with the project’s page' })).toBeVisible();
});

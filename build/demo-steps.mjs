// What the demo does, inside the session that demo.mjs made. The window is driven as a user drives it: by what stands on it.
/* global window -- what runs in the page */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { electronPath, electronSwitches } from './electron.mjs';
import { root } from './set-up/modules.mjs';

const pictures = join(root, 'out', 'demo');
const work = mkdtempSync(join(tmpdir(), 'cs-demo-'));
const patience = 30_000;

function tell(line) {
  process.stdout.write(`${line}\n`);
}

/** Starts the app with a home folder and words of the command line, hands its page to `work`, and closes it. */
async function withApp(home, words, use) {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(), root, '--home', join(work, home), ...words],
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(patience);
    await page.getByRole('navigation').waitFor();
    return await use(page, app);
  } finally {
    await app.close();
  }
}

const goTo = (page, screen) => page.getByRole('navigation').getByRole('button', { name: screen, exact: true }).click();

async function picture(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
}

/** Waits for the verdict and tells it; throws where it is another than the one expected. */
async function verdict(page, expected, name) {
  const card = page.locator('.verdict-card').first();
  await card.waitFor();
  const word = (await card.getAttribute('aria-label')) ?? '';
  tell(`  ${word}: ${(await card.getByRole('heading').first().innerText()).replace(/\s+/g, ' ')}`);
  await picture(page, name);
  const seen = /tone-(\w+)/.exec((await card.getAttribute('class')) ?? '')?.[1];
  if (seen !== expected) throw new Error(`the verdict should be ${expected} and is ${seen}`);
}

/** A release of two files. */
function makeRelease(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'app-2.1.tar'), Buffer.alloc(300_000, 'countersign demo '));
  writeFileSync(join(folder, 'notes.txt'), 'Version 2.1\n');
}

/** One call of the contract between window and app; throws where it fails. */
async function call(page, name, input) {
  const reply = await page.evaluate(([named, given]) => window.countersign.call(named, given), [name, input]);
  if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.detail}`);
  return reply.value;
}

/** The fingerprint as it stands on the project's page. */
const fingerprintIn = (text) => /(?:[0-9A-F]{4} ?){10}/.exec(text)?.[0] ?? '';

/** The key itself out of the text for a project's page. */
const armored = (text) => /-----BEGIN PGP PUBLIC[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/.exec(text)?.[0] ?? text;

async function main() {
  mkdirSync(pictures, { recursive: true });
  const release = join(work, 'release');
  const download = join(work, 'download');
  makeRelease(release);

  let publicKey = '';

  tell('Ada makes a key.');
  await withApp('ada', [], async (page) => {
    await picture(page, 'verify-empty');
    await goTo(page, 'Keys');
    await page.getByRole('button', { name: 'Make a key …' }).first().click();
    await page.getByLabel(/^Name/).fill('Ada Example');
    await page.getByLabel(/mail/).fill('ada@example.org');
    await picture(page, 'keys-make');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('Ada Example').first().waitFor();
    const [{ id }] = await call(page, 'keys.list', null);
    publicKey = (await call(page, 'keys.publishText', { key: id })).text;
    await picture(page, 'keys');
  });

  tell('Ada signs a release.');
  await withApp('ada', ['--sign', release], async (page) => {
    const sign = page.getByRole('button', { name: /^Sign .* as Ada/ });
    await sign.waitFor();
    await picture(page, 'sign');
    await sign.click();
    await page
      .getByRole('button', { name: /Show in folder|Copy instructions/ })
      .first()
      .waitFor();
    await picture(page, 'sign-receipt');
  });
  tell(
    `  written: ${readdirSync(release)
      .filter((name) => /\.(asc|sig)$|SUMS/.test(name))
      .join(', ')}`,
  );

  mkdirSync(download);
  for (const name of readdirSync(release)) copyFileSync(join(release, name), join(download, name));
  const files = readdirSync(download)
    .filter((name) => name === 'app-2.1.tar' || name.includes('SUMS') || name === 'app-2.1.tar.asc')
    .map((name) => join(download, name));

  tell('A stranger, who does not have the key, checks the download.');
  await withApp('stranger', files, (page) => verdict(page, 'incomplete', 'verify-incomplete'));

  tell("The stranger gets Ada's key from her page, and checks again.");
  await withApp('stranger', [], (page) => call(page, 'keys.import', { files: [], text: armored(publicKey) }));
  await withApp('stranger', files, async (page) => {
    await verdict(page, 'untrusted', 'verify-untrusted');

    tell("The stranger compares the fingerprint with the one on Ada's page.");
    await page.getByRole('button', { name: /^Compare with the project/ }).click();
    await page.getByLabel('Whose release is it?').fill('Ada Example');
    await page.getByLabel(/^Fingerprint from the project/).fill(fingerprintIn(publicKey));
    await page.getByRole('button', { name: 'Compare and remember' }).click();
    await page.locator('.verdict-card.tone-verified').waitFor();
    await verdict(page, 'verified', 'verify-verified');
  });

  tell('One byte is changed; the stranger checks once more.');
  const artifact = join(download, 'app-2.1.tar');
  const bytes = readFileSync(artifact);
  bytes[1000] ^= 1;
  writeFileSync(artifact, bytes);
  await withApp('stranger', files, async (page) => {
    await verdict(page, 'invalid', 'verify-invalid');
    for (const screen of ['Publishers', 'Activity', 'Settings']) {
      await goTo(page, screen);
      await page.getByRole('heading').first().waitFor();
      await picture(page, screen.toLowerCase());
    }
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo stopped: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

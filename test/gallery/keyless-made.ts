import { copyFileSync, writeFileSync } from 'node:fs';
import { startLab } from '../lab/lab.ts';
import { build, login } from '../support/keyless-maker.ts';
import { newBundle, newInstance, newKey } from '../core/sigstore/forge.ts';
import { ask } from '../e2e/scene.ts';
import { nextStep } from '../e2e/window.ts';
import { release } from './desk.ts';
import { ADA, downloaded, LANTERN, makerOf } from './keyless-desk.ts';
import type { State } from './state.ts';

/** Writes a bundle made with a key of cosign's kind, in no log. */
async function signWithKey(file: string, name: string, key = newKey()): Promise<string> {
  const bundle = await newBundle(await newInstance(), release(name), { key, keyed: true, log: 'none' });
  writeFileSync(`${file}.sigstore.json`, JSON.stringify(bundle));
  return key.publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

const GREEN: readonly State[] = [
  {
    id: 'card-keyless-build-verified',
    screen: 'Verify',
    title: 'Verified: the next release of a build that is expected',
    also: ['narrow', 'large', 'forced'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.2.tar.gz');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v4.2'));
      await desk.checked([file], 'verified-build');
    },
  },
  {
    id: 'card-keyless-login-verified',
    screen: 'Verify',
    title: 'Verified: signed by somebody’s login that is expected',
    also: ['narrow'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'sextant-1.1.zip');
      await makerOf(desk).sign(file, login(ADA));
      await desk.checked([file], 'verified');
      await desk.unfold();
    },
  },
  {
    id: 'card-keyless-provenance',
    screen: 'Verify',
    title: 'Verified: a statement of how the file was built',
    also: ['whole'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.2.dmg');
      await makerOf(desk).attest(file, build(LANTERN, 'refs/tags/v4.2'));
      await desk.checked([file], 'verified-build');
      await desk.unfold();
      await desk.page.locator('.chain-link:nth-child(3) summary').first().click();
    },
  },
  {
    id: 'card-keyless-other-tag',
    screen: 'Verify',
    title: 'Verified: built for another tag than the file’s name says',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.2.pkg');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v3.9'));
      await desk.checked([file], 'verified-build');
    },
  },
  {
    id: 'card-keyless-older-bundle',
    screen: 'Verify',
    title: 'Verified: the bundle that cosign wrote before',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.2.zip');
      await makerOf(desk).signAsBefore(file, build(LANTERN, 'refs/tags/v4.2'), 'bundle');
      await desk.checked([file], 'verified-build');
    },
  },
  {
    id: 'card-sigstore-key-verified',
    screen: 'Verify',
    title: 'Verified: signed with a key that is expected, in no log',
    also: ['narrow'],
    arrange: async (desk) => {
      const name = 'plumb-3.0.tar.gz';
      const { file } = downloaded(desk, name);
      const pem = await signWithKey(file, name);
      await ask(desk.page, 'keys.import', { files: [], text: pem });
      const known = await ask(desk.page, 'keys.list', null);
      const { fingerprint } = known.find(({ type }) => type === 'cosign') ?? { fingerprint: '' };
      await desk.expects('Plumb', fingerprint);
      await desk.checked([file], 'verified-undated', 'Plumb');
      await desk.unfold();
    },
  },
];

const YELLOW: readonly State[] = [
  {
    id: 'card-keyless-login-first-time',
    screen: 'Verify',
    title: 'Not confirmed: a login whose address sounds like somebody famous',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'compass-7.1.dmg');
      await makerOf(desk).sign(file, login('linus.torvalds.kernel@mail.example', 'https://accounts.google.com'));
      await desk.checked([file], 'first-time-identity');
    },
  },
  {
    id: 'card-keyless-login-compare',
    screen: 'Verify',
    title: 'Not confirmed: the project’s page names somebody else',
    arrange: async (desk) => {
      await desk.page.locator('.next-step button, .verdict-body button.mantine-Button-root').first().click();
      const form = desk.page.locator('.verdict-card form');
      await form.locator('input').first().fill('Compass');
      await form.locator('textarea').fill('Signed by nova@compass.example, logged in with GitHub');
      await form.locator('button[type=submit]').click();
      await form.getByRole('alert').waitFor();
    },
  },
  {
    id: 'card-sigstore-key-first-time',
    screen: 'Verify',
    title: 'Not confirmed: a Sigstore key that nobody has compared',
    arrange: async (desk) => {
      const name = 'gnomon-2.0.zip';
      const { file } = downloaded(desk, name);
      await ask(desk.page, 'keys.import', { files: [], text: await signWithKey(file, name) });
      await desk.checked([file], 'first-time-unnamed');
    },
  },
  {
    id: 'card-sigstore-key-compare',
    screen: 'Verify',
    title: 'Not confirmed: the public key on the project’s page is another one',
    also: ['narrow', 'large'],
    arrange: async ({ page }) => {
      await nextStep(page.locator('.verdict-card')).click();
      const form = page.locator('.verdict-card form');
      const pem = newKey().publicKey.export({ format: 'pem', type: 'spki' }).toString();
      await form.locator('input').first().fill('Gnomon');
      await form.locator('textarea').fill(pem);
      await form.locator('button[type=submit]').click();
      await form.getByRole('alert').waitFor();
    },
  },
  {
    id: 'card-keyless-fork-first-time',
    screen: 'Verify',
    title: 'Not confirmed: a repository whose name sounds right',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'octant-2.0.zip');
      await makerOf(desk).sign(file, build('octant-official/octant', 'refs/tags/v2.0'));
      await desk.checked([file], 'first-time-build');
    },
  },
  {
    id: 'card-keyless-proposed-change',
    screen: 'Verify',
    title: 'Not confirmed: built for a change that anybody can propose',
    also: ['narrow'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'octant-2.1.zip');
      await makerOf(desk).sign(file, build('octant/octant', 'refs/pull/41/merge', { event: 'pull_request_target' }));
      await desk.checked([file], 'first-time-build');
    },
  },
  {
    id: 'card-keyless-known-elsewhere',
    screen: 'Verify',
    title: 'Not confirmed: a build that is expected for something else',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'protractor-1.0.zip');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v9'));
      await desk.checked([file], 'known-elsewhere');
    },
  },
];

const RED: readonly State[] = [
  {
    id: 'card-keyless-fork',
    screen: 'Verify',
    title: 'Do not trust: built from another repository of a similar name',
    also: ['narrow', 'large'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.3.tar.gz');
      await makerOf(desk).sign(file, build('lantern-devs/lantern', 'refs/tags/v4.3', { id: '99' }));
      await desk.checked([file], 'signer-changed-identity');
    },
  },
  {
    id: 'card-keyless-fork-both',
    screen: 'Verify',
    title: 'Do not trust: the two repositories side by side',
    also: ['narrow'],
    arrange: async (desk) => {
      await desk.page.locator('.verdict-body button.mantine-Button-root').first().click();
      await desk.page.locator('.both').waitFor();
    },
  },
  {
    id: 'card-keyless-branch',
    screen: 'Verify',
    title: 'Do not trust: built for a branch, where tags are expected',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.4.tar.gz');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/heads/main'));
      await desk.checked([file], 'signer-changed-identity');
      await desk.page.locator('.verdict-body button.mantine-Button-root').first().click();
    },
  },
  {
    id: 'card-keyless-login-changed',
    screen: 'Verify',
    title: 'Do not trust: the same address, but another login',
    also: ['narrow'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'sextant-1.2.zip');
      await makerOf(desk).sign(file, login(ADA, 'https://accounts.google.com'));
      await desk.checked([file], 'signer-changed-identity');
    },
  },
  {
    id: 'card-keyless-no-time',
    screen: 'Verify',
    title: 'Do not trust: nothing proves when it was signed',
    also: ['whole'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.5.tar.gz');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v4.5'), { log: 2, timestamp: false });
      await desk.checked([file], 'no-proof-of-time');
      await desk.unfold();
    },
  },
  {
    id: 'card-keyless-not-logged',
    screen: 'Verify',
    title: 'Do not trust: it is in no log, and has to be',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.6.tar.gz');
      await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v4.6'), { log: 'none', timestamp: true });
      await desk.checked([file], 'not-in-log');
    },
  },
  {
    id: 'card-keyless-other-statement',
    screen: 'Verify',
    title: 'Do not open: the statement is about another file',
    also: ['whole'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.7.tar.gz');
      await makerOf(desk).attest(file, build(LANTERN, 'refs/tags/v4.7'), Buffer.from('another file'));
      await desk.checked([file], 'other-statement');
      await desk.unfold();
    },
  },
];

const GREY: readonly State[] = [
  {
    id: 'card-keyless-unknown-instance',
    screen: 'Verify',
    title: 'Not proven: logged where nobody here knows the log',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.8.tar.gz');
      const stranger = await startLab();
      await makerOf(desk).withLogOf(stranger).sign(file, build(LANTERN, 'refs/tags/v4.8'));
      await stranger.close();
      await desk.checked([file], 'unknown-instance');
      await desk.unfold();
    },
  },
  {
    id: 'card-keyless-detached',
    screen: 'Verify',
    title: 'Not proven: a signature and its certificate, whose time only a log can tell',
    also: ['narrow', 'whole'],
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-4.9.tar.gz');
      const beside = await makerOf(desk).signAsBefore(file, build(LANTERN, 'refs/tags/v4.9'), 'detached');
      await desk.checked([file, ...beside], 'log-not-asked');
      await desk.unfold();
    },
  },
  {
    id: 'card-keyless-alone',
    screen: 'Verify',
    title: 'Not proven: a bundle without its file',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'lantern-5.0.tar.gz');
      const bundle = await makerOf(desk).sign(file, build(LANTERN, 'refs/tags/v5.0'));
      const place = desk.place();
      copyFileSync(bundle, place.at('lantern-5.0.tar.gz.sigstore.json'));
      await desk.checked([place.at('lantern-5.0.tar.gz.sigstore.json')], 'signature-without-artifact');
    },
  },
  {
    id: 'card-sigstore-key-missing',
    screen: 'Verify',
    title: 'Not proven: signed with a key that is not here',
    arrange: async (desk) => {
      const { file } = downloaded(desk, 'theodolite-1.0.zip');
      await signWithKey(file, 'theodolite-1.0.zip');
      await desk.checked([file], 'public-key-missing');
    },
  },
];

/** Cards of what logins, builds and keys of Sigstore's kind signed, made by a Sigstore of our own that the app takes for the public one. */
export const MADE: readonly State[] = [...GREEN, ...YELLOW, ...RED, ...GREY];

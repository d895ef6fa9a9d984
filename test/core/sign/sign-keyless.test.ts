import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../../electron/core/engines/engine.ts';
import type { SignRequest } from '../../../electron/core/services.ts';
import type { SigningInstance } from '../../../electron/core/sigstore/instance.ts';
import type { Receipt, SignOptions } from '../../../shared/model/sign.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { openWorld, type World } from '../../support/world.ts';
import { verifyAsStranger } from '../engines/keyless/stage.ts';
import { PAGE } from '../oidc/page-words.ts';
import { Person } from '../oidc/person.ts';
import { labTrust } from '../sigstore/lab-trust.ts';

let lab: Lab;
let world: World;
let instance: SigningInstance;
let own: string;
let opened = 0;

beforeAll(async () => {
  lab = await startLab();
  instance = { name: 'lab', ...labTrust(lab), isPublic: true };
  world = await openWorld({
    login: {
      openBrowser: (address) => {
        opened++;
        void new Person().logIn(address, 'ada@example.org');
        return Promise.resolve();
      },
      page: () => Promise.resolve(PAGE),
    },
    transport: { backoffMs: 1, attempts: 2 },
  });
  const { keys } = world.services;
  own = (await keys.generate({ name: 'Rel', email: 'rel@example.org', algorithm: 'ed25519', validity: '2y' })).id;
});
afterAll(async () => {
  await world.close();
  await lab.close();
});
beforeEach(() => {
  opened = 0;
  lab.forgetRequests();
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
});
afterEach(() => lab.heal());

const MANIFEST = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;
const options = (over: Partial<SignOptions> = {}): SignOptions => ({
  keys: ['keyless'],
  signature: 'armored',
  manifest: null,
  ...over,
});

const agree: Ask = ({ kind }, withdrawn) =>
  kind === 'publish'
    ? Promise.resolve('agree')
    : new Promise((resolve) => withdrawn?.addEventListener('abort', () => resolve(null)));

function sign(paths: string[], over: Partial<SignOptions> = {}, more: Partial<SignRequest> = {}): Promise<Receipt> {
  const request = { paths, overwrite: false, wish: { instance }, options: options(over), ...more };
  return world.services.sign.sign(request, { ask: agree });
}

const bundleOf = (path: string): Uint8Array => readFileSync(`${path}.sigstore.json`);

describe('a run by login', () => {
  it('writes a bundle beside each file and the list, by one login', async () => {
    const names = ['a.tar', 'b.tar', 'c.tar'];
    for (const name of names) world.write(name, name);
    const receipt = await sign([world.folder], { manifest: MANIFEST });
    expect(receipt).toMatchObject({ failed: [], cancelled: false });
    expect(receipt.signers).toEqual([{ identity: 'ada@example.org', issuer: lab.issuer, instance: 'lab' }]);
    expect([opened, lab.requests('fulcio').length]).toEqual([1, 1]);
    for (const name of [...names, 'SHA256SUMS']) {
      const path = join(world.folder, name);
      expect(verifyAsStranger({ instance }, bundleOf(path), readFileSync(path, 'utf8')).identity).toBe(
        'ada@example.org',
      );
    }
    expect(receipt.files.flatMap(({ outputs }) => outputs).filter(({ format }) => format === 'sigstore')).toHaveLength(
      4,
    );
    expect(receipt.instructions).toContain('--certificate-identity ada@example.org');
    expect(receipt.instructions).toContain(`--certificate-oidc-issuer ${lab.issuer}`);
  });

  it('stands beside a key of one’s own', async () => {
    const path = world.write('a.tar', 'a');
    const receipt = await sign([path], { keys: [own, 'keyless'] });
    expect(receipt.files[0]!.outputs.map(({ path: output }) => output)).toEqual([
      `${path}.asc`,
      `${path}.sigstore.json`,
    ]);
    expect(receipt.signers).toMatchObject([{ fingerprint: own }, { identity: 'ada@example.org' }]);
  });

  it('writes cosign’s older outputs too, where they are wanted', async () => {
    const path = world.write('a.tar', 'a');
    const sigstore = { instance: 'lab', log: null, timestamp: null, olderOutputs: true };
    await sign([path], { sigstore });
    expect(readFileSync(`${path}.pem`, 'utf8')).toContain('-----BEGIN CERTIFICATE-----');
    expect(existsSync(`${path}.sig`)).toBe(true);
  });

  it('that is refused in the sheet leaves nothing, and asks once', async () => {
    for (const name of ['a.tar', 'b.tar']) world.write(name, name);
    const asked: string[] = [];
    const receipt = await world.services.sign.sign(
      { paths: [world.folder], overwrite: false, wish: { instance }, options: options({ keys: [own, 'keyless'] }) },
      {
        ask: (prompt, withdrawn) => (
          asked.push(prompt.kind),
          prompt.kind === 'publish' ? Promise.resolve(null) : agree(prompt, withdrawn)
        ),
      },
    );
    expect(receipt).toMatchObject({ files: [], cancelled: true });
    expect(existsSync(join(world.folder, 'a.tar.asc'))).toBe(false);
    expect([...lab.requests('fulcio'), ...lab.requests('rekor2')]).toEqual([]);
    expect(asked.filter((kind) => kind === 'publish')).toHaveLength(1);
  });

  it('is refused for a folder that must never be public, list and all', async () => {
    world.write('a.tar', 'a');
    await world.services.sigstore.consent.markNeverPublic(world.folder);
    try {
      const run = sign([world.folder], { signature: 'none', manifest: MANIFEST }, { wish: { instance, agreed: true } });
      await expect(run).rejects.toMatchObject({ code: 'never-public' });
      expect([opened, existsSync(join(world.folder, 'SHA256SUMS'))]).toEqual([0, false]);
    } finally {
      await world.services.sigstore.consent.unmarkNeverPublic(world.folder);
    }
  });

  it('a log that is down: no bundle is written, the signature is kept, and the receipt says so', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    const path = world.write('a.tar', 'a');
    const receipt = await sign([path]);
    expect(receipt).toMatchObject({ failed: [], files: [], pending: [{ path }] });
    expect(existsSync(`${path}.sigstore.json`)).toBe(false);
    const waiting = await world.services.sigstore.pending();
    expect(waiting).toMatchObject([{ artifact: path, bundle: `${path}.sigstore.json`, instance: 'lab' }]);
    expect(waiting[0]!.timestamps).toHaveLength(1);
  });

  it('a certificate that is forged: nothing is written, nothing is logged', async () => {
    lab.inject('fulcio', { kind: 'forge', what: 'identity' });
    const path = world.write('a.tar', 'a');
    const receipt = await sign([path]);
    expect(receipt).toMatchObject({ files: [], failed: [{ path, code: 'service-answer' }] });
    expect(lab.requests('rekor2')).toEqual([]);
  });
});

describe('what waits for a log', () => {
  it('is forgotten when the user says so, also where its instance is gone', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    const [one, two] = [world.write('a.tar', 'a'), world.write('b.tar', 'b')];
    await sign([one, two], {}, { wish: { instance: { ...instance, name: 'gone' } } });
    const { sigstore } = world.services;
    const [first, second] = await sigstore.pending();
    await sigstore.forgetPending([first!.id, 'not-there']);
    expect(await sigstore.pending()).toEqual([second]);
    // No instance of this name is here: it cannot be logged, and it is kept until it is forgotten.
    const [left] = await sigstore.logPending({ ids: [second!.id] });
    expect(left?.error?.code).toBe('instance-unknown');
    expect(await sigstore.pending()).toEqual([second]);
    await sigstore.forgetPending([second!.id]);
    expect(await sigstore.pending()).toEqual([]);
  });

  const logPending = () => world.services.sigstore.logPending();
  const pending = () => world.services.sigstore.pending();

  beforeAll(async () => {
    const trustedRoot = readFileSync(lab.files.trustedRoot);
    const signingConfig = readFileSync(lab.files.signingConfig);
    await world.services.instances.add('lab', { kind: 'files', trustedRoot, signingConfig });
  });

  beforeEach(() => {
    rmSync(join(world.services.home, 'pending-logs.json'), { force: true });
    rmSync(world.folder, { recursive: true, force: true });
    mkdirSync(world.folder);
  });

  async function signWithoutLog(...names: string[]): Promise<string[]> {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    const paths = names.map((name) => world.write(name, name));
    const sigstore = { instance: 'lab', log: null, timestamp: null };
    const receipt = await sign(paths, { sigstore }, { wish: {} });
    expect(receipt.pending?.map(({ path }) => path)).toEqual(paths);
    return paths;
  }

  it('leaves nothing to another instance of its name: neither what was agreed to, nor a login', async () => {
    const { instances, sigstore } = world.services;
    const place = { path: world.folder, kind: 'folder' as const };
    const ada = { identity: 'ada@example.org', issuer: lab.issuer };
    const signingConfig = readFileSync(lab.files.signingConfig);
    const trustedRoot = readFileSync(lab.files.trustedRoot);
    await sigstore.consent.agree(ada, 'lab', [place]);
    await sigstore.consent.agree(ada, 'public-good', [place]);
    await sigstore.logIn('lab', {}, { ask: agree });
    expect((await sigstore.whoAmI()).some((one) => one.instance === 'lab')).toBe(true);
    await instances.remove('LAB');
    const left = [...(await sigstore.whoAmI()), ...(await sigstore.consent.list()).consents];
    expect(left.filter((one) => one.instance === 'lab')).toEqual([]);
    // Also where it was not by us that it went.
    await sigstore.consent.agree(ada, 'lab', [place]);
    await instances.add('lab', { kind: 'files', trustedRoot, signingConfig });
    expect(await sigstore.consent.hasAgreed(ada, 'lab', [place])).toBe(false);
    expect(await sigstore.consent.hasAgreed(ada, 'public-good', [place])).toBe(true);
    await sigstore.consent.withdraw(ada, 'public-good', world.folder);
  });

  it('by a certificate that is over goes to no log that would date it after that', async () => {
    const trustedRoot = readFileSync(lab.files.trustedRoot);
    const signingConfig = readFileSync(lab.writeSigningConfig({ log: 1 }));
    await world.services.instances.add('first', { kind: 'files', trustedRoot, signingConfig });
    lab.lifetimes.certificateSeconds = 5;
    lab.inject('rekor1', { kind: 'status', status: 503 }, { times: 99 });
    const sigstore = { instance: 'first', log: null, timestamp: true };
    const receipt = await sign([world.write('late.tar', 'late')], { sigstore }, { wish: {} });
    expect(receipt.pending).toHaveLength(1);
    lab.heal();
    lab.lifetimes.certificateSeconds = 600;
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    lab.forgetRequests();
    const [left] = await logPending();
    expect(left?.error?.code).toBe('certificate-lapsed');
    expect(lab.requests('rekor1')).toEqual([]);
    expect(await pending()).toHaveLength(1);
  });

  it('is logged later without another login, and its bundle is written then', async () => {
    const paths = await signWithoutLog('a.tar', 'b.tar');
    lab.heal();
    const before = opened;
    expect((await logPending()).map(({ error }) => error)).toEqual([undefined, undefined]);
    for (const path of paths) verifyAsStranger({ instance }, bundleOf(path), readFileSync(path, 'utf8'));
    expect([opened, await pending()]).toEqual([before, []]);
  });

  it('is not signed again by a run that goes on with the rest: it is listed, and goes on waiting', async () => {
    const [path] = await signWithoutLog('a.tar');
    const [waiting] = await pending();
    world.write('b.tar', 'b');
    lab.heal();
    lab.forgetRequests();
    const already = [{ relative: 'a.tar', sha256: waiting!.sha256! }];
    const goOn = (more: Partial<SignRequest> = {}) =>
      sign([world.folder], { manifest: MANIFEST, sigstore: { instance: 'lab', log: null, timestamp: null } }, more);
    const receipt = await goOn({ wish: {}, already });
    expect(receipt).toMatchObject({ failed: [], pending: [{ path, sha256: waiting!.sha256 }] });
    expect(receipt.files.map(({ artifact }) => artifact.name)).toEqual(['b.tar', 'SHA256SUMS']);
    expect(readFileSync(join(world.folder, 'SHA256SUMS'), 'utf8')).toContain('  a.tar');
    expect(lab.requests('timestamp')).toHaveLength(2);
    expect(await pending()).toEqual([waiting]);
    expect(existsSync(`${path!}.sigstore.json`)).toBe(false);
    // What is no longer what was signed does not get into a list with its old digest.
    world.write('a.tar', 'something else');
    const changed = await goOn({ wish: {}, already, overwrite: true });
    expect(changed.failed).toMatchObject([{ path, code: 'changed-while-read' }]);
  });

  it('waits on while the log does not answer, and writes nothing', async () => {
    const [path] = await signWithoutLog('a.tar');
    expect(await logPending()).toMatchObject([{ error: { code: 'service-failed' } }]);
    expect([existsSync(`${path!}.sigstore.json`), (await pending()).length]).toEqual([false, 1]);
  });

  it('waits on, and tells no log, where the file is no longer what was signed', async () => {
    await signWithoutLog('a.tar');
    lab.heal();
    lab.forgetRequests();
    world.write('a.tar', 'something else');
    expect(await logPending()).toMatchObject([{ error: { code: 'changed-since-signed' } }]);
    expect(lab.requests('rekor2')).toEqual([]);
  });

  it('does not take the place of what is there by then', async () => {
    const [path] = await signWithoutLog('a.tar');
    lab.heal();
    world.write('a.tar.sigstore.json', 'mine');
    expect(await logPending()).toMatchObject([{ error: { code: 'already-exists' } }]);
    expect(readFileSync(`${path!}.sigstore.json`, 'utf8')).toBe('mine');
  });

  it('takes the place of what was to be overwritten, and of nothing that came since', async () => {
    const path = world.write('a.tar', 'a.tar');
    const old = world.write('a.tar.sigstore.json', 'an older one');
    const force = async () => {
      lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
      const sigstore = { instance: 'lab', log: null, timestamp: null };
      const receipt = await sign([path], { sigstore }, { wish: {}, overwrite: true });
      lab.heal();
      return receipt;
    };
    expect((await force()).pending).toMatchObject([{ path }]);
    expect(readFileSync(old, 'utf8')).toBe('an older one');
    world.write('a.tar.sigstore.json', 'mine');
    expect(await logPending()).toMatchObject([{ error: { code: 'already-exists' } }]);
    expect(readFileSync(old, 'utf8')).toBe('mine');
    await force();
    expect((await logPending()).map(({ error }) => error)).toEqual([undefined]);
    verifyAsStranger({ instance }, bundleOf(path), 'a.tar');
    expect(await pending()).toEqual([]);
  });

  it('is found in the log where the answer alone was lost', async () => {
    const path = world.write('a.tar', 'a.tar');
    lab.inject('rekor2', { kind: 'lost' }, { times: 99 });
    const receipt = await sign([path], { sigstore: { instance: 'lab', log: null, timestamp: null } }, { wish: {} });
    expect(receipt.pending).toMatchObject([{ path }]);
    lab.heal();
    expect((await logPending()).map(({ error }) => error)).toEqual([undefined]);
    verifyAsStranger({ instance }, bundleOf(path), 'a.tar');
  });

  it('a log that forges its entry: nothing is written', async () => {
    const [path] = await signWithoutLog('a.tar');
    lab.heal();
    lab.inject('rekor2', { kind: 'forge', what: 'checkpoint' });
    expect(await logPending()).toMatchObject([{ error: { code: 'service-answer' } }]);
    expect(existsSync(`${path!}.sigstore.json`)).toBe(false);
  });
});

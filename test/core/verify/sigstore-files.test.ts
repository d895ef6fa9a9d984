import { createHash, sign } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { PinnedSigner } from '../../../shared/model/publisher.ts';
import {
  type BundleOptions,
  IDENTITY,
  type Instance,
  ISSUER,
  newBundle,
  newInstance,
  newKey,
  statementAbout,
  toPem,
} from '../sigstore/forge.ts';
import { openWorld, type World } from '../../support/world.ts';

/** Who is paired with whom, and who is expected: bundles, certificates and statements as files in folders. */
let world: World;
let instance: Instance;
let root: string;
beforeAll(async () => {
  world = await openWorld();
  instance = await newInstance();
});
afterAll(() => world.close());
beforeEach(() => {
  rmSync(world.folder, { recursive: true, force: true });
  mkdirSync(world.folder);
  root = world.write('../root.json', JSON.stringify(instance.trustedRoot()));
});

const ADA = { identity: IDENTITY, issuer: ISSUER };
const bundle = async (content: string, options: BundleOptions = {}): Promise<string> =>
  JSON.stringify(await newBundle(instance, Buffer.from(content), options));
const file = (name: string, content: string): string => world.write(`r/${name}`, content);
const check = (request: Parameters<World['verifyAll']>[0], identities = [ADA]): Promise<CheckResult[]> =>
  world.verifyAll({ trustedRoot: root, identities, ...request });
const folder = (): Promise<CheckResult[]> => check({ paths: [`${world.folder}/r`] });
const byName = (results: CheckResult[]): Record<string, string> =>
  Object.fromEntries(results.map((result) => [result.artifact.name, result.verdict]));
const statement = (...contents: [name: string, content: string][]) => ({
  ...statementAbout(Buffer.from('')),
  subject: contents.flatMap(([name, content]) => statementAbout(Buffer.from(content), name).subject),
});

describe('bundles in a folder', () => {
  it('belong to the files that their whole names say', async () => {
    for (const name of ['x', 'x.tar', 'x.tar.gz']) {
      file(name, name);
      file(`${name}.sigstore.json`, await bundle(name));
    }
    expect(byName(await folder())).toEqual({ x: 'verified', 'x.tar': 'verified', 'x.tar.gz': 'verified' });
    file('x.tar', 'changed');
    expect(byName(await folder())).toEqual({ x: 'verified', 'x.tar': 'invalid', 'x.tar.gz': 'verified' });
  });

  it('that are of a file of a like name speak for that one alone', async () => {
    file('x', 'x');
    file('x.tar.gz', 'archive');
    file('x.sigstore.json', await bundle('archive'));
    expect(byName(await folder())).toEqual({ x: 'incomplete', 'x.tar.gz': 'verified' });
    rmSync(`${world.folder}/r/x.tar.gz`);
    expect(byName(await folder())).toEqual({ x: 'invalid' });
  });

  it('by somebody else are not made better by one that lies beside', async () => {
    file('x', 'x');
    file('x.sigstore.json', await bundle('x', { identity: 'https://builds.example.org/eve' }));
    const [result] = await folder();
    expect([result!.verdict, result!.notes.includes('signer-changed')]).toEqual(['invalid', true]);
    file('x.sigstore', await bundle('x'));
    const [both] = await folder();
    expect([both!.verdict, both!.signatures.map(({ verdict }) => verdict).sort()]).toEqual([
      'verified',
      ['untrusted', 'verified'],
    ]);
  });
});

describe('a file of bundles, one a line', () => {
  const lines = async (...contents: string[]): Promise<string> =>
    (await Promise.all(contents.map((content) => bundle(content)))).join('\n');

  it('is judged line by line', async () => {
    file('x', 'x');
    file('x.sigstore', `${await lines('x', 'x')}\n`);
    const [result] = await folder();
    expect([result!.verdict, result!.signatures.map((one) => one.result)]).toEqual(['verified', ['good', 'good']]);
  });

  it('of several files speaks for each of them, and for no other', async () => {
    file('x', 'x');
    file('y', 'y');
    file('z', 'z');
    file('x.sigstore', await lines('x', 'y'));
    expect(byName(await folder())).toEqual({ x: 'verified', y: 'verified', z: 'incomplete' });
    file('x', 'changed');
    expect(byName(await folder())).toEqual({ x: 'invalid', y: 'verified', z: 'incomplete' });
  });

  it('is one file, whatever its name and wherever it comes from', async () => {
    const paths = [file('x', 'x'), file('y', 'y')];
    const two = await lines('x', 'y');
    const list = file('bundles.jsonl', two);
    expect(byName(await folder())).toEqual({ 'bundles.jsonl': 'incomplete', x: 'verified', y: 'verified' });
    rmSync(list);
    expect(byName(await check({ paths, texts: [two] }))).toEqual({ x: 'verified', y: 'verified' });
    const alone = await check({ paths: [world.write('alone.jsonl', two)] });
    expect(alone.map(({ verdict, case: chosen }) => [verdict, chosen])).toEqual([
      ['incomplete', 'signature-without-artifact'],
    ]);
  });

  it('of a file that is not there is red for the one that it is laid to', async () => {
    file('x', 'x');
    file('x.sigstore', await lines('x', 'y'));
    expect(byName(await folder())).toEqual({ x: 'invalid' });
  });

  it('with a damaged line is damaged', async () => {
    file('x', 'x');
    file('x.sigstore', `${await lines('x')}\n{"mediaType":"application/vnd.dev.sigstore.bundle.v9.9+json"}`);
    const [result] = await folder();
    expect([result!.verdict, result!.notes.includes('malformed')]).toEqual(['invalid', true]);
  });
});

describe('a pasted bundle', () => {
  it('is one of the file that it fits, and red for one that it does not', async () => {
    const path = file('x', 'x');
    const text = await bundle('x');
    expect(byName(await check({ paths: [path], texts: [text] }))).toEqual({ x: 'verified' });
    expect(byName(await check({ paths: [path], texts: [JSON.stringify(JSON.parse(text), null, 2)] }))).toEqual({
      x: 'verified',
    });
    expect(byName(await check({ paths: [path], texts: [`${text}\n${text}`] }))).toEqual({ x: 'verified' });
    expect(byName(await check({ paths: [path], texts: [await bundle('y')] }))).toEqual({ x: 'invalid' });
    expect(byName(await check({ paths: [path], texts: [text.slice(0, -2)] }))).toEqual({ x: 'invalid' });
    const stranger = await bundle('x', { identity: 'https://builds.example.org/eve' });
    expect(byName(await check({ paths: [path], texts: [stranger] }))).toEqual({ x: 'invalid' });
  });

  it('of two files that are there is the one’s that it fits', async () => {
    const paths = [file('x', 'x'), file('y', 'y')];
    expect(byName(await check({ paths, texts: [await bundle('y')] }))).toEqual({ x: 'incomplete', y: 'verified' });
  });
});

describe('a detached signature and its certificate', () => {
  const key = newKey();
  const laid = async (name: string, content: string, by = key, certified = by): Promise<void> => {
    file(name, content);
    file(`${name}.sig`, sign('sha256', Buffer.from(content), by.privateKey).toString('base64'));
    file(`${name}.pem`, toPem('CERTIFICATE', await instance.certify(certified.publicKey)));
  };
  const found = async () =>
    (await folder()).map(({ artifact, verdict, case: chosen, signatures }) => ({
      name: artifact.name,
      verdict,
      case: chosen,
      who: signatures.map(({ signer }) => signer?.identity),
    }));

  it('are put together by their names, each with its own, and ask for a proof of time', async () => {
    await laid('x', 'x');
    await laid('x.tar', 'archive', newKey());
    const asks = { verdict: 'incomplete', case: 'log-not-asked', who: [IDENTITY] };
    expect(await found()).toEqual([
      { name: 'x', ...asks },
      { name: 'x.tar', ...asks },
    ]);
  });

  it('that do not belong together are red', async () => {
    await laid('x', 'x', key, newKey());
    expect(await found()).toMatchObject([{ name: 'x', verdict: 'invalid' }]);
  });

  it('of a changed file are red', async () => {
    await laid('x', 'x');
    file('x', 'changed');
    expect(await found()).toMatchObject([{ name: 'x', verdict: 'invalid' }]);
  });

  it('of which the certificate alone is left is a file like any other', async () => {
    await laid('x', 'x');
    rmSync(`${world.folder}/r/x.sig`);
    expect(byName(await folder())).toEqual({ x: 'incomplete', 'x.pem': 'incomplete' });
  });

  it('of which the certificate is named is that one’s, whatever lies beside', async () => {
    await laid('x', 'x');
    const other = world.write('other.crt', toPem('CERTIFICATE', await instance.certify(newKey().publicKey)));
    const path = `${world.folder}/r/x`;
    const named = await check({ paths: [path], certificates: [other], lookBeside: true });
    expect(byName(named)).toEqual({ x: 'invalid' });
    const own = await check({ paths: [path], certificates: [`${path}.pem`], lookBeside: true });
    expect(own.map((one) => one.case)).toEqual(['log-not-asked']);
  });
});

describe('a statement about several files', () => {
  it('covers each of them, and nothing else', async () => {
    file('app', 'app');
    file('lib', 'lib');
    file('setup.exe', 'evil');
    const both = statement(['app', 'app'], ['lib', 'lib']);
    file('build.sigstore.json', await bundle('', { statement: both }));
    expect(byName(await folder())).toEqual({ app: 'verified', lib: 'verified', 'setup.exe': 'incomplete' });
    file('lib', 'changed');
    expect(byName(await folder())).toEqual({ app: 'verified', lib: 'incomplete', 'setup.exe': 'incomplete' });
  });

  it('laid to one of them covers the other too', async () => {
    file('app', 'app');
    file('lib', 'lib');
    file('app.sigstore.json', await bundle('', { statement: statement(['app', 'app'], ['lib', 'lib']) }));
    expect(byName(await folder())).toEqual({ app: 'verified', lib: 'verified' });
    file('app', 'changed');
    expect(byName(await folder())['app']).not.toBe('verified');
  });

  it('covers digests that stand for themselves, each of them', async () => {
    const path = world.write('build.sigstore.json', await bundle('', { statement: statement(['a', 'a'], ['b', 'b']) }));
    const digests = ['a', 'b', 'c'].map((text) => `sha256:${createHash('sha256').update(text).digest('hex')}`);
    const results = await check({ paths: [], digests, signatures: [path] });
    expect(results.map(({ verdict }) => verdict)).toEqual(['verified', 'verified', 'incomplete']);
  });

  it('does not speak for a file by its name', async () => {
    const path = file('app', 'changed');
    file('app.sigstore.json', await bundle('', { statement: statement(['app', 'app']) }));
    const [result] = await check({ paths: [path] });
    expect([result!.verdict, result!.notes.includes('subject-mismatch')]).toEqual(['invalid', true]);
  });
});

describe('who is expected', () => {
  const pinned = async (publisher: string, signer: PinnedSigner): Promise<void> => {
    if ((await world.services.publishers.get(publisher)) === undefined) await world.services.publishers.add(publisher);
    await world.services.publishers.pin(publisher, signer, { how: 'pasted', at: new Date().toISOString() });
  };
  const judged = async (content: string, options: BundleOptions, publisher?: string) => {
    const path = file('tool-2.0.zip', content);
    file('tool-2.0.zip.sigstore.json', await bundle(content, options));
    const request = { paths: [path], trustedRoot: root };
    const [result] = await world.verifyAll(publisher === undefined ? request : { ...request, publisher });
    return result!;
  };
  const by = { instance: 'file:root.json' };

  it('is one of the instance that vouches, and no other', async () => {
    await pinned('Own', { ...ADA, ...by });
    await pinned('Public', ADA);
    await pinned('Other', { ...ADA, instance: 'acme' });
    expect((await judged('x', {}, 'Own')).verdict).toBe('verified');
    expect((await judged('x', {}, 'Public')).verdict).toBe('invalid');
    expect((await judged('x', {}, 'Other')).verdict).toBe('invalid');
  });

  it('is a login, and a key signed: without what was expected where it was asked for in the call, red where it is pinned', async () => {
    const path = file('x', 'x');
    file('x.sigstore.json', await bundle('x', { keyed: true }));
    const [named] = await check({ paths: [path] });
    expect([named!.verdict, named!.signatures[0]?.result, named!.case]).toEqual([
      'incomplete',
      'no-key',
      'key-not-identity',
    ]);
    // Without its log entry nobody knows the key at all.
    file('x.sigstore.json', await bundle('x', { keyed: true, log: 'none' }));
    const [unknown] = await check({ paths: [path] });
    expect([unknown!.verdict, unknown!.case]).toEqual(['incomplete', 'public-key-missing']);
    file('x.sigstore.json', await bundle('x', { keyed: true }));
    await pinned('Login', { ...ADA, ...by });
    const [result] = await world.verifyAll({ paths: [path], trustedRoot: root, publisher: 'Login' });
    expect([result!.verdict, result!.case]).toEqual(['invalid', 'signer-changed']);
  });

  it('is a build, whose repository’s number is learned once and then counts', async () => {
    const repository = 'https://github.com/org/tool';
    const workflow = '.github/workflows/release.yml';
    const ACTIONS = 'https://token.actions.githubusercontent.com';
    const built = (id: string, ref = 'refs/tags/v2.0'): BundleOptions => ({
      identity: `${repository}/${workflow}@${ref}`,
      extensions: (
        [
          [8, ACTIONS],
          [9, `${repository}/${workflow}@${ref}`],
          [12, repository],
          [14, ref],
          [15, id],
          [18, `${repository}/${workflow}@${ref}`],
        ] as const
      ).map(([number, value]) => ({ oid: `1.3.6.1.4.1.57264.1.${number}`, value })),
    });
    await pinned('Built', { repository, workflow, refs: 'refs/tags/*', issuer: ACTIONS, ...by });
    expect((await judged('x', built('42'), 'Built')).verdict).toBe('verified');
    // The next release is as good; that the tag is not the one of the file's name is said.
    const next = await judged('x', built('42', 'refs/tags/v2.1'), 'Built');
    const ofTag = next.evidence.filter((one) => one.check === 'build-tag').map(({ detail }) => detail);
    expect([next.verdict, ofTag]).toEqual(['verified', [expect.stringMatching(/tag v2\.1,.*2\.0/)]]);
    const own = await judged('x', built('42'), 'Built');
    expect(own.evidence.some((one) => one.check === 'build-tag')).toBe(false);
    // Somebody registered the name again after it was given up.
    const again = await judged('x', built('43'), 'Built');
    expect([again.verdict, again.case]).toEqual(['invalid', 'signer-changed-identity']);
    expect([again.params['signer'], again.params['expected']]).toEqual([
      expect.stringMatching(/ #43$/),
      expect.stringMatching(/ #42$/),
    ]);
    expect((await judged('x', built('42', 'refs/heads/main'), 'Built')).verdict).toBe('invalid');
    expect((await judged('x', built('43'))).verdict).not.toBe('verified');
  });
});

describe('a certificate that names nobody', () => {
  const nobody = (options: BundleOptions = {}) => bundle('x', { extensions: [], ...options });

  it('is by somebody else than the identity that was asked for, and not by a key that is missing', async () => {
    file('x', 'x');
    file('x.sigstore.json', await nobody());
    const [result] = await folder();
    expect(result).toMatchObject({ verdict: 'invalid', signatures: [{ result: 'good', notes: ['signer-changed'] }] });
    file('x.sigstore.json', await bundle('x', { keyed: true }));
    expect((await folder())[0]).toMatchObject({ verdict: 'incomplete', signatures: [{ result: 'no-key' }] });
  });

  it('must be logged as any other', async () => {
    file('x', 'x');
    file('x.sigstore.json', await nobody({ log: 'none', timestamp: true }));
    const asked = { paths: [`${world.folder}/r/x`], lookBeside: true, trustedRoot: root };
    const [result] = await world.verifyAll(asked);
    expect(result).toMatchObject({ verdict: 'invalid' });
    expect(result?.notes).toContain('not-logged');
    file('x.sigstore.json', await nobody());
    expect((await world.verifyAll(asked))[0]).toMatchObject({ verdict: 'untrusted' });
  });
});

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../../../electron/core/engines/engine.ts';
import type { SignedTag, TagRequest } from '../../../../electron/core/git/sign/sign-tag.ts';
import { readTag } from '../../../../electron/core/git/read-object.ts';
import { judgeGitsign } from '../../../../electron/core/sigstore/gitsign/judge.ts';
import { readGitsign } from '../../../../electron/core/sigstore/gitsign/read.ts';
import type { SigningInstance } from '../../../../electron/core/sigstore/instance.ts';
import { type ConfigChoice, type Lab, startLab } from '../../../lab/lab.ts';
import { openWorld, type World } from '../../../support/world.ts';
import { PAGE } from '../../oidc/page-words.ts';
import { Person } from '../../oidc/person.ts';
import { labTrust } from '../../sigstore/lab-trust.ts';
import { makeRepo, type GitRepo } from '../git-repo.ts';

/** Tags and commits by a login, as gitsign signs them; gitsign itself cannot be had, so OpenSSL stands on the other side. */
let lab: Lab;
let world: World;
let repo: GitRepo;
let opened = 0;

beforeAll(async () => {
  lab = await startLab();
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
});
afterAll(async () => {
  repo.remove();
  await world.close();
  await lab.close();
});
beforeEach(() => {
  opened = 0;
  lab.forgetRequests();
  repo = makeRepo();
  repo.commit('one');
  repo.commit('two');
});
afterEach(() => lab.heal());

const of = (choice?: ConfigChoice): SigningInstance => ({ name: 'lab', ...labTrust(lab, choice), isPublic: true });
const agree: Ask = ({ kind }, withdrawn) =>
  kind === 'publish'
    ? Promise.resolve('agree')
    : new Promise((resolve) => withdrawn?.addEventListener('abort', () => resolve(null)));
const ADA = { name: 'Ada', email: 'ada@example.org' };

function sign(instance = of(), more: Partial<TagRequest> = {}, ask = agree): Promise<SignedTag> {
  const request = { repository: repo.path, name: 'v1.0', key: 'keyless', message: 'one', tagger: ADA, ...more };
  return world.services.gitSign.signTag({ ...request, wish: { instance } }, { ask });
}

/** What OpenSSL says of the signature, which knows nothing of logs; throws where it is not good over these bytes. */
function openssl(signature: Buffer, payload: Buffer): string {
  const cms = signature.toString().replaceAll('SIGNED MESSAGE', 'CMS');
  writeFileSync(join(world.folder, 'cms.pem'), cms);
  writeFileSync(join(world.folder, 'payload'), payload);
  const how = [
    '-verify',
    '-binary',
    '-inform',
    'PEM',
    '-in',
    'cms.pem',
    '-content',
    'payload',
    '-noverify',
    '-out',
    '/dev/null',
  ];
  execFileSync('openssl', ['cms', ...how], { cwd: world.folder, stdio: 'pipe' });
  return execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'PEM', '-in', 'cms.pem'], {
    cwd: world.folder,
    encoding: 'utf8',
  });
}

function parts(name: string): { signature: Buffer; payload: Buffer } {
  const read = readTag(repo.gitBytes(['cat-file', 'tag', name]), 'sha1');
  if (read.kind !== 'object' || read.object.signature === undefined) throw new Error('not signed');
  const { bytes, payload } = read.object.signature;
  return { signature: bytes, payload };
}

describe('a tag by a login', () => {
  it.each([
    ['an older log, whose promise proves the time', { log: 1, timestamp: false }, ['log']],
    ['an older log and a timestamp', { log: 1, timestamp: true }, ['log', 'timestamp']],
    ['a newer log and a timestamp', { log: 2, timestamp: true }, ['timestamp']],
  ] as const)('with %s holds what proves it', async (_what, choice, proofs) => {
    const instance = of(choice);
    const signed = await sign(instance);
    const { signature, payload } = parts('v1.0');
    const printed = openssl(signature, payload);
    for (const attribute of ['contentType', 'signingTime', 'messageDigest', '1.3.6.1.4.1.57264.3.1'])
      expect(printed).toContain(attribute);
    expect(printed.includes('id-smime-aa-timeStampToken')).toBe(choice.timestamp);
    expect(() => openssl(signature, Buffer.concat([payload, Buffer.from('x')]))).toThrow();
    const by = { roots: [{ instance: 'lab', material: instance.trust }], keys: [], now: new Date() };
    const { form, finding } = await judgeGitsign(signature, payload, by);
    expect([form, finding.result, finding.notes]).toEqual(['gitsign', 'good', []]);
    expect(finding.signer).toMatchObject({ identity: 'ada@example.org', issuer: lab.issuer });
    // The earlier of two counts, and they come together.
    expect(proofs).toContain(finding.dateProvenBy);
    expect(signed.check).toMatchObject({ object: signed.object, form: 'gitsign', type: 'tag' });
    expect(opened).toBeLessThan(2);
  });

  it('leaves out what gitsign leaves out, and no more', async () => {
    await sign(of({ log: 1, timestamp: false }));
    const { signature, payload } = parts('v1.0');
    const read = readGitsign(signature, payload);
    if (read.kind !== 'content') throw new Error(read.kind);
    const [logged] = lab.requests('rekor1').filter(({ method }) => method === 'POST');
    // The log's own words are made again from the signature.
    expect(JSON.parse(read.content.entries[0]?.body.toString() ?? '')).toEqual(
      JSON.parse(logged?.body.toString() ?? ''),
    );
    expect(Buffer.from(signature.toString().replace(/-----.*-----|\n/g, ''), 'base64').includes('apiVersion')).toBe(
      false,
    );
    const [lines, last] = [signature.toString().split('\n').slice(1, -2), 64];
    expect(Math.max(...lines.map((line) => line.length))).toBe(last);
  });

  it('tells what becomes public before anything is sent, and is given up with it', async () => {
    const asked: string[] = [];
    const refuse: Ask = (prompt, withdrawn) => {
      asked.push(prompt.kind);
      if (prompt.kind === 'publish')
        expect(prompt.publication).toMatchObject({ who: { identity: 'ada@example.org' }, file: { name: 'v1.0' } });
      return prompt.kind === 'publish' ? Promise.resolve(null) : agree(prompt, withdrawn);
    };
    await expect(sign(of(), {}, refuse)).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toContain('publish');
    expect([...lab.requests('fulcio'), ...lab.requests('rekor2')]).toEqual([]);
    expect(repo.git(['tag'])).toBe('');
  });

  it('is refused where nothing may ever be public', async () => {
    const { consent } = world.services.sigstore;
    await consent.markNeverPublic(repo.path);
    await expect(sign()).rejects.toMatchObject({ code: 'never-public' });
    await consent.unmarkNeverPublic(repo.path);
    expect([opened, repo.git(['tag'])]).toEqual([0, '']);
  });

  it('is not made where the log is down, or the certificate is forged', async () => {
    lab.inject('rekor2', { kind: 'status', status: 503 }, { times: 99 });
    await expect(sign()).rejects.toMatchObject({ code: 'service-failed' });
    lab.heal();
    lab.inject('fulcio', { kind: 'forge', what: 'identity' });
    await expect(sign()).rejects.toMatchObject({ code: 'service-answer' });
    expect([repo.git(['tag']), await world.services.sigstore.pending()]).toEqual(['', []]);
  });
});

describe('commits by a login', () => {
  it('are signed by one login, each with its own entry', async () => {
    repo.commit('three');
    const { gitSign } = world.services;
    const { head } = await gitSign.planCommits({ repository: repo.path, after: 'HEAD~2' }, {});
    const request = { repository: repo.path, key: 'keyless', after: 'HEAD~2', head, wish: { instance: of() } };
    const { commits, checks } = await gitSign.signCommits(request, { ask: agree });
    expect([commits.length, checks.map(({ form }) => form)]).toEqual([2, ['gitsign', 'gitsign']]);
    expect(lab.requests('fulcio')).toHaveLength(1);
    expect(lab.requests('rekor2').filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(repo.git(['cat-file', 'commit', 'HEAD'])).toContain('gpgsig -----BEGIN SIGNED MESSAGE-----\n ');
  });
});

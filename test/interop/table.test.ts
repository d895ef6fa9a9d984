import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countersign } from './countersign.ts';
import { cosign, cosignKey, peers, type Expected, type KeyFiles } from './peers.ts';
import { startRealSigstore, type Issuers, type RealSigstore } from './servers.ts';
import { Table } from './who-by-whom.ts';

const ADA = 'ada@example.org';
/** What GitHub says of a build, as far as Fulcio asks. */
const BUILD = {
  job_workflow_ref: 'lantern/app/.github/workflows/release.yml@refs/tags/v4.2',
  job_workflow_sha: 'a1'.repeat(20),
  sha: 'a1'.repeat(20),
  event_name: 'push',
  repository: 'lantern/app',
  repository_id: '4711',
  repository_owner: 'lantern',
  repository_owner_id: '42',
  repository_visibility: 'public',
  workflow: 'release',
  workflow_ref: 'lantern/app/.github/workflows/release.yml@refs/tags/v4.2',
  workflow_sha: 'a1'.repeat(20),
  ref: 'refs/tags/v4.2',
  runner_environment: 'github-hosted',
  run_id: '815',
  run_attempt: '1',
};

let real: RealSigstore;
let file: string;
let altered: string;
let key: KeyFiles;
let otherKey: KeyFiles;
const table = new Table();
beforeAll(async () => {
  real = await startRealSigstore();
  file = join(real.folder, 'lantern-4.2.tar.gz');
  altered = join(real.folder, 'altered.tar.gz');
  const bytes = randomBytes(100_000);
  writeFileSync(file, bytes);
  bytes[4711]! ^= 1;
  writeFileSync(altered, bytes);
  key = await cosignKey(real, 'key');
  otherKey = await cosignKey(real, 'other');
  // The first entry of a log has no number in cosign's bundles, which not everybody reads: it is looked at on its own.
  const first = await cosign().signByKey!(real, altered, join(real.folder, 'first.json'), key);
  expect(first).toMatchObject({ status: 0 });
  expect(await countersign().verifyByKey!(real, altered, join(real.folder, 'first.json'), key.public)).toMatchObject({
    status: 0,
  });
});
afterAll(async () => {
  table.print();
  await real.close();
});

const bundleOf = (signer: string, how: string): string => join(real.folder, `${signer}-${how}.sigstore.json`);
const must = (ended: { status: number; stderr: string; stdout: string }): void => {
  if (ended.status !== 0) throw new Error(`status ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
};

type Signing = 'signKeyless' | 'signByKey';
const able = (what: Signing | 'verifyKeyless' | 'verifyByKey') => peers().filter((peer) => peer[what] !== undefined);

describe('signing', () => {
  it.each(able('signKeyless'))('by $name with a login', async (signer) => {
    const token = real.token({ email: ADA });
    must(await signer.signKeyless!(real, file, bundleOf(signer.name, 'login'), token));
    const { mediaType } = JSON.parse(readFileSync(bundleOf(signer.name, 'login'), 'utf8')) as { mediaType: string };
    expect(mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
  });

  it.each(able('signKeyless'))('by $name as a build', async (signer) => {
    const subject = 'repo:lantern/app:ref:refs/tags/v4.2';
    const token = real.token({ subject, claims: BUILD }, 'builds');
    must(await signer.signKeyless!(real, file, bundleOf(signer.name, 'build'), token));
  });

  it.each(able('signByKey'))('by $name with a key', async (signer) => {
    must(await signer.signByKey!(real, file, bundleOf(signer.name, 'key'), key));
  });
});

/** Runs the cases of one cell; each is a status that should be zero, or should not. */
async function fill(
  row: string,
  column: string,
  cases: Record<string, () => Promise<{ status: number }>>,
): Promise<void> {
  const wrong: string[] = [];
  for (const [name, ask] of Object.entries(cases)) {
    const good = (await ask()).status === 0;
    if (good !== (name === 'genuine')) wrong.push(good ? `accepts ${name}` : `refuses ${name}`);
  }
  table.set(row, column, wrong.length === 0 ? 'yes' : wrong.join(', '));
  expect(wrong).toEqual([]);
}

describe.each(able('signKeyless'))('what $name signed with a login or as a build', (signer) => {
  it.each(able('verifyKeyless'))('is judged by $name', async (verifier) => {
    const whose: [string, string, Issuers][] = [
      ['login', ADA, 'people'],
      ['build', `https://github.com/${BUILD.job_workflow_ref}`, 'builds'],
    ];
    for (const [how, identity, who] of whose) {
      const bundle = bundleOf(signer.name, how);
      expect(existsSync(bundle)).toBe(true);
      const expected: Expected = { identity, issuer: real.issuers[who] };
      const judge = (path: string, wanted: Expected) => () => verifier.verifyKeyless!(real, path, bundle, wanted);
      await fill(`${signer.name}, ${how}`, verifier.name, {
        genuine: judge(file, expected),
        'the altered file': judge(altered, expected),
        'another identity': judge(file, { ...expected, identity: 'bert@example.org' }),
        'another issuer': judge(file, { ...expected, issuer: real.issuers.others }),
      });
    }
  });
});

describe.each(able('signByKey'))('what $name signed with a key', (signer) => {
  it.each(able('verifyByKey'))('is judged by $name', async (verifier) => {
    const bundle = bundleOf(signer.name, 'key');
    expect(existsSync(bundle)).toBe(true);
    const judge = (path: string, publicKey: string) => () => verifier.verifyByKey!(real, path, bundle, publicKey);
    await fill(`${signer.name}, key`, verifier.name, {
      genuine: judge(file, key.public),
      'the altered file': judge(altered, key.public),
      'another key': judge(file, otherKey.public),
    });
  });
});

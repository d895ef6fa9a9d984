import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countersign } from './countersign.ts';
import { type Ground, type Issuers, labGround } from './ground.ts';
import { cosign, cosignKey, peers, type Expected, type KeyFiles, type Peer } from './peers.ts';
import type { Ended } from './programs.ts';
import { startRealSigstore } from './servers.ts';
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

/** How something is signed, by whom it can be, and whom to expect then. */
interface Way {
  how: string;
  can: (peer: Peer) => boolean;
  sign: (by: Peer, at: Place, bundle: string) => Promise<Ended>;
  /** Null: by key. */
  identity: string | null;
  issuer?: Issuers;
}

/** A ground with what is signed there. */
interface Place {
  ground: Ground;
  file: string;
  altered: string;
  key: KeyFiles;
  otherKey: KeyFiles;
}

const LOGIN: Way = {
  how: 'login',
  can: (peer) => peer.signKeyless !== undefined,
  sign: (by, { ground, file }, bundle) =>
    by.signKeyless!(ground, file, bundle, { token: ground.token({ email: ADA }), account: ADA }),
  identity: ADA,
};
const AS_BUILD: Way = {
  how: 'build',
  can: (peer) => peer.signKeyless !== undefined,
  sign: (by, { ground, file }, bundle) => {
    const subject = 'repo:lantern/app:ref:refs/tags/v4.2';
    return by.signKeyless!(ground, file, bundle, { token: ground.token({ subject, claims: BUILD }, 'builds') });
  },
  identity: `https://github.com/${BUILD.job_workflow_ref}`,
  issuer: 'builds',
};
const STATEMENT: Way = {
  how: 'statement',
  can: (peer) => peer.attest !== undefined,
  sign: (by, { ground, file }, bundle) => by.attest!(ground, file, bundle, { token: ground.token({ email: ADA }) }),
  identity: ADA,
};
const byKey = (how: string, logged: boolean): Way => ({
  how,
  can: (peer) => peer.signByKey !== undefined,
  sign: (by, { ground, file, key }, bundle) => by.signByKey!(ground, file, bundle, key, logged),
  identity: null,
});
const KEY = byKey('key', true);

const GROUNDS: { name: string; short: string; start: () => Promise<Ground>; ways: Way[] }[] = [
  {
    name: 'the real servers, log version 2',
    short: 'real, v2',
    start: startRealSigstore,
    ways: [LOGIN, AS_BUILD, STATEMENT, KEY, byKey('key, not logged', false)],
  },
  { name: 'the lab, log version 2', short: 'lab, v2', start: () => labGround({ log: 2 }), ways: [LOGIN, KEY] },
  {
    name: 'the lab, log version 1',
    short: 'lab, v1',
    start: () => labGround({ log: 1, timestamp: false }),
    ways: [LOGIN, KEY],
  },
];

const table = new Table();
afterAll(() => table.print());

async function settle(start: () => Promise<Ground>): Promise<Place> {
  const ground = await start();
  const file = join(ground.folder, 'lantern-4.2.tar.gz');
  const altered = join(ground.folder, 'altered.tar.gz');
  const bytes = randomBytes(100_000);
  writeFileSync(file, bytes);
  bytes[4711]! ^= 1;
  writeFileSync(altered, bytes);
  const [key, otherKey] = [await cosignKey(ground, 'key'), await cosignKey(ground, 'other')];
  // The first entry of a log has no number in cosign's bundles, which not everybody reads: it is looked at on its own.
  const first = join(ground.folder, 'first.json');
  must(await cosign().signByKey!(ground, altered, first, key, true));
  must(await countersign().verifyByKey!(ground, altered, first, key.public));
  return { ground, file, altered, key, otherKey };
}

function must(ended: Ended): void {
  if (ended.status !== 0) throw new Error(`status ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
}

/** Runs the cases of one cell; each is a status that should be zero, or should not. */
async function fill(row: string, column: string, cases: Record<string, () => Promise<Ended>>): Promise<void> {
  const wrong: string[] = [];
  const said: string[] = [];
  const asked = Object.entries(cases).map(async ([name, ask]) => {
    const { status, stdout, stderr } = await ask();
    if ((status === 0) === (name === 'genuine')) return;
    wrong.push(status === 0 ? `accepts ${name}` : `refuses ${name}`);
    said.push(stdout, stderr);
  });
  await Promise.all(asked);
  table.set(row, column, wrong.length === 0 ? 'yes' : wrong.join(', '));
  expect(wrong, said.join('\n')).toEqual([]);
}

/** What one verifier is asked of one bundle: the genuine case, and what it has to refuse. */
function questions(
  verifier: Peer,
  { ground, file, altered, key, otherKey }: Place,
  bundle: string,
  { identity, issuer: who = 'people' }: Way,
): Record<string, () => Promise<Ended>> {
  if (identity === null) {
    const judge = (path: string, publicKey: string) => () => verifier.verifyByKey!(ground, path, bundle, publicKey);
    return {
      genuine: judge(file, key.public),
      'the altered file': judge(altered, key.public),
      'another key': judge(file, otherKey.public),
    };
  }
  const expected = { identity, issuer: ground.issuers[who] };
  const judge = (path: string, wanted: Expected) => () => verifier.verifyKeyless!(ground, path, bundle, wanted);
  return {
    genuine: judge(file, expected),
    'the altered file': judge(altered, expected),
    'another identity': judge(file, { ...expected, identity: 'bert@example.org' }),
    'another issuer': judge(file, { ...expected, issuer: ground.issuers.others }),
  };
}

/** What others are known to do with statements; ours does none of it. */
function known(signer: Peer, verifier: Peer): string | undefined {
  if (verifier.ignoresSubjects === true) return 'accepts any file';
  const speaksV1Alone = verifier.name === 'sigstore-python';
  return speaksV1Alone && signer.name === 'cosign' ? 'only Statement v1' : undefined;
}

describe.each(GROUNDS)('$name', ({ start, ways, short }) => {
  let place: Place;
  beforeAll(async () => {
    place = await settle(start);
  });
  afterAll(() => place.ground.close());

  describe.each(ways)('$how', (way) => {
    it.each(peers().filter(way.can))('signed by $name', async (signer) => {
      const bundle = join(place.ground.folder, `${signer.name}-${way.how}.sigstore.json`.replaceAll(/[ ,]+/g, '-'));
      must(await way.sign(signer, place, bundle));
      const { mediaType } = JSON.parse(readFileSync(bundle, 'utf8')) as { mediaType: string };
      expect(mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
      for (const verifier of peers()) {
        const knowsKind = way.identity === null ? 'verifyByKey' : 'verifyKeyless';
        if (verifier[knowsKind] === undefined) continue;
        if (way === STATEMENT && known(signer, verifier) !== undefined) {
          table.set(`${signer.name}, ${way.how} (${short})`, verifier.name, known(signer, verifier)!);
          continue;
        }
        await fill(`${signer.name}, ${way.how} (${short})`, verifier.name, questions(verifier, place, bundle, way));
      }
    });
  });
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ArtifactSource } from '../../../electron/core/sigstore/artifact-source.ts';
import { judgeSigstore } from '../../../electron/core/sigstore/judge.ts';
import { readPublicKeys } from '../../../electron/core/sigstore/public-key.ts';
import { readSigstore } from '../../../electron/core/sigstore/read.ts';
import { shippedTrustedRoot } from '../../../electron/core/sigstore/shipped-root.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import type { SigstoreFinding } from '../../../electron/core/sigstore/finding.ts';
import { haveVectors, vectorsPath } from '../../vectors.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

/** Judges what lies in a folder's files by that root; `malformed` where the bundle is refused before it is judged. */
async function judge(
  bundle: Uint8Array,
  artifact: ArtifactSource,
  root: Uint8Array,
  keys?: Uint8Array,
): Promise<SigstoreFinding | 'malformed' | 'root refused'> {
  const read = readSigstore(bundle);
  if (read === null) throw new Error('no bundle');
  if (read.kind === 'malformed') return 'malformed';
  const trusted = readTrustedRoot(root);
  if (trusted.kind === 'refused') return 'root refused';
  return judgeSigstore(read.content, artifact, {
    roots: [{ instance: 'public-good', material: trusted.material }],
    keys: keys === undefined ? [] : readPublicKeys(keys),
    keysAreNamed: keys !== undefined,
    now: NOW,
  });
}

function digestOnly(sha256: Uint8Array): ArtifactSource {
  return { digest: (algorithm) => Promise.resolve(algorithm === 'sha256' ? sha256 : undefined) };
}

function fileSource(bytes: Buffer): ArtifactSource {
  return {
    digest: (algorithm) => Promise.resolve(createHash(algorithm).update(bytes).digest()),
    // eslint-disable-next-line @typescript-eslint/require-await -- a file is read like this
    async *read() {
      yield bytes;
    },
    size: bytes.length,
  };
}

/** What the card may call good: a good signature, with a signer, that lacks nothing which the root demands. */
function isGood(finding: Awaited<ReturnType<typeof judge>>): boolean {
  return (
    typeof finding === 'object' &&
    finding.result === 'good' &&
    finding.notes.length === 0 &&
    (finding.keyFrom ?? 'given') === 'given' &&
    finding.signer !== undefined
  );
}

describe.runIf(haveVectors('sigstore-bundles'))('the conformance suite', () => {
  const folder = vectorsPath('sigstore-bundles');
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = (name: string, file: string) => readFileSync(join(folder, name, file));
  const has = (name: string, file: string) => existsSync(join(folder, name, file));

  test('is there', () => expect(cases.length).toBeGreaterThanOrEqual(35));

  for (const { name } of cases) {
    const fails = name.endsWith('_fail');
    const artifact = has(name, 'artifact') ? read(name, 'artifact') : readFileSync(join(folder, 'a.txt'));
    for (const [how, source] of [
      ['the file', fileSource(artifact)],
      ['the digest alone', digestOnly(createHash('sha256').update(artifact).digest())],
    ] as const) {
      test(`${name} is ${fails ? 'refused' : 'good'} by ${how}`, async () => {
        const root = has(name, 'trusted_root.json') ? read(name, 'trusted_root.json') : shippedTrustedRoot();
        const keys = has(name, 'key.pub') ? read(name, 'key.pub') : undefined;
        const finding = await judge(read(name, 'bundle.sigstore.json'), source, root, keys);
        expect(isGood(finding), JSON.stringify(finding)).toBe(!fails);
        if (fails || typeof finding === 'string' || keys !== undefined) return;
        expect(finding.signer).toMatchObject({
          identity: has(name, 'identity') ? read(name, 'identity').toString().trim() : BEACON,
          issuer: has(name, 'issuer') ? read(name, 'issuer').toString().trim() : GITHUB,
        });
        expect(finding.signedAt).toBeInstanceOf(Date);
      });
    }
  }
});

const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const GITHUB = 'https://token.actions.githubusercontent.com';

describe.runIf(haveVectors('cpython-releases'))('releases of CPython', () => {
  const folder = vectorsPath('cpython-releases');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    artifact: string;
    bundle: string;
    sha256: string;
    identity: string;
    issuer: string;
  }[];

  test('are there', () => expect(index.length).toBeGreaterThanOrEqual(24));

  for (const { artifact, bundle, sha256, identity, issuer } of index) {
    const bytes = readFileSync(join(folder, bundle));

    test(`${artifact} is good by its digest alone, with the root that is shipped`, async () => {
      const finding = await judge(bytes, digestOnly(Buffer.from(sha256, 'hex')), shippedTrustedRoot());
      expect(isGood(finding), JSON.stringify(finding)).toBe(true);
      expect(finding).toMatchObject({ signer: { identity, issuer }, dateProvenBy: 'log', mustBeLogged: true });
    });

    test(`${artifact} is bad with another digest`, async () => {
      const other = Buffer.from(sha256, 'hex');
      other[0] = (other[0] ?? 0) ^ 1;
      expect(await judge(bytes, digestOnly(other), shippedTrustedRoot())).toMatchObject({ result: 'bad' });
    });
  }
});

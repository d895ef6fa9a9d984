import * as openpgp from 'openpgp';
import { describe, expect, it } from 'vitest';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
import { inspectOpenpgp } from '../../../electron/core/openpgp/inspect.ts';
import { judgeSignature } from '../../../electron/core/openpgp/judge.ts';

const DATA = new Uint8Array(Buffer.from('made by another program'));

async function judgeBy(options: Partial<openpgp.KeyOptions>, config: openpgp.PartialConfig = {}): Promise<string[]> {
  const { privateKey, publicKey } = await openpgp.generateKey({
    userIDs: [{ name: 'Ada' }],
    ...options,
    format: 'object',
    config,
  });
  // Its type names a stream package that is not there.
  const signature = (await openpgp.sign({
    message: await openpgp.createMessage({ binary: DATA }),
    signingKeys: privateKey,
    detached: true,
    format: 'binary',
    config,
  })) as Uint8Array;
  const content = inspectOpenpgp(signature);
  if (content.kind !== 'signatures') throw new Error(content.kind);
  const index = new CertificateIndex().add(publicKey.write());
  const entry = content.signatures[0]!;
  const now = new Date(Date.now() + 1000);
  const good = await judgeSignature(entry, memoryDigestSource(DATA), index, now);
  const bad = await judgeSignature(entry, memoryDigestSource(new Uint8Array(9)), index, now);
  return [good.result, ...good.notes, bad.result];
}

describe('what OpenPGP.js signs', () => {
  it.each([
    ['algorithm 27, Ed25519', { type: 'curve25519' as const }],
    ['algorithm 28, Ed448', { type: 'curve448' as const }],
    ['Ed25519 as GnuPG has it', { type: 'ecc' as const, curve: 'ed25519Legacy' as const }],
    ['P-521', { type: 'ecc' as const, curve: 'nistP521' as const }],
    ['RSA 2048', { type: 'rsa' as const, rsaBits: 2048 }],
  ])('with %s is judged right', async (_name, options) => {
    expect(await judgeBy(options)).toEqual(['good', 'bad']);
  });

  it('with SHA-3 is judged right, in Electron too', async () => {
    const sha3 = { preferredHashAlgorithm: openpgp.enums.hash.sha3_256 };
    expect(await judgeBy({ type: 'curve25519' }, sha3)).toEqual(['good', 'bad']);
    expect(
      await judgeBy({ type: 'rsa', rsaBits: 2048 }, { preferredHashAlgorithm: openpgp.enums.hash.sha3_512 }),
    ).toEqual(['good', 'bad']);
  });

  it('with a version 6 key is of a kind that is not read', async () => {
    expect(await judgeBy({ type: 'curve25519' }, { v6Keys: true })).toEqual(['unsupported', 'unsupported']);
  });
});

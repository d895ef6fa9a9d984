import { bundleFromJSON } from '@sigstore/bundle';
import type { TransparencyLogEntry } from '@sigstore/protobuf-specs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyHint, writeBundle } from '../../../electron/core/sigstore/write-bundle.ts';

const bytes = (length = 32) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => Buffer.from(value));
const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
const entry: fc.Arbitrary<TransparencyLogEntry> = fc.record({
  logIndex: number,
  logId: fc.record({ keyId: bytes() }),
  kindVersion: fc.record({ kind: fc.constant('hashedrekord'), version: fc.constantFrom('0.0.1', '0.0.2') }),
  integratedTime: number,
  inclusionPromise: fc.option(fc.record({ signedEntryTimestamp: bytes(70) }), { nil: undefined }),
  inclusionProof: fc.record({
    logIndex: number,
    rootHash: bytes(),
    treeSize: number,
    hashes: fc.array(bytes(), { maxLength: 4 }),
    checkpoint: fc.record({ envelope: fc.string({ minLength: 1 }) }),
  }),
  canonicalizedBody: bytes(120),
});

const key = { kind: 'key', hint: keyHint('AB'.repeat(32)) } as const;
const parts = { signature: Buffer.from('sig'), digest: { algorithm: 'sha256', bytes: Buffer.alloc(32, 7) } } as const;

describe('a bundle', () => {
  it('is read by Sigstore’s own library as what it was made of', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 3 }),
        fc.array(bytes(50), { maxLength: 2 }),
        fc.constantFrom('sha256', 'sha384', 'sha512'),
        fc.boolean(),
        (tlogEntries, timestamps, algorithm, withCertificate) => {
          const der = Buffer.from('certificate');
          const written = writeBundle({
            signature: parts.signature,
            digest: { algorithm, bytes: Buffer.alloc(32, 7) },
            verifier: withCertificate ? { kind: 'certificate', der } : key,
            tlogEntries,
            timestamps,
          });
          const read = bundleFromJSON(JSON.parse(Buffer.from(written).toString()));
          expect(read.mediaType).toBe('application/vnd.dev.sigstore.bundle.v0.3+json');
          expect(read.verificationMaterial.tlogEntries).toEqual(tlogEntries);
          expect(
            read.verificationMaterial.timestampVerificationData?.rfc3161Timestamps.map((one) => one.signedTimestamp),
          ).toEqual(timestamps);
          expect(read.verificationMaterial.content).toEqual(
            withCertificate
              ? { $case: 'certificate', certificate: { rawBytes: der } }
              : { $case: 'publicKey', publicKey: { hint: key.hint } },
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has the fields that other languages leave out where they are zero or empty', () => {
    const [first] = fc.sample(entry, 1);
    const zero = { ...first!, logIndex: '0', integratedTime: '0' };
    const proof = { ...first!.inclusionProof!, logIndex: '0', hashes: [] };
    const written = writeBundle({
      ...parts,
      verifier: key,
      tlogEntries: [{ ...zero, inclusionProof: proof }],
      timestamps: [],
    });
    const json = JSON.parse(Buffer.from(written).toString()) as {
      verificationMaterial: { tlogEntries: object[]; timestampVerificationData: object };
    };
    expect(json.verificationMaterial.tlogEntries[0]).toMatchObject({
      logIndex: '0',
      integratedTime: '0',
      inclusionProof: { logIndex: '0', hashes: [] },
    });
    expect(json.verificationMaterial.timestampVerificationData).toEqual({ rfc3161Timestamps: [] });
  });

  it('names a key by the SHA-256 of its public half, as cosign does', () => {
    expect(key.hint).toBe(Buffer.alloc(32, 0xab).toString('base64'));
  });
});

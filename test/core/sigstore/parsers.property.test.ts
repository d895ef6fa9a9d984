import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPublicKeys } from '../../../electron/core/sigstore/public-key.ts';
import { readDetached, readSigstore } from '../../../electron/core/sigstore/read.ts';
import { readTrustedRoot } from '../../../electron/core/sigstore/trusted-root.ts';
import { judgeSigstore, sigstoreDigests } from '../../../electron/core/sigstore/judge.ts';
import { fileSource, materialOf, newBundle, newInstance, statementAbout } from './forge.ts';
import type { Instance } from './forge.ts';

const ARTIFACT = Buffer.from('a release of the app\n');

let instance: Instance;
let texts: string[];
beforeAll(async () => {
  instance = await newInstance();
  const options = [{}, { timestamp: true, log: 2 as const }, { statement: statementAbout(ARTIFACT) }, { keyed: true }];
  texts = await Promise.all(options.map(async (one) => JSON.stringify(await newBundle(instance, ARTIFACT, one))));
});

/** Places of a text where characters are replaced, cut out or put in. */
const cuts = fc.array(
  fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(40), fc.string({ maxLength: 8 })),
  { minLength: 1, maxLength: 4 },
);

function damaged(whole: string, places: readonly (readonly [number, number, string])[]): string {
  return places.reduce((text, [at, length, put]) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + put + text.slice(start + length);
  }, whole);
}

const judgeAll = async (text: string) => {
  const read = readSigstore(Buffer.from(text));
  if (read?.kind !== 'content') return undefined;
  sigstoreDigests(read.content, []);
  const roots = [{ instance: 'public-good', material: materialOf(instance.trustedRoot()) }];
  return judgeSigstore(read.content, fileSource(ARTIFACT), { roots, keys: [], now: new Date() });
};

describe('whatever the bytes are, readers and the judge', () => {
  test('never throw on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        readSigstore(bytes);
        readDetached(bytes, bytes);
        readPublicKeys(bytes);
        expect(readTrustedRoot(bytes).kind).toBe('refused');
      }),
    );
  });

  test('never throw on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const bundle = {
          mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
          verificationMaterial: one,
          messageSignature: other,
        };
        expect(readSigstore(Buffer.from(JSON.stringify(bundle)))?.kind).toBe('malformed');
        readTrustedRoot(
          Buffer.from(
            JSON.stringify({
              mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
              tlogs: one,
              ctlogs: other,
            }),
          ),
        );
        readSigstore(Buffer.from(JSON.stringify({ base64Signature: one, rekorBundle: other })));
      }),
    );
  });

  test('never throw on a damaged bundle', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), cuts, async (which, places) => {
        await judgeAll(damaged(texts[which]!, places));
      }),
      { numRuns: 200 },
    );
  });

  test('never call a bundle good whose bytes in base64 were changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, place, flip) => {
        const bundle = JSON.parse(texts[which]!) as Record<string, unknown>;
        const holders: [Record<string, unknown>, string][] = [];
        collect(bundle, holders);
        const [holder, name] = holders[place % holders.length]!;
        const bytes = Buffer.from(holder[name] as string, 'base64');
        bytes[place % bytes.length]! ^= flip;
        holder[name] = bytes.toString('base64');
        const found = await judgeAll(JSON.stringify(bundle));
        // What proves nothing may be changed: the key's name, the root hash beside the signed one, and a timestamp's wrapping.
        if (!UNSIGNED.includes(name)) expect(found?.result).not.toBe('good');
      }),
      { numRuns: 150 },
    );
  });

  test('never throw on a damaged trusted root', () => {
    const whole = JSON.stringify(instance.trustedRoot());
    fc.assert(
      fc.property(cuts, (places) => {
        readTrustedRoot(Buffer.from(damaged(whole, places)));
      }),
    );
  });
});

const UNSIGNED = ['hint', 'rootHash', 'signedTimestamp'];
const BASE64 = [
  'rawBytes',
  'keyId',
  'signedEntryTimestamp',
  'canonicalizedBody',
  'digest',
  'signature',
  'sig',
  'payload',
  'signedTimestamp',
  'hint',
  'rootHash',
];

function collect(value: unknown, holders: [Record<string, unknown>, string][]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && BASE64.includes(name)) holders.push([value as Record<string, unknown>, name]);
    else collect(inner, holders);
  }
}

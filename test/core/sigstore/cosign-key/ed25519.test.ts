import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signEd25519, signEd25519ph } from '../../../../electron/core/sigstore/cosign-key/ed25519.ts';

const hex = (value: string) => Buffer.from(value.replace(/\s/g, ''), 'hex');
const fine = () => undefined;
const keyOf = (seed: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([hex('302e020100300506032b657004220420'), seed]),
    format: 'der',
    type: 'pkcs8',
  });

/** RFC 8032, section 7.1: the secret key, the message, the signature. */
const PURE = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    '',
    `e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
     5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b`,
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '72',
    `92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
     085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`,
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'af82',
    `6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
     18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a`,
  ],
] as const;

/** RFC 8032, section 7.3: Ed25519ph. */
const PREHASHED = [
  '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
  '616263',
  `98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41
   31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406`,
] as const;

describe('pure Ed25519', () => {
  it.each(PURE)('signs as RFC 8032 does (%s)', async (seed, message, signature) => {
    const made = await signEd25519(hex(seed), () => [hex(message)], fine);
    expect(Buffer.from(made)).toEqual(hex(signature));
  });

  it('is the platform’s signature, however the message comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), async (pieces) => {
        const seed = randomBytes(32);
        const made = await signEd25519(seed, () => pieces, fine);
        expect(Buffer.from(made)).toEqual(sign(null, Buffer.concat(pieces), keyOf(seed)));
      }),
      { numRuns: 30 },
    );
  });

  it('is told each time what was read, and signs nothing where that is another message', async () => {
    const messages = [Buffer.from('one'), Buffer.from('two')];
    const meant = createHash('sha256').update('one').digest();
    let reading = 0;
    const same = (sha256: Uint8Array): void => {
      if (!meant.equals(sha256)) throw new Error('another message');
    };
    await expect(signEd25519(randomBytes(32), () => [messages[reading++]!], same)).rejects.toThrow('another message');
    expect(reading).toBe(2);
  });
});

describe('Ed25519ph', () => {
  it('signs as RFC 8032 does', async () => {
    const [seed, message, signature] = PREHASHED;
    const made = await signEd25519ph(hex(seed), createHash('sha512').update(hex(message)).digest());
    expect(Buffer.from(made)).toEqual(hex(signature));
  });

  it('is what another library verifies, and no pure signature', async () => {
    const seed = randomBytes(32);
    const message = randomBytes(77);
    const made = await signEd25519ph(seed, createHash('sha512').update(message).digest());
    const publicKey = createPublicKey(keyOf(seed));
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
    expect(ed25519ph.verify(made, message, raw)).toBe(true);
    expect(verify(null, message, publicKey, made)).toBe(false);
  });
});

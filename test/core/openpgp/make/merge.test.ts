import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addUserId } from '../../../../electron/core/openpgp/make/add.ts';
import {
  fingerprintOf,
  readKeyParts,
  readOneKey,
  writeKeyParts,
} from '../../../../electron/core/openpgp/make/certificate-parts.ts';
import type { KeyParts } from '../../../../electron/core/openpgp/make/certificate-parts.ts';
import { openSecrets } from '../../../../electron/core/openpgp/make/export.ts';
import { extendKey } from '../../../../electron/core/openpgp/make/extend.ts';
import { generateOpenpgpKey } from '../../../../electron/core/openpgp/make/generate.ts';
import { armorBlock, readKeyFile } from '../../../../electron/core/openpgp/make/key-armor.ts';
import { mergeCertificates } from '../../../../electron/core/openpgp/make/merge.ts';
import { concatBytes } from '../../../../electron/core/openpgp/byte-reader.ts';
import { endOfValidity } from '../../../../electron/core/openpgp/make/validity.ts';

const now = new Date('2026-11-21T00:00:00Z');
const make = () => generateOpenpgpKey({ name: 'Ada', email: '', algorithm: 'ed25519', validity: '1y', now });
let base: KeyParts;
let extended: KeyParts;
let named: KeyParts;

beforeAll(async () => {
  const key = await make();
  base = key.certificate;
  const secrets = await openSecrets(key.secrets);
  const primary = secrets.get(fingerprintOf(base.primary.body))!;
  extended = await extendKey(base, primary, secrets, '3y', now);
  named = await addUserId(base, primary, 'Ada at work', 'ada@work.example', now);
});

describe('merging two versions of a certificate', () => {
  it('adds what either has, once, whichever comes first', () => {
    for (const merged of [mergeCertificates(extended, named), mergeCertificates(named, extended)]) {
      expect(merged.users.map(({ signatures }) => signatures.length)).toEqual([2, 1]);
      expect(merged.subkeys.map(({ signatures }) => signatures.length)).toEqual([2]);
    }
    expect(mergeCertificates(extended, extended)).toEqual(extended);
    expect(mergeCertificates(extended, base)).toEqual(extended);
  });

  it('takes a copy whose unhashed part somebody changed for the same signature', () => {
    const copy = readOneKey(writeKeyParts(base));
    const [signature] = copy.users[0]!.signatures;
    const { body } = signature!;
    const hashedEnd = 6 + body[4]! * 256 + body[5]!;
    const unhashed = Uint8Array.of(0, 3, 2, 100, 1);
    const altered = concatBytes([body.subarray(0, hashedEnd), unhashed, body.subarray(hashedEnd + 2)]);
    copy.users[0]!.signatures = [{ tag: 2, body: altered }];
    expect(mergeCertificates(base, copy)).toEqual(base);
  });

  it('refuses another key', async () => {
    const other = await make();
    expect(() => mergeCertificates(base, other.certificate)).toThrow('not-expected-key');
  });
});

describe('reading key files', () => {
  it('writes what it read, and armor changes nothing', () => {
    const bytes = writeKeyParts(named);
    expect(writeKeyParts(readOneKey(bytes))).toEqual(bytes);
    expect(readKeyFile(Buffer.from(armorBlock('PUBLIC KEY BLOCK', bytes)))).toEqual(bytes);
  });

  it('whatever the bytes, it is keys or an error from the list', () => {
    const whole = writeKeyParts(named);
    const damaged = fc
      .tuple(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length))
      .map(([at, value, end]) => whole.map((byte, i) => (i === at ? value : byte)).subarray(0, end));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        try {
          readKeyParts(readKeyFile(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed' });
        }
      }),
    );
  });
});

describe('validity', () => {
  it.each([
    ['2y', '2028-11-21'],
    ['18m', '2028-05-21'],
    ['6w', '2027-01-02'],
    ['90d', '2027-02-19'],
  ])('%s ends on %s', (validity, end) => {
    expect(endOfValidity(validity, now)?.toISOString().slice(0, 10)).toBe(end);
  });

  it('a day that the month lacks becomes its last', () => {
    const end = (validity: string, from: string) => endOfValidity(validity, new Date(from))?.toISOString().slice(0, 10);
    expect(end('3m', '2026-11-30T00:00:00Z')).toBe('2027-02-28');
    expect(end('1y', '2028-02-29T00:00:00Z')).toBe('2029-02-28');
  });

  it.each(['', '0d', '2', 'y', '-1y', '1.5y', 'forever', '99999y', '9999y'])('%j is refused', async (validity) => {
    const request = { name: 'A', email: '', algorithm: 'ed25519', validity, now } as const;
    await expect(generateOpenpgpKey(request)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('names', () => {
  it.each([
    ['', ''],
    ['Ada <x@y>', ''],
    ['Ada\nBob', ''],
    ['Ada', 'no address'],
    ['Ada', 'a@b>c'],
  ])('%j %j is refused', async (name, email) => {
    const request = { name, email, algorithm: 'ed25519', validity: '1y', now } as const;
    await expect(generateOpenpgpKey(request)).rejects.toMatchObject({ code: 'usage' });
  });
});

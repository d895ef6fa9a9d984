import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type KeyFile,
  openSealedKey,
  publicKeyFile,
  readKeyFile,
  sealedKeyFile,
} from '../../../../electron/core/sigstore/cosign-key/key-file.ts';
import { readPemBlocks, writePem } from '../../../../electron/core/sigstore/cosign-key/pem-blocks.ts';
import { generatePrivateKey, type PrivateKey } from '../../../../electron/core/sigstore/cosign-key/private-key.ts';
import { AppError } from '../../../../shared/error.ts';

const PASSPHRASE = 'naïve  passphrase';
const text = (value: string | Buffer) => new TextEncoder().encode(value.toString());

let key: PrivateKey;
let file: string;

beforeAll(async () => {
  key = await generatePrivateKey('p256');
  file = await sealedKeyFile(key, PASSPHRASE);
});

const sealedOf = (found: KeyFile | null) => {
  if (found?.kind !== 'sealed') throw new Error(`it is ${found?.kind ?? 'nothing'}`);
  return found.sealed;
};
const plainOf = (found: KeyFile | null) => {
  if (found?.kind !== 'plain') throw new Error(`it is ${found?.kind ?? 'nothing'}`);
  return found.key;
};
const fingerprint = ({ public: { fingerprint: value } }: PrivateKey) => value;
const pkcs8 = (one: KeyObject) => one.export({ type: 'pkcs8', format: 'pem' });
const json = () => JSON.parse(readPemBlocks(text(file))[0]!.der.toString()) as Record<string, Record<string, unknown>>;
const withJson = (value: unknown) => text(writePem('ENCRYPTED SIGSTORE PRIVATE KEY', text(JSON.stringify(value))));

describe('a key in cosign’s format', () => {
  it('opens with its passphrase, and is the same key', async () => {
    expect(file).toMatch(/^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n/);
    const opened = await openSealedKey(sealedOf(readKeyFile(text(file))), PASSPHRASE);
    expect(fingerprint(opened)).toBe(fingerprint(key));
    expect(pkcs8(opened.key)).toBe(pkcs8(key.key));
  });

  it('has the parameters that cosign has', () => {
    expect(json()).toMatchObject({
      kdf: { name: 'scrypt', params: { N: 65536, r: 8, p: 1 } },
      cipher: { name: 'nacl/secretbox' },
    });
    expect(Buffer.from(json()['kdf']!['salt'] as string, 'base64')).toHaveLength(32);
    expect(Buffer.from(json()['cipher']!['nonce'] as string, 'base64')).toHaveLength(24);
  });

  it('is read under its older name too', async () => {
    const older = file.replaceAll('SIGSTORE', 'COSIGN');
    expect(fingerprint(await openSealedKey(sealedOf(readKeyFile(text(older))), PASSPHRASE))).toBe(fingerprint(key));
  });

  it('opens with an empty passphrase where it has one, as cosign’s may', async () => {
    const open = await sealedKeyFile(key, '');
    expect(fingerprint(await openSealedKey(sealedOf(readKeyFile(text(open))), ''))).toBe(fingerprint(key));
  });

  it.each(['', 'naïve passphrase', `${PASSPHRASE} `])('does not open with „%s“', async (wrong) => {
    const sealed = sealedOf(readKeyFile(text(file)));
    await expect(openSealedKey(sealed, wrong)).rejects.toMatchObject({ code: 'wrong-passphrase', detail: '' });
  });

  it('does not open where a byte of it was changed', async () => {
    for (const [part, field] of [
      ['kdf', 'salt'],
      ['cipher', 'nonce'],
    ] as const) {
      const value = json();
      const bytes = Buffer.from(value[part]![field] as string, 'base64');
      bytes[3]! ^= 1;
      value[part]![field] = bytes.toString('base64');
      const sealed = sealedOf(readKeyFile(withJson(value)));
      await expect(openSealedKey(sealed, PASSPHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    }
    const sealed = sealedOf(readKeyFile(text(file)));
    sealed.box[sealed.box.length - 1]! ^= 1;
    await expect(openSealedKey(sealed, PASSPHRASE)).rejects.toMatchObject({ code: 'wrong-passphrase' });
  });

  it.each([
    ['another way to derive', { kdf: { name: 'argon2' } }, 'unsupported'],
    ['another box', { cipher: { name: 'aes' } }, 'unsupported'],
    ['all memory there is', { kdf: { params: { N: 2 ** 30, r: 8, p: 1 } } }, 'unsupported'],
    ['almost no work', { kdf: { params: { N: 2, r: 8, p: 1 } } }, 'unsupported'],
    ['another block size', { kdf: { params: { N: 65536, r: 1024, p: 1 } } }, 'unsupported'],
    ['a strength that is no number', { kdf: { params: { N: '65536', r: 8, p: 1 } } }, 'unsupported'],
    ['a short nonce', { cipher: { nonce: 'AAAA' } }, 'malformed'],
    ['no salt', { kdf: { salt: '' } }, 'malformed'],
    ['a salt that is no text', { kdf: { salt: 1 } }, 'malformed'],
    ['stray characters', { cipher: { nonce: 'A'.repeat(32).replace(/^./, ' ') } }, 'malformed'],
  ] as const)('refuses %s', (_what, change, code) => {
    const value = json();
    for (const [part, fields] of Object.entries(change)) Object.assign(value[part]!, fields);
    expect(() => readKeyFile(withJson(value))).toThrow(expect.objectContaining({ code }) as Error);
  });

  it.each([null, 1, [], {}, { kdf: null }, { kdf: {}, cipher: {} }, 'x'])('refuses %j', (value) => {
    expect(() => readKeyFile(withJson(value))).toThrow(AppError);
  });

  it('refuses what opens, but is no key', async () => {
    const { seal, writeSealedKey } = await import('../../../../electron/core/sigstore/cosign-key/sealed-key.ts');
    const bytes = text(
      writePem('ENCRYPTED SIGSTORE PRIVATE KEY', writeSealedKey(await seal(text('secret-text'), 'x'))),
    );
    const refused = openSealedKey(sealedOf(readKeyFile(bytes)), 'x');
    await expect(refused).rejects.toMatchObject({ code: 'malformed' });
    await expect(refused).rejects.not.toThrow('secret-text');
  });
});

describe('a plain key', () => {
  const kinds = [
    ['p256', 'pkcs8', 'sec1'],
    ['p384', 'pkcs8', 'sec1'],
    ['p521', 'pkcs8', 'sec1'],
    ['rsa2048', 'pkcs8', 'pkcs1'],
    ['ed25519', 'pkcs8'],
  ] as const;
  it.each(kinds)('of the kind %s is read in every form it has', async (algorithm, ...forms) => {
    const made = await generatePrivateKey(algorithm);
    for (const type of forms) {
      const pem = made.key.export({ type, format: 'pem' } as { type: 'pkcs8'; format: 'pem' });
      expect(fingerprint(plainOf(readKeyFile(text(pem))))).toBe(fingerprint(made));
    }
    const opened = await openSealedKey(sealedOf(readKeyFile(text(await sealedKeyFile(made, 'x')))), 'x');
    expect(fingerprint(opened)).toBe(fingerprint(made));
    expect(createPrivateKey(pkcs8(opened.key)).equals(made.key)).toBe(true);
  });

  it('is read behind the parameters that openssl writes before it', () => {
    const sec1 = key.key.export({ type: 'sec1', format: 'pem' }).toString();
    const both = writePem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex')) + sec1;
    expect(fingerprint(plainOf(readKeyFile(text(both))))).toBe(fingerprint(key));
  });

  it.each([
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
    ['X25519', () => generateKeyPairSync('x25519').privateKey],
    ['P-224', () => generateKeyPairSync('ec', { namedCurve: 'secp224r1' }).privateKey],
  ] as const)('of the kind %s is refused', (_what, make) => {
    expect(() => readKeyFile(text(pkcs8(make())))).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
  });

  it('whose halves belong to two keys is refused', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const der = key.key.export({ type: 'sec1', format: 'der' });
    const halves = Buffer.concat([der.subarray(0, -64), other.export({ type: 'sec1', format: 'der' }).subarray(-64)]);
    expect(() => readKeyFile(text(writePem('EC PRIVATE KEY', halves)))).toThrow(
      expect.objectContaining({ code: 'malformed' }) as Error,
    );
  });

  it('under a passphrase of openssl’s is told as such', () => {
    const pem = key.key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    expect(() => readKeyFile(text(pem))).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
    const body = pkcs8(key.key).toString().split('\n').slice(1, -2).join('\n');
    const old = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${body}\n-----END RSA PRIVATE KEY-----\n`;
    expect(() => readKeyFile(text(old))).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
  });
});

describe('what is no private key', () => {
  it('is null, so that others may look at it', () => {
    expect(readKeyFile(text(publicKeyFile(key.public)))).toBeNull();
    expect(
      readKeyFile(text('-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n-----END PGP PRIVATE KEY BLOCK-----\n')),
    ).toBeNull();
    expect(readKeyFile(new Uint8Array())).toBeNull();
    expect(readKeyFile(new Uint8Array(100_000))).toBeNull();
  });

  it('two keys in one file are refused: which one is meant?', () => {
    expect(() => readKeyFile(text(file + file))).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });

  it('altered files fail as what they are, or are the same key', () => {
    const plain = text(pkcs8(key.key));
    fc.assert(
      fc.property(fc.constantFrom(plain, text(file)), fc.nat(), fc.nat(255), (bytes, at, value) => {
        const altered = Uint8Array.from(bytes);
        altered[at % altered.length] = value;
        try {
          const found = readKeyFile(altered);
          if (found?.kind === 'plain') expect(fingerprint(found.key)).toBe(fingerprint(key));
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          // The failure's text has nothing of the key in it.
          expect(String(error)).not.toMatch(/[A-Za-z0-9+/]{24}/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../../electron/core/openpgp/byte-reader.ts';
import { readCertificates } from '../../../electron/core/openpgp/certificate.ts';
import { CertificateIndex } from '../../../electron/core/openpgp/certificate-index.ts';
import { cleartextDigestSource, memoryDigestSource } from '../../../electron/core/openpgp/digest-source.ts';
import { inspectOpenpgp, MAX_INSPECTED_BYTES } from '../../../electron/core/openpgp/inspect.ts';
import { judgeSignature } from '../../../electron/core/openpgp/judge.ts';
import { readSignatureEntry } from '../../../electron/core/openpgp/signature-packet.ts';
import { AppError } from '../../../shared/error.ts';
import * as forge from './forge.ts';
import { DAY, T0 } from './forge.ts';

const NOW = new Date((T0 + 300 * DAY) * 1000);
const NAME = 'Ada <ada@example.org>';
const key = forge.ed25519();
const certificate = concatBytes([forge.publicKey(key), forge.userId(NAME), forge.certify(key, NAME)]);
const DATA = forge.bytesOf('the artifact\n');
const signature = forge.packet(2, forge.signature(key, 0, [DATA]));
const armored = forge.armor('SIGNATURE', signature);
const inspect = (text: string) => inspectOpenpgp(forge.bytesOf(text));

describe('what a file is, by its content', () => {
  it('finds detached signatures, binary and armored, several in one armor and several armors', () => {
    expect(inspectOpenpgp(signature)).toMatchObject({ kind: 'signatures', armored: false });
    expect(inspect(armored)).toMatchObject({ kind: 'signatures', armored: true });
    expect(inspect(`\u00ef\u00bb\u00bf${armored.replaceAll('\n', '\r\n')}`)).toMatchObject({ kind: 'signatures' });
    expect(inspect(armored.replace('\n\n', '\nVersion: GnuPG v1\nComment: [GNUPG:] VALIDSIG\n\n'))).toMatchObject({
      kind: 'signatures',
    });
    for (const text of [forge.armor('SIGNATURE', concatBytes([signature, signature])), armored + armored]) {
      const content = inspect(text);
      expect(content.kind === 'signatures' && content.signatures).toHaveLength(2);
    }
  });

  it('knows keys, secret keys and revocations', () => {
    const fingerprints = [key.packet.fingerprint];
    expect(inspectOpenpgp(certificate)).toMatchObject({ kind: 'keys', armored: false, secret: false, fingerprints });
    expect(inspect(forge.armor('PUBLIC KEY BLOCK', certificate))).toMatchObject({
      kind: 'keys',
      armored: true,
      fingerprints,
    });
    const secret = forge.packet(5, concatBytes([key.packet.body, Uint8Array.of(0, 0, 8, 1, 0, 2)]));
    expect(inspectOpenpgp(secret)).toMatchObject({ kind: 'keys', secret: true, fingerprints });
    const revocation = forge.onKey(key, 0x20);
    expect(inspect(forge.armor('PUBLIC KEY BLOCK', revocation))).toMatchObject({ kind: 'revocations' });
  });

  it('says where a document or a program only quotes armor, so that it cannot pass for a key or a signature (27)', () => {
    const quoted = forge.armor('PUBLIC KEY BLOCK', certificate);
    expect(inspect(`#!/bin/sh\necho evil; exit\n${quoted}`)).toMatchObject({ kind: 'keys', textOutside: true });
    expect(inspect(`echo evil\n${armored}`)).toMatchObject({ kind: 'signatures', textOutside: true });
    expect(inspect(`\n${quoted}\n${quoted}`)).toMatchObject({ kind: 'keys', textOutside: false });
    expect(inspect(armored)).toMatchObject({ kind: 'signatures', textOutside: false });
  });

  it('says what is no OpenPGP at all', () => {
    expect(inspect('')).toEqual({ kind: 'empty' });
    expect(inspect(' \r\n\n')).toEqual({ kind: 'empty' });
    for (const page of [
      '<!DOCTYPE html>\n<html>',
      '  <html lang="en">',
      '<?xml version="1.0"?>\n<html>',
      '<HEAD><title>404',
    ]) {
      expect(inspect(page)).toEqual({ kind: 'web-page' });
    }
    expect(inspect(`<!doctype html>\n<pre>\n${armored}</pre>`)).toEqual({ kind: 'web-page' });
    expect(inspect('just text')).toEqual({ kind: 'other' });
    expect(inspectOpenpgp(new Uint8Array(gzipSync('x')))).toEqual({ kind: 'other' });
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect(inspectOpenpgp(new Uint8Array(png))).toEqual({ kind: 'other' });
    expect(inspectOpenpgp(Uint8Array.of(0xff, 0xfe, 0x2d, 0))).toEqual({ kind: 'other' });
  });

  it('refuses messages with their data inside (threats 15, 17): never opened, so no bomb goes off (23)', () => {
    const literal = forge.packet(11, concatBytes([forge.bytesOf('b\0\0\0\0\0'), DATA]));
    const onePass = forge.packet(4, Uint8Array.of(3, 0, 8, 22, 0, 0, 0, 0, 0, 0, 0, 0, 1));
    const bomb = forge.packet(8, concatBytes([Uint8Array.of(1), gzipSync(new Uint8Array(1_000_000))]));
    for (const packets of [
      [onePass, literal, signature],
      [signature, literal],
      [bomb],
      [signature, bomb],
      [literal, literal],
    ]) {
      expect(inspectOpenpgp(concatBytes(packets))).toEqual({ kind: 'message', armored: false });
      expect(inspect(forge.armor('MESSAGE', concatBytes(packets)))).toEqual({ kind: 'message', armored: true });
    }
    expect(inspect(armored + forge.armor('MESSAGE', literal)).kind).toBe('message');
  });

  it('calls cut off, damaged and mixed OpenPGP malformed (23), and no signature no signature (18)', () => {
    for (let length = 1; length < signature.length; length += 1) {
      expect(['malformed', 'other']).toContain(inspectOpenpgp(signature.subarray(0, length)).kind);
    }
    expect(inspect(armored.slice(0, -20)).kind).toBe('malformed');
    expect(inspect(armored.replace('\n\n', '\n')).kind).toBe('malformed');
    expect(inspect(armored.replace('\n\n', '\n\n*')).kind).toBe('malformed');
    expect(inspect(armored.replace('END PGP SIGNATURE', 'END PGP MESSAGE')).kind).toBe('malformed');
    expect(inspect(forge.armor('SIGNATURE', new Uint8Array())).kind).toBe('malformed');
    expect(inspect(armored + forge.armor('PUBLIC KEY BLOCK', certificate)).kind).toBe('malformed');
    expect(inspectOpenpgp(concatBytes(Array.from({ length: 64 }, () => signature))).kind).toBe('signatures');
    expect(inspectOpenpgp(concatBytes(Array.from({ length: 65 }, () => signature))).kind).toBe('malformed');
  });

  it('refuses more than it looks at, and is done with the worst of it within bounds', () => {
    expect(() => inspectOpenpgp(new Uint8Array(MAX_INSPECTED_BYTES + 1))).toThrow(AppError);
    const start = performance.now();
    const begin = '-----BEGIN PGP SIGNATURE-----\n';
    const worst = [
      begin,
      '-----BEGIN PGP SIGNED MESSAGE-----\n',
      `${begin}\n-----END PGP SIGNATURE-----\n`,
      'a: b\n',
      '\n',
      '<',
    ];
    for (const piece of worst) inspect(piece.repeat(MAX_INSPECTED_BYTES / piece.length - 1));
    inspectOpenpgp(new Uint8Array(MAX_INSPECTED_BYTES).fill(0xc2));
    inspectOpenpgp(new Uint8Array(Buffer.alloc(MAX_INSPECTED_BYTES, Uint8Array.of(0xc2, 0))));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('cleartext-signed messages', () => {
  const message = (text: string, signed: string, head = 'Hash: SHA256\n') =>
    `-----BEGIN PGP SIGNED MESSAGE-----\n${head}\n${text}\n${forge.armor(
      'SIGNATURE',
      forge.packet(2, forge.signature(key, 1, [forge.bytesOf(signed)])),
    )}`;
  const index = new CertificateIndex().add(certificate);
  async function judge(text: string) {
    const content = inspect(text);
    if (content.kind !== 'cleartext') return content.kind;
    const { result } = await judgeSignature(content.signatures[0]!, cleartextDigestSource(content.text), index, NOW);
    return [result, Buffer.from(content.text).toString('latin1')];
  }

  it('give the verified text alone, escapes undone and line ends made one', async () => {
    expect(await judge(message('one\n- -two \t\n\n- From', 'one\r\n-two\r\n\r\nFrom'))).toEqual([
      'good',
      'one\n-two\n\nFrom\n',
    ]);
    expect(await judge(message('one\ntwo', 'one\r\ntwo').replaceAll('\n', '\r\n'))).toEqual(['good', 'one\ntwo\n']);
    expect(await judge(message('one', 'two'))).toEqual(['bad', 'one\n']);
    expect(await judge(`\n${message('', '')}\n\n`)).toEqual(['good', '\n']);
    expect(await judge(message('one', 'one', ''))).toEqual(['good', 'one\n']);
  });

  const honest = message('one', 'one');
  it.each([
    ['text before the armor', `evil\n${honest}`],
    ['text behind the armor', `${honest}evil\n`],
    ['a second message', honest + honest],
    ['NotDashEscaped', message('one', 'one', 'NotDashEscaped: You need GnuPG to verify this message\nHash: SHA256\n')],
    ['a header that shows text', message('one', 'one', 'Hash: SHA256\nComment: evil\n')],
    ['text in the Hash header', message('one', 'one', 'Hash: SHA256 and evil text\n')],
    ['text in place of a header (CVE-2023-41037)', message('one', 'one', 'evil\n')],
    ['a header end that only looks empty', message('one', 'one').replace('\n\n', '\n\f\n')],
    ['a dash that is not escaped', message('-one', '-one')],
    ['an armor inside the text', message('-----BEGIN PGP PUBLIC KEY BLOCK-----', 'x')],
    ['no signature block', '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\none\n'],
    [
      'an empty signature block',
      `-----BEGIN PGP SIGNED MESSAGE-----\n\none\n${forge.armor('SIGNATURE', new Uint8Array())}`,
    ],
    [
      'a key in place of the signature',
      `-----BEGIN PGP SIGNED MESSAGE-----\n\none\n${forge.armor('PUBLIC KEY BLOCK', certificate)}`,
    ],
  ])('are refused for %s (16)', async (_name, text) => {
    expect(await judge(text)).toBe('malformed');
  });

  it('take a form feed for what it is, a signed byte (CVE-2025-68972)', async () => {
    expect(await judge(message('one\f', 'one\f'))).toEqual(['good', 'one\f\n']);
    expect(await judge(message('one\f', 'one'))).toEqual(['bad', 'one\f\n']);
    expect(await judge(message('one\fevil', 'one\f'))).toEqual(['bad', 'one\fevil\n']);
  });
});

describe('files of keys', () => {
  it('are read as far as they can be: a bad key does not lose the others', () => {
    const others = [forge.ed25519(), forge.ed25519()];
    const certificates = others.map((k) => concatBytes([forge.publicKey(k), forge.userId('x'), forge.certify(k, 'x')]));
    const [first, second] = certificates.map((c) => forge.armor('PUBLIC KEY BLOCK', c));
    const damaged = forge.armor('PUBLIC KEY BLOCK', certificate).replace('\n\n', '\n\n!');
    const cutOff = forge.armor('PUBLIC KEY BLOCK', certificate).slice(0, 90);
    const read = readCertificates(forge.bytesOf(`Keys of the project\n${first!}${damaged}\n${cutOff}\n${second!}`));
    expect(read.certificates.map((c) => c.primary.fingerprint)).toEqual(others.map((k) => k.packet.fingerprint));
    expect(read.problems).toHaveLength(2);
    const odd = forge.packet(6, Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 1));
    const binary = readCertificates(concatBytes([certificates[0]!, odd, forge.userId('lost'), certificates[1]!]));
    expect(binary.certificates.map((c) => c.userIds.length)).toEqual([1, 1]);
    expect(binary.problems).toEqual(['key version 3']);
  });

  it('find keys by key ID and fingerprint of primary and subkeys', () => {
    const index = new CertificateIndex().add(certificate).add(forge.bytesOf('rubbish'));
    const hint = readSignatureEntry(forge.signature(key, 0, [DATA])).packet!;
    expect(index.hinted(hint).map((c) => c.certificate)).toEqual([key.packet.fingerprint]);
    expect(index.fingerprints()).toEqual([key.packet.fingerprint]);
  });
});

describe('whatever the bytes are', () => {
  const index = new CertificateIndex().add(certificate);
  async function survive(bytes: Uint8Array): Promise<void> {
    const content = inspectOpenpgp(bytes);
    readCertificates(bytes);
    if (content.kind !== 'signatures' && content.kind !== 'cleartext') return;
    const source = content.kind === 'cleartext' ? cleartextDigestSource(content.text) : memoryDigestSource(DATA);
    for (const entry of content.signatures) await judgeSignature(entry, source, index, NOW);
  }
  const seeds = [
    signature,
    certificate,
    forge.bytesOf(armored),
    forge.bytesOf(forge.armor('PUBLIC KEY BLOCK', certificate)),
  ];

  it('nothing is thrown: random bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survive), { numRuns: 500 });
    const headed = fc.tuple(fc.constantFrom(0x88, 0xc2, 0x99, 0xc6, 0xc5, 0xcb), fc.uint8Array({ maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(headed, ([tag, rest]) => survive(Uint8Array.of(tag, ...rest))),
      { numRuns: 500 },
    );
  });

  it('nothing is thrown, and nothing changed is good: mutations of sound files', async () => {
    const mutation = fc.tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(3),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async ([seed, changes, cut]) => {
        const changed = Uint8Array.from(seed);
        for (const [at, octet] of changes) changed[at % changed.length] = octet;
        await survive(changed.subarray(0, changed.length - cut));
      }),
      { numRuns: 1_000 },
    );
  });

  it('a signature with one bit of its hashed part or its value changed is never good', async () => {
    const body = forge.signature(key, 0, [DATA]);
    const hashedEnd = 6 + body[4]! * 256 + body[5]!;
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const at = bit >> 3;
      // The unhashed area is nobody's word.
      if (at >= hashedEnd && at < hashedEnd + 2 + body[hashedEnd]! * 256 + body[hashedEnd + 1]!) continue;
      const changed = Uint8Array.from(body);
      changed[at]! ^= 1 << (bit & 7);
      const { result } = await judgeSignature(readSignatureEntry(changed), memoryDigestSource(DATA), index, NOW);
      expect(result === 'good' && !onlyBitCount(body, changed), `bit ${bit}`).toBe(false);
    }
  });

  /** The bit count in front of an integer may say less than its octets hold; the integer is the same. */
  function onlyBitCount(a: Uint8Array, b: Uint8Array): boolean {
    const entries = [a, b].map((body) => readSignatureEntry(body).packet);
    return JSON.stringify(entries[0]) === JSON.stringify(entries[1]);
  }
});

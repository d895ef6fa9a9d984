import { generateKeyPairSync, sign } from 'node:crypto';
import type * as SigstoreCore from '@sigstore/core';
import { beforeAll, describe, expect, test, vi } from 'vitest';

/** Each wrap is shown a case that the library gets wrong, or does anew each time, before it is put in place. */
describe('the wraps of the library', () => {
  const data = Buffer.from('note');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', data, privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const before = { named: true, sameKey: true, time: true };
  let core: typeof SigstoreCore;

  // 2026-05-03 10:20:30.5: a fraction without its last zeros.
  const time = Buffer.concat([Buffer.from([0x18, 17]), Buffer.from('20260503102030.5Z')]);
  const parsesTime = () => {
    try {
      return core.ASN1Obj.parseBuffer(time).toDate().toISOString() === '2026-05-03T10:20:30.000Z';
    } catch {
      return false;
    }
  };
  const sequence = () => core.ASN1Obj.parseBuffer(Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]));

  beforeAll(async () => {
    core = await import('@sigstore/core');
    before.named = core.crypto.verify(data, publicKey, signature);
    before.sameKey = core.crypto.createPublicKey(spki) === core.crypto.createPublicKey(spki);
    before.time = parsesTime();
    await import('../../../electron/core/sigstore/library.ts');
  });

  test('name the digest, without which BoringSSL throws and the library calls it a bad signature', () => {
    expect(before.named).toBe(!('electron' in process.versions));
    expect(core.crypto.verify(data, publicKey, signature)).toBe(true);
    expect(core.crypto.verify(Buffer.from('other'), publicKey, signature)).toBe(false);
    const ed25519 = generateKeyPairSync('ed25519');
    expect(core.crypto.verify(data, ed25519.publicKey, sign(null, data, ed25519.privateKey))).toBe(true);
  });

  test('keep key objects', () => {
    expect(before.sameKey).toBe(false);
    expect(core.crypto.createPublicKey(spki)).toBe(core.crypto.createPublicKey(spki));
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' });
    expect(core.crypto.createPublicKey(other)).not.toBe(core.crypto.createPublicKey(spki));
  });

  test('read a fraction of a second as DER writes it', () => {
    expect(before.time).toBe(false);
    expect(parsesTime()).toBe(true);
  });

  test('encode as the bytes were, whatever their length, and as an object is now', () => {
    const object = sequence();
    const first = object.toDER();
    expect(first).toEqual(Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]));
    first[0] = 0x31;
    expect(object.toDER()[0]).toBe(0x30);
    object.subs.push(sequence());
    expect(object.toDER()).toEqual(Buffer.from([0x30, 0x08, 0x02, 0x01, 0x05, 0x30, 0x03, 0x02, 0x01, 0x05]));
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const inner = Buffer.alloc(length, 1);
      const octets: number[] = [];
      for (let left = length; left > 0; left >>= 8) octets.unshift(left & 0xff);
      const head = length < 128 ? [length] : [0x80 | octets.length, ...octets];
      const der = Buffer.concat([Buffer.from([0x03, ...head]), inner]);
      expect(core.ASN1Obj.parseBuffer(der).toDER()).toEqual(der);
    }
  });

  test('compare certificates whole, and let none be changed that was compared', async () => {
    const { newInstance, newKey } = await import('./forge.ts');
    const instance = await newInstance();
    const der = Buffer.from(await instance.certify(newKey().publicKey));
    const one = core.X509Certificate.parse(der);
    expect(one.equals(core.X509Certificate.parse(Buffer.from(der)))).toBe(true);
    const other = core.X509Certificate.parse(Buffer.from(await instance.certify(newKey().publicKey)));
    expect(one.equals(other)).toBe(false);
    expect(one.extSCT?.signedCertificateTimestamps).toHaveLength(1);
    expect(one.extension('1.2.3')).toBeUndefined();
    expect(() => one.extensions.pop()).toThrow(TypeError);
    // The library checks proofs of publication by a copy, which it changes.
    const copy = one.clone();
    copy.extensions.pop();
    expect(copy.extSCT).toBeUndefined();
    expect(one.equals(copy)).toBe(false);
  });

  test('leave to the library to say what is wrong, and note down nowhere where that was', () => {
    const { stackTraceLimit } = Error;
    expect(() => core.ASN1Obj.parseBuffer(Buffer.from([0x30, 0x05, 0x02]))).toThrow('request past end of buffer');
    expect(() => core.ASN1Obj.parseBuffer(Buffer.from([0x05, 0x00, 0x00]))).toThrow('invalid trailing data');
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  test('keep the names of objects, and mistake none for another', () => {
    const read = (...value: number[]) => core.ASN1Obj.parseBuffer(Buffer.from([0x06, value.length, ...value])).toOID();
    for (let round = 0; round < 2; round++) {
      expect(read(0x55, 0x1d, 0x0f)).toBe('2.5.29.15');
      expect(read(0x55, 0x1d, 0x8f, 0x00)).toBe('2.5.29.1920');
      expect(read(...Array<number>(16).fill(0x01))).toBe(`0${'.1'.repeat(16)}`);
      expect(read(...Array<number>(17).fill(0x01))).toBe(`0${'.1'.repeat(17)}`);
    }
    expect(() => core.ASN1Obj.parseBuffer(Buffer.from([0x04, 0x03, 0x55, 0x1d, 0x0f])).toOID()).toThrow('not an OID');
  });

  test('keep a certificate’s dates, which nobody can move, and whether it is an authority', async () => {
    const { newInstance, newKey } = await import('./forge.ts');
    const instance = await newInstance();
    const leaf = core.X509Certificate.parse(Buffer.from(await instance.certify(newKey().publicKey)));
    const { notBefore, notAfter } = leaf;
    for (let round = 0; round < 2; round++) {
      expect(leaf.validForDate(notBefore) && leaf.validForDate(notAfter)).toBe(true);
      expect(leaf.validForDate(new Date(notBefore.getTime() - 1000))).toBe(false);
      expect(leaf.validForDate(new Date(notAfter.getTime() + 1000))).toBe(false);
      leaf.notAfter.setFullYear(9999);
      expect(leaf.isCA).toBe(false);
    }
    const root = instance.trustedRoot().certificateAuthorities[0]!.certChain.certificates[0]!.rawBytes;
    const authority = core.X509Certificate.parse(Buffer.from(root, 'base64'));
    expect([authority.isCA, authority.isCA]).toEqual([true, true]);
  });

  test('calculate once whether one certificate signed another', async () => {
    const { newInstance, newKey } = await import('./forge.ts');
    const instance = await newInstance();
    const certificate = core.X509Certificate.parse(Buffer.from(await instance.certify(newKey().publicKey)));
    const root = instance.trustedRoot().certificateAuthorities[0]!.certChain.certificates[0]!.rawBytes;
    const issuer = core.X509Certificate.parse(Buffer.from(root, 'base64'));
    const encoded = vi.spyOn(certificate.tbsCertificate, 'toDER');
    expect(certificate.verify(issuer)).toBe(true);
    expect(certificate.verify(issuer)).toBe(true);
    expect(encoded).toHaveBeenCalledTimes(1);
    const stranger = (await newInstance()).trustedRoot().certificateAuthorities[0]!.certChain.certificates[0]!.rawBytes;
    expect(certificate.verify(core.X509Certificate.parse(Buffer.from(stranger, 'base64')))).toBe(false);
  });
});

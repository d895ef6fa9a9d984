import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAllowedSigners } from '../../../electron/core/ssh/allowed-signers.ts';
import type { SshFinding } from '../../../electron/core/ssh/finding.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { judgeSsh, type SshJudgedBy } from '../../../electron/core/ssh/judge.ts';
import { readSshSignature } from '../../../electron/core/ssh/signature.ts';
import { sshString } from '../../../electron/core/ssh/wire.ts';
import { armor, makeTokenKey, SshHome, sshsig, unarmor } from './ssh-home.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const THEN = new Date('2026-09-01T12:00:00Z');
const DATA = 'tree 4b82\n\nmessage\n';

function judge(signature: Uint8Array, data: string = DATA, by: Partial<SshJudgedBy> = {}): Promise<SshFinding> {
  const digest = (algorithm: string) => Promise.resolve(createHash(algorithm).update(data).digest());
  return judgeSsh(signature, digest, { namespace: 'git', claimedAt: THEN, now: NOW, ...by });
}

const home = new SshHome();
const KINDS: readonly (readonly [name: string, kind: string, ...args: string[]])[] = [
  ['ed25519', 'Ed25519', '-t', 'ed25519'],
  ['p256', 'ECDSA P-256', '-t', 'ecdsa', '-b', '256'],
  ['p384', 'ECDSA P-384', '-t', 'ecdsa', '-b', '384'],
  ['p521', 'ECDSA P-521', '-t', 'ecdsa', '-b', '521'],
  ['rsa', 'RSA 2048', '-t', 'rsa', '-b', '2048'],
  ['short', 'RSA 1024', '-t', 'rsa', '-b', '1024'],
];
const lines: Record<string, string> = {};
beforeAll(() => {
  for (const [name, , ...args] of KINDS) lines[name] = home.makeKey(name, ...args);
});
afterAll(() => {
  home.remove();
});
const line = (name: string) => lines[name] ?? '';
const allowing = (text: string) => ({ allowed: readAllowedSigners(Buffer.from(text)) });

describe('a signature by ssh-keygen', () => {
  it.each(KINDS.map(([name, kind]) => [kind, name]))('with %s fits its bytes and no others', async (kind, name) => {
    for (const hash of ['sha512', 'sha256']) {
      const signature = home.sign(name, DATA, 'git', '-O', `hashalg=${hash}`);
      const found = await judge(signature);
      const said = home.run(['-l', '-f', home.file(`${name}.pub`)]).split(' ')[1];
      expect(found).toMatchObject({ result: 'good', digestAlgorithm: hash });
      expect(sshFingerprint(found.fingerprint ?? '')).toBe(said);
      expect(found.checks.find(({ check }) => check === 'key')?.detail).toContain(kind);
      expect(found.notes).toEqual(name === 'short' ? ['weak-key'] : []);
      expect((await judge(signature, `${DATA}x`)).result).toBe('bad');
      expect((await judge(signature, DATA.replace('\n', '\r\n'))).result).toBe('bad');
    }
  });

  it('made for another use is not one for this', async () => {
    const found = await judge(home.sign('ed25519', DATA, 'file'));
    expect(found).toMatchObject({ result: 'bad', notes: [] });
    expect(found.checks[0]?.detail).toBe('The signature was made for file, not for git.');
    expect((await judge(home.sign('ed25519', DATA, 'file'), DATA, { namespace: 'file' })).result).toBe('good');
    const longer = home.sign('ed25519', DATA, 'gitx');
    expect((await judge(longer)).result).toBe('bad');
  });

  it('of which any bit was changed is none', async () => {
    for (const name of ['ed25519', 'p256', 'rsa']) {
      const signature = unarmor(home.sign(name, DATA));
      for (let at = 0; at < signature.length; at += 7) {
        const changed = Buffer.from(signature);
        changed[at] = (changed[at] ?? 0) ^ 0x10;
        expect((await judge(armor(changed))).result, `${name} ${at}`).not.toBe('good');
      }
    }
  });

  it('by another key is none of this one', async () => {
    const [mine, other] = ['ed25519', 'p256'].map((name) => unarmor(home.sign(name, DATA)));
    const key = (line: string) => Buffer.from(line.split(' ')[1] ?? '', 'base64');
    const swapped = (signature: Buffer | undefined, from: string, to: string) => {
      const parts = signature ?? Buffer.alloc(0);
      const rest = parts.subarray(10 + sshString(key(from)).length);
      return armor(Buffer.concat([parts.subarray(0, 10), sshString(key(to)), rest]));
    };
    expect((await judge(swapped(mine, line('ed25519'), line('p256')))).result).toBe('unsupported');
    expect((await judge(swapped(other, line('p256'), line('p384')))).result).toBe('unsupported');
    const fresh = home.makeKey('fresh', '-t', 'ed25519');
    expect((await judge(swapped(mine, line('ed25519'), fresh))).result).toBe('bad');
  });
});

describe('keys on tokens', () => {
  it.each(['ed25519', 'ecdsa'] as const)('of %s are checked as ssh-keygen checks them', async (kind) => {
    const key = makeTokenKey(kind);
    const signature = key.sign(DATA);
    expect(home.isSignature(signature, DATA)).toBe(true);
    expect(await judge(signature)).toMatchObject({ result: 'good', notes: [] });
    expect((await judge(signature, 'other')).result).toBe('bad');
    const untouched = key.sign(DATA, { flags: 0 });
    expect(home.isSignature(untouched, DATA)).toBe(true);
    const found = await judge(untouched);
    expect(found.result).toBe('good');
    expect(found.checks.find(({ check }) => check === 'touch')?.outcome).toBe('not-made');
    const claimed = unarmor(untouched);
    claimed[claimed.length - 5] = 1;
    expect((await judge(armor(claimed))).result).toBe('bad');
    expect(home.isSignature(armor(claimed), DATA)).toBe(false);
  });
});

describe('what breaks the rules', () => {
  const good = () => home.sign('ed25519', DATA).toString();
  it.each([
    ['text behind it', () => `${good()}more\n`],
    ['text before it', () => `more\n${good()}`],
    ['two in one', () => `${good()}${good()}`],
    ['no end', () => good().slice(0, 80)],
    ['a broken line', () => good().replace(/\n(.)/, '\n*$1')],
    ['nothing in it', () => '-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n'],
    ['bytes behind its end', () => armor(Buffer.concat([unarmor(Buffer.from(good())), Buffer.of(0)])).toString()],
    ['a hundred kilobytes', () => armor(Buffer.alloc(100_000)).toString()],
  ])('%s is refused, as ssh-keygen refuses most of it', async (_, make) => {
    expect(await judge(Buffer.from(make()))).toMatchObject({ result: 'bad', notes: ['malformed'] });
  });

  it('signatures of a later kind are not read', async () => {
    const key = Buffer.from(line('ed25519').split(' ')[1] ?? '', 'base64');
    const signature = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.alloc(64))]);
    const variants = [{ version: 2 }, { reserved: 'x' }, { hash: 'sha1' }, { hash: 'md5' }].map((one) =>
      armor(sshsig({ key, signature, ...one })),
    );
    for (const variant of variants) {
      expect(await judge(variant)).toMatchObject({ result: 'unsupported', notes: [] });
      expect(home.isSignature(variant, DATA)).toBe(false);
    }
    expect((await judge(armor(sshsig({ key, signature, namespace: '' })))).result).toBe('bad');
    const dsa = Buffer.concat([sshString('ssh-dss'), ...[1, 2, 3, 4].map(() => sshString(Buffer.alloc(20, 1)))]);
    expect(await judge(armor(sshsig({ key: dsa, signature })))).toMatchObject({
      result: 'unsupported',
      kind: 'ssh-dss',
    });
  });

  it('RSA over SHA-1 is not read: it can be forged', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const integer = (text: string) => {
      const bytes = Buffer.from(text, 'base64url');
      return sshString((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
    };
    const key = Buffer.concat([sshString('ssh-rsa'), integer(e), integer(n)]);
    const preamble = Buffer.concat([Buffer.from('SSHSIG'), ...['git', '', 'sha512'].map((part) => sshString(part))]);
    const signed = Buffer.concat([preamble, sshString(createHash('sha512').update(DATA).digest())]);
    const by = (method: string, hash: string) =>
      armor(sshsig({ key, signature: Buffer.concat([sshString(method), sshString(sign(hash, signed, privateKey))]) }));
    expect(await judge(by('rsa-sha2-256', 'sha256'))).toMatchObject({ result: 'good', notes: [] });
    expect(await judge(by('rsa-sha2-512', 'sha512'))).toMatchObject({ result: 'good', notes: [] });
    expect((await judge(by('rsa-sha2-512', 'sha256'))).result).toBe('bad');
    for (const method of ['rsa-sha2-384', 'constructor', '__proto__', 'toString'])
      expect((await judge(by(method, 'sha256'))).result, method).toBe('unsupported');
    const weak = by('ssh-rsa', 'sha1');
    expect(await judge(weak)).toMatchObject({ result: 'unsupported' });
    expect(home.isSignature(weak, DATA)).toBe(false);
    // A number shorter than the key, as some programs write it.
    for (let n = 0; n < 2000; n++) {
      const text = `${DATA}${n}`;
      const over = Buffer.concat([preamble, sshString(createHash('sha512').update(text).digest())]);
      const value = sign('sha512', over, privateKey);
      if (value[0] !== 0) continue;
      const short = sshsig({
        key,
        signature: Buffer.concat([sshString('rsa-sha2-512'), sshString(value.subarray(1))]),
      });
      expect([(await judge(armor(short), text)).result, home.isSignature(armor(short), text)]).toEqual(['good', true]);
      break;
    }
  });

  it('any bytes are judged, never thrown', async () => {
    const start = unarmor(home.sign('p256', DATA));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.tuple(fc.nat(start.length - 1), fc.uint8Array({ maxLength: 12 })).map(([at, bytes]) => {
            const changed = Buffer.from(start);
            changed.set(bytes.subarray(0, changed.length - at), at);
            return new Uint8Array(changed.equals(start) ? changed.subarray(1) : changed);
          }),
        ),
        async (bytes) => {
          expect((await judge(armor(bytes))).result).not.toBe('good');
          expect((await judge(bytes)).result).not.toBe('good');
          readSshSignature(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('who may sign', () => {
  const signature = () => home.sign('ed25519', DATA);
  const lists: readonly (readonly [string, () => string, string | undefined])[] = [
    ['a plain line', () => `ada@example.org ${line('ed25519')}`, 'ada@example.org'],
    ['several principals', () => `ada@example.org,bob@example.org ${line('ed25519')} a comment`, 'ada@example.org'],
    ['principals in quotes', () => `"Ada Lovelace" ${line('ed25519')}`, 'Ada Lovelace'],
    ['a pattern', () => `*@example.org ${line('ed25519')}`, '*@example.org'],
    ['comments and what cannot be read before it', () => `# x\n\nrubbish\nx y z\nada ${line('ed25519')}`, 'ada'],
    ['line ends of Windows', () => `ada ${line('ed25519')}\r\n`, 'ada'],
    ['this namespace', () => `ada namespaces="file,git" ${line('ed25519')}`, 'ada'],
    ['a namespace by pattern', () => `ada NAMESPACES="g*" ${line('ed25519')}`, 'ada'],
    ['another namespace', () => `ada namespaces="file" ${line('ed25519')}`, undefined],
    ['a namespace left out', () => `ada namespaces="*,!git" ${line('ed25519')}`, undefined],
    ['then', () => `ada valid-after="20260901Z",valid-before="20260902Z" ${line('ed25519')}`, 'ada'],
    ['later', () => `ada valid-after="20260901120001Z" ${line('ed25519')}`, undefined],
    ['from that second on', () => `ada valid-after="20260901120000Z" ${line('ed25519')}`, 'ada'],
    ['earlier', () => `ada valid-before="202609011159Z" ${line('ed25519')}`, undefined],
    ['another key', () => `ada ${line('p256')}`, undefined],
    ['an authority of that key', () => `ada cert-authority ${line('ed25519')}`, undefined],
    ['an option that nobody knows', () => `ada no-pty ${line('ed25519')}`, undefined],
    ['a list that ends too early', () => `ada namespaces="git", ${line('ed25519')}`, undefined],
    ['times that cross', () => `ada valid-after="20270101Z",valid-before="20260101Z" ${line('ed25519')}`, undefined],
    ['a name that the line itself excludes', () => `ada,!ada ${line('ed25519')}`, undefined],
    ['one name excluded, another not', () => `bob,!ada,eve ${line('ed25519')}`, 'bob'],
    ['names behind an empty one', () => `,ada ${line('ed25519')}`, undefined],
    ['a name before an empty one', () => `ada,,bob ${line('ed25519')}`, 'ada'],
    ['a key with padding that it has not', () => `ada ${line('ed25519')}=`, undefined],
    ['a key with a letter behind it', () => `ada ${line('ed25519')}x`, undefined],
    ['nobody', () => '', undefined],
  ];
  it.each(lists)('%s: as ssh-keygen finds it', async (_, text, principal) => {
    const found = await judge(signature(), DATA, allowing(text()));
    expect([found.result, found.principal]).toEqual(['good', principal]);
    expect(home.principal(signature(), DATA, text())).toBe(principal);
  });

  it('a second line allows what the first does not; git asks ssh-keygen for the first only', async () => {
    const text = `ada namespaces="file" ${line('ed25519')}\nbob ${line('ed25519')}`;
    expect(await judge(signature(), DATA, allowing(text))).toMatchObject({ result: 'good', principal: 'bob' });
    const list = home.write('allowed', text);
    const path = home.write('candidate.sig', signature());
    expect(home.run(['-Y', 'verify', '-n', 'git', '-f', list, '-I', 'bob', '-s', path], DATA)).toContain('Good');
    expect(home.principal(signature(), DATA, text)).toBeUndefined();
  });

  it('is said in words where it is nobody', async () => {
    const why = async (text?: string) =>
      (await judge(signature(), DATA, text === undefined ? {} : allowing(text))).checks.find(
        ({ check }) => check === 'allowed-signers',
      )?.detail;
    expect(await why()).toBe('No list of allowed signers was given.');
    expect(await why('')).toBe('The allowed signers do not name this key.');
    expect(await why(`a namespaces="file" ${line('ed25519')}`)).toBe(
      'The allowed signers name this key, but not for git.',
    );
    expect(await why(`a valid-before="2025Z" ${line('ed25519')}`)).toBe('The allowed signers do not name this key.');
    expect(await why(`a valid-before="20250101Z" ${line('ed25519')}`)).toContain('not for the time');
  });

  it('a key that was allowed then and is no longer proves nothing by a date that anybody can write', async () => {
    const text = `ada valid-before="20261001Z" ${line('ed25519')}`;
    const found = await judge(signature(), DATA, allowing(text));
    expect(found).toMatchObject({ principal: 'ada', notes: ['key-expired-since'] });
    expect(found.keyExpiresAt).toEqual(new Date('2026-10-01T00:00:00Z'));
    const renewed = `${text}\nada ${line('ed25519')}`;
    expect(await judge(signature(), DATA, allowing(renewed))).toMatchObject({ principal: 'ada', notes: [] });
    const ahead = await judge(signature(), DATA, { claimedAt: new Date('2026-12-01T00:00:00Z') });
    expect(ahead.notes).toEqual(['dated-in-future']);
  });

  it('certified keys are those of whom their authority certified', async () => {
    const authority = home.makeKey('authority', '-t', 'ed25519');
    const certify = (...args: string[]) => {
      home.run(['-q', '-s', home.file('authority'), '-I', 'id', ...args, home.file('ed25519.pub')]);
      return home.sign('ed25519-cert.pub', DATA);
    };
    const period = ['-V', '20260101Z:20270101Z'];
    const certified = certify('-n', 'ada@example.org,ops', ...period);
    for (const [text, principal] of [
      [`*@example.org cert-authority ${authority}`, 'ada@example.org'],
      [`ops cert-authority,namespaces="git" ${authority}`, 'ops'],
      [`*@example.com cert-authority ${authority}`, undefined],
      [`ops cert-authority,namespaces="file" ${authority}`, undefined],
      [`ops ${authority}`, undefined],
      [`ops ${line('ed25519')}`, undefined],
      [`ops cert-authority ${line('p256')}`, undefined],
    ] as const) {
      const found = await judge(certified, DATA, allowing(text));
      expect([text, found.result, found.principal]).toEqual([text, 'good', principal]);
      expect([text, home.principal(certified, DATA, text)]).toEqual([text, principal]);
    }
    const text = `* cert-authority ${authority}`;
    const over = certify('-n', 'ada', '-V', '20260101Z:20260201Z');
    expect((await judge(over, DATA, allowing(text))).principal).toBeUndefined();
    expect(home.principal(over, DATA, text)).toBeUndefined();
    const since = certify('-n', 'ada', '-V', '20260101Z:20261001Z');
    expect(await judge(since, DATA, allowing(text))).toMatchObject({ principal: 'ada', notes: ['key-expired-since'] });
    const host = certify('-h', '-n', 'ada', ...period);
    expect((await judge(host, DATA, allowing(text))).principal).toBeUndefined();
    expect(home.principal(host, DATA, text)).toBeUndefined();
    const forged = unarmor(certified);
    const at = forged.indexOf('ada@example.org');
    forged.write('eve', at);
    expect(await judge(armor(forged), DATA, allowing(text))).toMatchObject({ result: 'bad', notes: ['malformed'] });
    const endless = certify('-n', 'ada');
    expect(await judge(endless, DATA, allowing(text))).toMatchObject({ principal: 'ada', notes: [] });
  });
});

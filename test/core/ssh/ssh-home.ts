import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sshString } from '../../../electron/core/ssh/wire.ts';

/** Keys and signatures by the real ssh-keygen, in a folder of the test's own. */
export class SshHome {
  readonly path = mkdtempSync(join(tmpdir(), 'countersign-ssh-'));

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.file(name), content);
    return this.file(name);
  }

  run(args: readonly string[], input: string | Uint8Array = ''): string {
    return execFileSync('ssh-keygen', args, {
      input,
      cwd: this.path,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: ENV,
    }).toString();
  }

  /** Makes a key; gives the line of its public half, without the comment. */
  makeKey(name: string, ...args: string[]): string {
    this.run(['-q', '-N', '', '-C', '', '-f', this.file(name), ...args]);
    return this.publicKey(name);
  }

  publicKey(name: string): string {
    return readFileSync(this.file(`${name}.pub`), 'utf8').trim();
  }

  sign(name: string, data: Uint8Array | string, namespace = 'git', ...args: string[]): Buffer {
    return Buffer.from(this.run(['-Y', 'sign', '-n', namespace, '-f', this.file(name), ...args], data));
  }

  /** Whether ssh-keygen takes the signature for one of a key, whoever has it. */
  isSignature(signature: Uint8Array, data: Uint8Array | string, namespace = 'git'): boolean {
    const path = this.write('candidate.sig', signature);
    const run = spawnSync('ssh-keygen', ['-Y', 'check-novalidate', '-n', namespace, '-s', path], {
      input: data,
      env: ENV,
    });
    return run.status === 0;
  }

  /** Whom ssh-keygen finds the signature to be of, as git asks it: principals first, and then each of them. */
  principal(signature: Uint8Array, data: string, allowed: string, at = '20260901120000Z'): string | undefined {
    const [path, list] = [this.write('candidate.sig', signature), this.write('allowed', allowed)];
    const time = `-Overify-time=${at}`;
    const found = spawnSync('ssh-keygen', ['-Y', 'find-principals', '-f', list, '-s', path, time], { env: ENV });
    if (found.status !== 0) return undefined;
    return found.stdout
      .toString()
      .split(/\r?\n/)
      .filter((one) => one !== '')
      .find((one) => {
        const args = ['-Y', 'verify', '-n', 'git', '-f', list, '-I', one, '-s', path, time];
        return spawnSync('ssh-keygen', args, { input: data, env: ENV }).status === 0;
      });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const ENV = { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' };

/** A key on a token, without the token: what it would sign is signed here. */
export interface TokenKey {
  line: string;
  blob: Buffer;
  sign: (data: string, options?: { flags?: number; namespace?: string }) => Buffer;
}

/** Makes a key as tokens have them. */
export function makeTokenKey(kind: 'ed25519' | 'ecdsa'): TokenKey {
  const type = kind === 'ed25519' ? 'sk-ssh-ed25519@openssh.com' : 'sk-ecdsa-sha2-nistp256@openssh.com';
  const pair =
    kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' });
  const raw = (text: string) => Buffer.from(text, 'base64url');
  const point =
    kind === 'ed25519'
      ? sshString(raw(x))
      : Buffer.concat([sshString('nistp256'), sshString(Buffer.concat([Buffer.of(4), raw(x), raw(y)]))]);
  const blob = Buffer.concat([sshString(type), point, sshString('ssh:')]);
  return {
    line: `${type} ${blob.toString('base64')}`,
    blob,
    sign: (data, { flags = 1, namespace = 'git' } = {}) => {
      const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
      const preamble = Buffer.concat([
        Buffer.from('SSHSIG'),
        ...[namespace, '', 'sha512'].map((part) => sshString(part)),
      ]);
      const message = Buffer.concat([preamble, sshString(createHash('sha512').update(data).digest())]);
      const tail = Buffer.from([flags, 0, 0, 0, 7]);
      const signed = Buffer.concat([sha256('ssh:'), tail, sha256(message)]);
      const value = kind === 'ed25519' ? sign(null, signed, pair.privateKey) : numbers(signed, pair.privateKey);
      const signature = Buffer.concat([sshString(type), sshString(value), tail]);
      return armor(sshsig({ key: blob, namespace, signature }));
    },
  };
}

function numbers(signed: Buffer, key: KeyObject): Buffer {
  const both = sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' });
  const integer = (bytes: Buffer) =>
    sshString(Buffer.concat([(bytes[0] ?? 0) > 127 ? Buffer.of(0) : Buffer.alloc(0), bytes]));
  return Buffer.concat([integer(both.subarray(0, 32)), integer(both.subarray(32))]);
}

/** A signature's bytes, each part as the test wants it. */
export function sshsig(parts: {
  key: Uint8Array;
  signature: Uint8Array;
  namespace?: string;
  reserved?: string;
  hash?: string;
  version?: number;
}): Buffer {
  const { key, signature, namespace = 'git', reserved = '', hash = 'sha512', version = 1 } = parts;
  const fields = [key, namespace, reserved, hash, signature].map((part) => sshString(part));
  return Buffer.concat([Buffer.from('SSHSIG'), Buffer.of(0, 0, 0, version), ...fields]);
}

/** The armor around a signature. */
export function armor(bytes: Uint8Array): Buffer {
  const lines = Buffer.from(bytes).toString('base64').replace(/.{70}/g, '$&\n');
  return Buffer.from(`-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`);
}

/** What the armor holds. */
export function unarmor(signature: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(signature)
      .toString()
      .replace(/-----.*-----/g, ''),
    'base64',
  );
}

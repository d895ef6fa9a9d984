import { SIGNATURE_MAGIC } from './signature.ts';
import { sshArmor, sshNumber, sshString } from './wire.ts';

/** What is signed of something with this SHA-512, for this use (PROTOCOL.sshsig). */
export function sshSigned(namespace: string, sha512: Uint8Array): Buffer {
  return Buffer.concat([SIGNATURE_MAGIC, usage(namespace), sshString(sha512)]);
}

/** The signature as `ssh-keygen -Y sign` writes it. `key`: the key or certificate; `value`: as SSH writes signatures, over `sshSigned`. */
export function writeSshSignature(key: Buffer, namespace: string, value: Buffer): Uint8Array {
  const bytes = [SIGNATURE_MAGIC, sshNumber(1), sshString(key), usage(namespace), sshString(value)];
  return new TextEncoder().encode(sshArmor('SSH SIGNATURE', Buffer.concat(bytes)));
}

/** What a signature is for, what is reserved, and the digest's name. */
function usage(namespace: string): Buffer {
  return Buffer.concat([sshString(namespace), sshString(''), sshString('sha512')]);
}

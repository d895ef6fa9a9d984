import { createHash } from 'node:crypto';
import { readArmor } from '../util/armor.ts';
import { SshMalformedError, SshUnreadableError } from './malformed.ts';
import { readPublicKey, type SshPublicKey } from './public-key.ts';
import { SshReader, sshString } from './wire.ts';

/** A signature of `ssh-keygen -Y sign`, taken apart (PROTOCOL.sshsig); nothing of it is proven. */
export interface SshSignature {
  key: SshPublicKey;
  /** What it was made for: `git`, `file`, or anything else. */
  namespace: string;
  hash: 'sha256' | 'sha512';
  /** As SSH writes signatures. */
  value: Buffer;
  /** What stands before the digest in what was signed. */
  preamble: Buffer;
  /** SHA-256 of the signature without its armor, hex: names this very signature in the memory of checks. */
  digest: string;
}

/** `reason` is technical English; `kind` is what this version cannot read, in the field's own words. */
export type ReadSshSignature =
  | { kind: 'signature'; signature: SshSignature }
  | { kind: 'malformed'; reason: string }
  | { kind: 'unsupported'; method: string };

/** What every signature and everything signed begins with. */
export const SIGNATURE_MAGIC = Buffer.from('SSHSIG');
const MAX_BYTES = 64 * 1024;
const ARMOR =
  /^-----BEGIN SSH SIGNATURE-----\r?\n(?<body>[A-Za-z0-9+/=\r\n \t]*?)\r?\n-----END SSH SIGNATURE-----[ \t\r\n]*$/;

/** Reads an armored signature with nothing before and behind it. Never throws. */
export function readSshSignature(bytes: Uint8Array): ReadSshSignature {
  const taken = readArmor(bytes, ARMOR, MAX_BYTES);
  if (taken.kind === 'malformed') return taken;
  try {
    return { kind: 'signature', signature: read(taken.bytes) };
  } catch (error) {
    if (error instanceof SshMalformedError) return { kind: 'malformed', reason: error.message };
    if (error instanceof SshUnreadableError) return { kind: 'unsupported', method: error.message };
    throw error;
  }
}

function read(bytes: Buffer): SshSignature {
  const reader = new SshReader(bytes);
  if (!reader.take(SIGNATURE_MAGIC.length).equals(SIGNATURE_MAGIC))
    throw new SshMalformedError('it does not begin as SSH signatures do');
  const version = reader.number();
  if (version !== 1) throw new SshUnreadableError(`SSHSIG ${version}`);
  const keyBytes = reader.string();
  const namespace = reader.string();
  const reserved = reader.string();
  const hash = reader.name();
  const value = reader.string();
  reader.end();
  if (namespace.length === 0) throw new SshMalformedError('it was made for nothing');
  if (hash !== 'sha256' && hash !== 'sha512') throw new SshUnreadableError(hash);
  // ssh-keygen leaves what is reserved out of what it verifies: a later meaning of it must not be taken for none.
  if (reserved.length > 0) throw new SshUnreadableError('SSHSIG with reserved data');
  return {
    key: readPublicKey(keyBytes),
    namespace: namespace.toString('utf8'),
    hash,
    value,
    preamble: Buffer.concat([SIGNATURE_MAGIC, sshString(namespace), sshString(reserved), sshString(hash)]),
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}

import { SshMalformedError } from './malformed.ts';
import type { SshPublicKey } from './public-key.ts';
import { readKeyLine } from './public-key-file.ts';
import { readValidTime } from './valid-time.ts';

/** One line of an allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS). */
export interface AllowedSigner {
  /** Patterns of whom it means, separated by commas. */
  principals: string;
  key: SshPublicKey;
  /** The key is an authority: it is those whom it certified who may sign. */
  isAuthority: boolean;
  /** Patterns of what may be signed; absent: anything. */
  namespaces?: string;
  validAfter?: Date;
  validBefore?: Date;
}

/** What an allowed-signers file says, and which lines of it could not be read. */
export interface AllowedSigners {
  signers: readonly AllowedSigner[];
  /** By line number; `reason` is technical English. ssh-keygen passes over such lines too. */
  problems: readonly { line: number; reason: string }[];
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_SIGNERS = 10_000;

/** Reads an allowed-signers file. Never throws. */
export function readAllowedSigners(bytes: Uint8Array): AllowedSigners {
  const signers: AllowedSigner[] = [];
  const problems: { line: number; reason: string }[] = [];
  if (bytes.length > MAX_BYTES) return { signers, problems: [{ line: 1, reason: 'larger than any such file' }] };
  for (const [index, text] of Buffer.from(bytes).toString('utf8').split('\n').entries()) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    try {
      if (signers.length === MAX_SIGNERS) throw new SshMalformedError('more signers than any such file has');
      signers.push(readLine(line));
    } catch (error) {
      if (!(error instanceof SshMalformedError)) throw error;
      problems.push({ line: index + 1, reason: error.message });
      if (problems.length === 1000) break;
    }
  }
  return { signers, problems };
}

const PRINCIPALS = /^(?:"(?<quoted>[^"]+)"|(?<bare>[^\s"]+))[ \t]+/;
const OPTIONS = /^(?<options>(?:[^\s"]|"(?:[^"\\]|\\.)*")+)[ \t]+/;

function readLine(line: string): AllowedSigner {
  const named = PRINCIPALS.exec(line);
  const principals = named?.groups?.['quoted'] ?? named?.groups?.['bare'];
  if (named === null || principals === undefined) throw new SshMalformedError('no principal and key');
  const rest = line.slice(named[0].length);
  const key = readKeyLine(rest);
  if (key !== undefined) return { principals, key, isAuthority: false };
  const options = OPTIONS.exec(rest);
  const optioned = options === null ? undefined : readKeyLine(rest.slice(options[0].length));
  if (optioned === undefined) throw new SshMalformedError('no key');
  return { principals, key: optioned, ...readOptions(options?.groups?.['options'] ?? '') };
}

const OPTION =
  /^(?:(?<flag>cert-authority)|(?<name>namespaces|valid-after|valid-before)="(?<value>(?:[^"\\]|\\.)*)")(?:,|$)/i;

function readOptions(text: string): Omit<AllowedSigner, 'principals' | 'key'> {
  const found: Omit<AllowedSigner, 'principals' | 'key'> = { isAuthority: false };
  let left = text;
  while (left !== '') {
    const one = OPTION.exec(left);
    if (one === null) throw new SshMalformedError('an option that is unknown');
    if (one[0].endsWith(',') && one[0].length === left.length) throw new SshMalformedError('an option is missing');
    left = left.slice(one[0].length);
    const value = one.groups?.['value']?.replace(/\\"/g, '"') ?? '';
    const name = one.groups?.['name']?.toLowerCase();
    if (name === undefined) found.isAuthority = true;
    else if (name === 'namespaces') {
      if (found.namespaces !== undefined) throw new SshMalformedError('namespaces twice');
      found.namespaces = value;
    } else {
      const field = name === 'valid-after' ? 'validAfter' : 'validBefore';
      const date = readValidTime(value);
      if (date === undefined || found[field] !== undefined)
        throw new SshMalformedError(`${name} is no date, or stands there twice`);
      found[field] = date;
    }
  }
  const { validAfter, validBefore } = found;
  if (validAfter !== undefined && validBefore !== undefined && validBefore <= validAfter)
    throw new SshMalformedError('it ends before it begins');
  return found;
}

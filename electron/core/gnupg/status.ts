/**
 * GnuPG's status lines (doc/DETAILS, "Format of the --status-fd output") as a grammar: `[GNUPG:] KEYWORD argument ...`.
 * Keywords that are not listed here are `other`; those listed must have exactly the arguments that gpg writes.
 */
export type StatusLine =
  | {
      keyword: 'SIG_CREATED';
      type: 'D' | 'C' | 'S';
      publicKeyAlgorithm: number;
      hashAlgorithm: number;
      signatureClass: number;
      createdAt: Date;
      fingerprint: string;
    }
  | { keyword: 'VALIDSIG'; fingerprint: string; createdAt: Date; primaryFingerprint: string }
  | { keyword: 'FAILURE' | 'ERROR'; where: string; error: GpgError }
  | { keyword: 'INV_SGNR'; reason: number; signer: string }
  | { keyword: 'KEY_CONSIDERED'; fingerprint: string; flags: number }
  | { keyword: 'NEED_PASSPHRASE'; keyId: string; primaryKeyId: string }
  | { keyword: 'GET_HIDDEN' | 'GET_BOOL' | 'GET_LINE'; question: string }
  | { keyword: 'BEGIN_SIGNING' | 'GOT_IT' }
  | { keyword: 'PINENTRY_LAUNCHED'; detail: string }
  /** `done` bytes of the data were read, rounded down to a multiple of `unit`. */
  | { keyword: 'PROGRESS'; what: string; done: number; unit: number }
  | { keyword: 'SC_OP_FAILURE'; reason: number }
  | { keyword: 'CARDCTRL'; what: number; serial?: string }
  | { keyword: 'other'; name: string };

/** An error of libgpg-error: `code` is the error, `source` the part of GnuPG that raised it (4 the agent, 5 pinentry, 6 scdaemon). */
export interface GpgError {
  code: number;
  source: number;
}

/** Longest line that is read; gpg's own are far below. */
const MAX_LINE = 16 * 1024;

/** A line of the status descriptor. Throws `Error` where it is not one, or where a known keyword's arguments are wrong. */
export function parseStatusLine(line: string): StatusLine {
  if (line.length > MAX_LINE) throw malformed('longer than any status line');
  const match = /^\[GNUPG:\] ([A-Z][A-Z0-9_]*)(?: (.*))?$/s.exec(line);
  const name = match?.[1];
  if (name === undefined) throw malformed(line);
  const rest = match?.[2] ?? '';
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  if (!parse) return { keyword: 'other', name };
  const parsed = parse(rest === '' ? [] : rest.split(' '));
  if (!parsed) throw malformed(line);
  return parsed;
}

/** Splits what comes from the status descriptor into lines and parses each; holds back an unfinished last line. */
export class StatusReader {
  #rest = '';

  /** Every line that `chunk` completes. Throws as `parseStatusLine` does. */
  push(chunk: string): StatusLine[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LINE) throw malformed('longer than any status line');
    return lines.map((line) => parseStatusLine(line.replace(/\r$/, '')));
  }

  /** Throws where the last line was cut off. */
  end(): void {
    if (this.#rest !== '') throw malformed(this.#rest);
  }
}

/** Undoes `%XX` escapes; a `%` without two hex digits stands for itself, as gpg reads it. */
export function unescapePercent(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: Buffer[] = [];
  for (const part of text.split(/(%[0-9A-Fa-f]{2})/)) {
    const escaped = /^%[0-9A-Fa-f]{2}$/.test(part);
    bytes.push(escaped ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'));
  }
  return Buffer.concat(bytes).toString('utf8');
}

/** libgpg-error's number taken apart. */
export function gpgError(value: number): GpgError {
  return { code: value & 0xffff, source: (value >>> 24) & 0x7f };
}

const FINGERPRINT = /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/;
const KEY_ID = /^[0-9A-F]{16}$/;

const UNITS: Partial<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

type Parser = (words: string[]) => StatusLine | undefined;

const PARSERS: Record<string, Parser> = {
  SIG_CREATED([type, publicKey, hash, signatureClass, time, fingerprint, ...more]) {
    const numbers = [decimal(publicKey), decimal(hash), hexByte(signatureClass)];
    const createdAt = date(time);
    if (type !== 'D' && type !== 'C' && type !== 'S') return undefined;
    if (!isFingerprint(fingerprint) || !createdAt || more.length > 0) return undefined;
    const [publicKeyAlgorithm, hashAlgorithm, sigClass] = numbers;
    if (publicKeyAlgorithm === undefined || hashAlgorithm === undefined || sigClass === undefined) return undefined;
    return {
      keyword: 'SIG_CREATED',
      type,
      publicKeyAlgorithm,
      hashAlgorithm,
      signatureClass: sigClass,
      createdAt,
      fingerprint,
    };
  },
  VALIDSIG(words) {
    const [fingerprint, , time] = words;
    const primaryFingerprint = words[9];
    const createdAt = date(time);
    if (words.length !== 10 || !isFingerprint(fingerprint) || !isFingerprint(primaryFingerprint)) return undefined;
    return createdAt && { keyword: 'VALIDSIG', fingerprint, createdAt, primaryFingerprint };
  },
  FAILURE: (words) => failure('FAILURE', words),
  ERROR: (words) => failure('ERROR', words),
  INV_SGNR([reason, ...signer]) {
    const number = decimal(reason);
    if (number === undefined) return undefined;
    return { keyword: 'INV_SGNR', reason: number, signer: unescapePercent(signer.join(' ')) };
  },
  KEY_CONSIDERED([fingerprint, flags, ...more]) {
    const number = decimal(flags);
    if (!isFingerprint(fingerprint) || number === undefined || more.length > 0) return undefined;
    return { keyword: 'KEY_CONSIDERED', fingerprint, flags: number };
  },
  NEED_PASSPHRASE([keyId, primaryKeyId, ...algorithm]) {
    if (!isKeyId(keyId) || !isKeyId(primaryKeyId) || algorithm.length !== 2) return undefined;
    return { keyword: 'NEED_PASSPHRASE', keyId, primaryKeyId };
  },
  GET_HIDDEN: (words) => question('GET_HIDDEN', words),
  GET_BOOL: (words) => question('GET_BOOL', words),
  GET_LINE: (words) => question('GET_LINE', words),
  BEGIN_SIGNING: () => ({ keyword: 'BEGIN_SIGNING' }),
  GOT_IT: (words) => (words.length === 0 ? { keyword: 'GOT_IT' } : undefined),
  PINENTRY_LAUNCHED: (words) => ({ keyword: 'PINENTRY_LAUNCHED', detail: unescapePercent(words.join(' ')) }),
  PROGRESS([what, , current, total, name = 'B', ...more]) {
    const [count, unit] = [decimal(current), UNITS[name]];
    if (what === undefined || count === undefined || decimal(total) === undefined) return undefined;
    return unit === undefined || more.length > 0 ? undefined : { keyword: 'PROGRESS', what, done: count * unit, unit };
  },
  SC_OP_FAILURE([reason, ...more]) {
    const number = reason === undefined ? 0 : decimal(reason);
    return number === undefined || more.length > 0 ? undefined : { keyword: 'SC_OP_FAILURE', reason: number };
  },
  CARDCTRL([what, serial, ...more]) {
    const number = decimal(what);
    if (number === undefined || more.length > 0) return undefined;
    return { keyword: 'CARDCTRL', what: number, ...(serial === undefined ? {} : { serial }) };
  },
};

function failure(keyword: 'FAILURE' | 'ERROR', [where, code]: string[]): StatusLine | undefined {
  const number = decimal(code);
  // gpg may write a word of explanation behind the code, so further words are let be.
  return where === undefined || number === undefined ? undefined : { keyword, where, error: gpgError(number) };
}

function question(keyword: 'GET_HIDDEN' | 'GET_BOOL' | 'GET_LINE', words: string[]): StatusLine | undefined {
  const [name, ...more] = words;
  return name === undefined || more.length > 0 ? undefined : { keyword, question: name };
}

function decimal(word: string | undefined): number | undefined {
  return word !== undefined && /^\d{1,10}$/.test(word) ? Number(word) : undefined;
}

function hexByte(word: string | undefined): number | undefined {
  return word !== undefined && /^[0-9A-Fa-f]{2}$/.test(word) ? Number.parseInt(word, 16) : undefined;
}

/** Seconds since 1970, or ISO 8601's basic form in UTC (`20260503T101500`). */
export function date(word: string | undefined): Date | undefined {
  const seconds = decimal(word);
  if (seconds !== undefined) return new Date(seconds * 1000);
  const iso = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})$/.exec(word ?? '');
  if (!iso) return undefined;
  const parsed = new Date(`${iso.slice(1, 4).join('-')}T${iso.slice(4, 7).join(':')}Z`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

function isFingerprint(word: string | undefined): word is string {
  return word !== undefined && FINGERPRINT.test(word);
}

function isKeyId(word: string | undefined): word is string {
  return word !== undefined && KEY_ID.test(word);
}

function malformed(line: string): Error {
  return new Error(`not a status line of gpg: ${JSON.stringify(line.slice(0, 200))}`);
}

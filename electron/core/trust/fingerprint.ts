import { createHash } from 'node:crypto';

/** What a pasted text holds: whole fingerprints (upper-case hex), and whether there is something shorter that looks like one. */
export interface PastedFingerprints {
  /** Different ones only, in order. 40 digits (version 4) or 64 (version 6; RFC 9580, section 5.5.4). */
  whole: string[];
  hasShort: boolean;
}

export type Comparison = 'same' | 'different' | 'too-short' | 'none' | 'several';

const WHOLE = [40, 64];
/** Longer texts are read up to here only; nobody pastes more to show a fingerprint. */
const LONGEST = 200_000;

interface Group {
  digits: string;
  /** What stands before it, since the group before. */
  gap: string;
}

/**
 * Finds fingerprints in what somebody pasted from a web page: whole, or in groups of equal length parted by spaces, line ends,
 * colons, dots or dashes, with or without `0x`; of SSH keys, as `SHA256:` and base64, or the public key itself. Words that happen to be hexadecimal do not join in, as groups must be equal.
 * Invisible characters are left out first.
 */
export function findFingerprints(pasted: string): PastedFingerprints {
  const text = ofSsh(
    pasted
      .slice(0, LONGEST)
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, ''),
  );
  const whole = new Set<string>();
  let hasShort = false;
  for (const run of equalRuns(groupsOf(text))) {
    const found = wholeIn(run);
    for (const one of found) whole.add(one.toUpperCase());
    if (found.length === 0 && looksShort(run)) hasShort = true;
  }
  return { whole: [...whole], hasShort };
}

/**
 * The one whole fingerprint in a text, upper-case; else why there is none: `several` different ones, only a short one (key IDs
 * can be made at will, so they never count), or none at all.
 */
export function wholeFingerprint(
  pasted: string,
): { fingerprint: string; kind?: 'ssh' } | 'several' | 'too-short' | 'none' {
  const { whole, hasShort } = findFingerprints(pasted);
  const [first] = whole;
  if (first === undefined) return hasShort ? 'too-short' : 'none';
  if (whole.length > 1) return 'several';
  return { fingerprint: first, ...(namesSshKey(pasted) && { kind: 'ssh' }) };
}

/**
 * Compares what the user pasted from the project's page with a key's fingerprint. Digests of 64 digits on the same page are not
 * taken for fingerprints of a key whose own has 40. `several`: different ones were pasted, so the user must say which.
 */
export function comparePasted(pasted: string, fingerprint: string): Comparison {
  const { whole, hasShort } = findFingerprints(pasted);
  const alike = whole.filter((one) => one.length === fingerprint.length);
  if (alike.length > 1) return 'several';
  const [only] = alike;
  if (only !== undefined) return only === fingerprint.toUpperCase() ? 'same' : 'different';
  if (hasShort) return 'too-short';
  return whole.length > 0 ? 'different' : 'none';
}

/** Whether `text` is a whole fingerprint as the stores keep it. */
export const isFingerprint = (text: string): boolean => /^([0-9A-F]{40}|[0-9A-F]{64})$/.test(text);

/** Whether what was pasted is, or holds, an SSH key or its digest as ssh-keygen writes it. */
export function namesSshKey(pasted: string): boolean {
  const text = pasted.slice(0, LONGEST);
  return ofSsh(text) !== text;
}

const SSH_DIGEST = /(?<![\p{L}\p{N}])SHA256:([A-Za-z0-9+/]{43})=?(?![A-Za-z0-9+/=])/gu;
const SSH_KEY =
  /(?<![\p{L}\p{N}])(?:ssh-|ecdsa-sha2-|sk-)[a-z0-9@.-]{3,60}[ \t]+(AAAA[A-Za-z0-9+/]{40,4000}={0,2})(?![A-Za-z0-9+/=])/gu;

/** The same text with what names an SSH key written as its digest in hexadecimal, on a line of its own. */
function ofSsh(text: string): string {
  return text
    .replace(
      SSH_KEY,
      (_, key: string) => `\n${createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex')}\n`,
    )
    .replace(SSH_DIGEST, (_, digest: string) => `\n${Buffer.from(digest, 'base64').toString('hex')}\n`);
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let end = 0;
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])(?:0[xX])?([0-9A-Fa-f]{2,})(?![\p{L}\p{N}])/gu)) {
    groups.push({ digits: match[1] ?? '', gap: text.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return groups;
}

/** Neighbouring groups of one length, parted by nothing but separators. */
function equalRuns(groups: readonly Group[]): Group[][] {
  const runs: Group[][] = [];
  let run: Group[] = [];
  for (const group of groups) {
    const joins = run[0]?.digits.length === group.digits.length && /^[\s:.\-\u2010-\u2015·|>]{1,24}$/.test(group.gap);
    if (!joins || WHOLE.includes(group.digits.length)) {
      if (run.length > 0) runs.push(run);
      run = [];
    }
    run.push(group);
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

const joined = (run: readonly Group[]): string => run.map((group) => group.digits).join('');

function wholeIn(run: readonly Group[]): string[] {
  const text = joined(run);
  if (WHOLE.includes(text.length)) return [text];
  // Several in a column: each must be whole on a line of its own.
  const lines: Group[][] = [];
  for (const group of run) {
    if (lines.length === 0 || /[\n\r]/.test(group.gap)) lines.push([]);
    lines.at(-1)?.push(group);
  }
  const each = lines.map(joined);
  return each.every((line) => WHOLE.includes(line.length)) ? each : [];
}

/** At least the 8 digits of a short key ID, with a decimal one among them, so that *facade* and *deadbeef* do not count. */
function looksShort(run: readonly Group[]): boolean {
  const text = joined(run);
  return text.length >= 8 && text.length < 64 && /\d/.test(text) && /^[0-9A-Fa-f]+$/.test(text);
}

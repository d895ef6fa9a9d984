import { setImmediate } from 'node:timers/promises';
import { seen, type Seen } from '../../../shared/seen.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import { algorithmOfLength, algorithmOfName, isManifestName, nameOfDigestFile } from './algorithm-names.ts';
import { DIGEST_LENGTHS, type Manifest, type ManifestLine } from './model.ts';
import { parseLine, type RawLine } from './parse-line.ts';
import { safeName } from './safe-name.ts';

/** Larger manifests are not read. */
export const MAX_MANIFEST_BYTES = 64 * 1024 * 1024;
/** Manifests of more lines are not read. */
export const MAX_MANIFEST_LINES = 100_000;

/** A manifest, or one plain sentence that says why it is none. */
export type ParsedManifest = { ok: true; manifest: Manifest } | { ok: false; problem: Seen };

/** Lines between two breaths of `parseManifestInSlices`: a few milliseconds. */
const LINES_AT_ONCE = 2_000;

/**
 * Reads a manifest as coreutils does, but strictly: what coreutils only warns of makes it malformed. `nameHint` is the manifest's own file name: it
 * decides between algorithms of one length, and names the file of a digest that stands alone (`x.tar.gz.sha256`). Refused: names that lead out of
 * the folder, one name with two digests, several algorithms, NUL, digests of a wrong length, text that is not UTF-8, too much. Never throws.
 */
export function parseManifest(source: Uint8Array | string, nameHint = ''): ParsedManifest {
  const steps = parsing(source, nameHint);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same for a list of any length, without holding up the event loop: it is let go between slices. */
export async function parseManifestInSlices(source: Uint8Array | string, nameHint = ''): Promise<ParsedManifest> {
  const steps = parsing(source, nameHint);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Parses a slice of lines, pauses, and so on. */
function* parsing(source: Uint8Array | string, nameHint: string): Generator<undefined, ParsedManifest> {
  if (source.length > MAX_MANIFEST_BYTES) return refuse(seen('listTooLarge'));
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decode(source);
  if (text === undefined) return refuse(seen('listNotText'));
  if (text.includes('\0')) return refuse(seen('listHasNul'));
  if (countLines(text) > MAX_MANIFEST_LINES) return refuse(seen('listTooLong', { most: MAX_MANIFEST_LINES }));

  const lines = significantLines(text);
  const firstTwo = [lines.next(), lines.next()];
  const reader = createReader(nameHint.split(/[/\\]/).at(-1) ?? '', firstTwo[1]?.done === true);
  let read = 0;
  for (let next = firstTwo.shift(); next !== undefined && next.done !== true; next = firstTwo.shift() ?? lines.next()) {
    const problem = reader.add(next.value.text, next.value.number);
    if (problem !== undefined) return refuse(problem);
    if (++read % LINES_AT_ONCE === 0) yield;
  }
  const manifest = reader.manifest();
  return manifest === undefined ? refuse(seen('listEmpty')) : { ok: true, manifest };
}

function createReader(
  hint: string,
  alone: boolean,
): { add(text: string, line: number): Seen | undefined; manifest(): Manifest | undefined } {
  const hinted = algorithmOfName(hint);
  /** `SHA512SUMS` holds SHA-512; a longer name that merely speaks of an algorithm binds nothing. */
  const bound = isManifestName(hint) ? hinted : undefined;
  const byName = new Map<string, ManifestLine>();
  let style: RawLine['style'] | undefined;
  let algorithm: DigestAlgorithm | undefined;

  return {
    add(text, line) {
      const raw = parseLine(text, style === 'reversed');
      if (raw === undefined) return seen('listLineNoDigest', { line });
      // Taking both kinds would let a name's leading space decide which file is meant (as coreutils says).
      if (raw.style !== 'tagged') {
        if (style !== undefined && style !== raw.style) return seen('listLineOtherForm', { line });
        style = raw.style;
      }
      const found = raw.algorithm ?? algorithmOfLength(raw.digest.length, hinted);
      if (found === undefined) return seen('listLineOddLength', { line });
      if (bound !== undefined && DIGEST_LENGTHS[bound] !== raw.digest.length)
        return seen('listLineWrongDigest', { line, algorithm: bound });
      algorithm ??= found;
      if (found !== algorithm) return seen('listLineOtherAlgorithm', { line });
      const given = nameOf(raw, hint, alone);
      if (given === undefined) return seen('listLineNoName', { line });
      const name = safeName(given);
      if (name === undefined) return seen('listLineLeadsOut', { line });
      const before = byName.get(name);
      if (before !== undefined && before.digest !== raw.digest) return seen('listLineTwice', { line });
      byName.set(name, { name, algorithm: found, digest: raw.digest });
      return undefined;
    },
    manifest: () => (algorithm === undefined ? undefined : { algorithm, lines: [...byName.values()] }),
  };
}

/** The name that a line gives; for a digest alone, or one made of standard input, the name that the file's own name holds. */
function nameOf(raw: RawLine, hint: string, alone: boolean): string | undefined {
  const nameless = raw.name === undefined || raw.name === '-' || (raw.style === 'tagged' && raw.name === 'stdin');
  if (!nameless) return raw.name;
  return (alone ? nameOfDigestFile(hint) : undefined) ?? raw.name;
}

/** Lines without their ends, comments and blank lines left out. */
function* significantLines(text: string): Generator<{ number: number; text: string }, undefined> {
  let number = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end).replace(/\r$/, '');
    from = end === -1 ? text.length : end + 1;
    number += 1;
    if (!line.startsWith('#') && !/^[ \t]*$/.test(line)) yield { number, text: line };
  }
}

/** How many lines there are; one more than may be is enough. */
function countLines(text: string): number {
  let count = 0;
  for (let from = 0; from < text.length && count <= MAX_MANIFEST_LINES; count += 1) {
    const end = text.indexOf('\n', from);
    from = end === -1 ? text.length : end + 1;
  }
  return count;
}

/** UTF-8 without its byte order mark; undefined where it is not UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(problem: Seen): ParsedManifest {
  return { ok: false, problem };
}

import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';
import { appendJsonLines, type Lines, parseLine } from '../util/json-lines.ts';
import type { Memory, RememberedCheck } from './activity-log.ts';

/** The memory of checks in `checks.jsonl`. The caller holds the log's lock around `append` and `clear`. */
export interface RememberedChecks {
  append(checks: Lines<RememberedCheck>): Promise<void>;
  /** What the file holds now. */
  memory(): Promise<Memory>;
  clear(): Promise<void>;
}

/** Read when first asked for, and again where the file has changed. `largest`: bytes at which it is thinned out. */
export function openRememberedChecks(home: string, largest: number): RememberedChecks {
  const path = join(home, 'checks.jsonl');
  // Size and time of the file that was read: another process may have added to it.
  let loaded: { stamp: string; memory: Memory } | undefined;

  return {
    append: async (checks) => {
      if (checks.length === 0) return;
      await appendJsonLines(path, checks);
      if ((await sizeOf(path)) > largest) await thinOut(path, largest);
    },
    memory: async () => {
      const stamp = await stampOf(path);
      if (loaded?.stamp !== stamp) loaded = { stamp, memory: new LinesInMemory(await readBytes(path)) };
      return loaded.memory;
    },
    clear: async () => {
      loaded = undefined;
      await rm(path, { force: true });
    },
  };
}

/** So many questions are answered by looking through the bytes; for more, all lines are taken apart once. */
const MOST_SEARCHES = 16;

/**
 * A file's lines, taken apart only where they are asked for: most calls ask about one signature, and to read twenty thousand lines as
 * JSON takes longer than the whole check. What JSON holds stands in the line just as it is asked for, since all lines are written by
 * `JSON.stringify`; what is found is read as JSON and compared, so that a name that quotes another finds nothing.
 */
class LinesInMemory implements Memory {
  readonly #bytes: Buffer;
  readonly #searched = new Map<string, Index>();
  #all: Index | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  firstSeen(signatureDigest: string): string | undefined {
    return this.#indexFor(signatureDigest).seen.get(signatureDigest);
  }

  verifiedOf(publisher: string): readonly RememberedCheck[] {
    return this.#indexFor(publisher).verified.get(publisher) ?? [];
  }

  /** An index that has at least what is remembered of `value`. */
  #indexFor(value: string): Index {
    if (this.#all !== undefined) return this.#all;
    const known = this.#searched.get(value);
    if (known !== undefined) return known;
    if (this.#searched.size >= MOST_SEARCHES) {
      this.#searched.clear();
      return (this.#all = indexed(checksIn(this.#bytes)));
    }
    const found = indexed(this.#having(value));
    this.#searched.set(value, found);
    return found;
  }

  /** The checks of the lines that hold `value` as a string. */
  #having(value: string): RememberedCheck[] {
    const wanted = Buffer.from(JSON.stringify(value), 'utf8');
    const found: unknown[] = [];
    let at = this.#bytes.indexOf(wanted);
    while (at >= 0) {
      const end = this.#bytes.indexOf(NEWLINE, at);
      // What follows the last line end is torn.
      if (end < 0) break;
      const from = this.#bytes.lastIndexOf(NEWLINE, at) + 1;
      found.push(parseLine(this.#bytes.toString('utf8', from, end)));
      at = this.#bytes.indexOf(wanted, end);
    }
    return found.filter(isCheck);
  }
}

const NEWLINE = 0x0a;

interface Index {
  seen: Map<string, string>;
  verified: Map<string, RememberedCheck[]>;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'not-found') return Buffer.alloc(0);
    throw known;
  }
}

function checksIn(bytes: Buffer): RememberedCheck[] {
  const lines = bytes.toString('utf8').split('\n');
  // What follows the last line end is empty, or torn.
  lines.pop();
  return lines.map(parseLine).filter(isCheck);
}

const OPTIONAL = ['artifactDigest', 'signatureDigest', 'fingerprint', 'identity', 'issuer', 'publisher'] as const;

function isCheck(value: unknown): value is RememberedCheck {
  if (typeof value !== 'object' || value === null) return false;
  const check = value as Record<string, unknown>;
  return (
    typeof check['at'] === 'string' &&
    typeof check['artifactName'] === 'string' &&
    typeof check['verdict'] === 'string' &&
    OPTIONAL.every((name) => check[name] === undefined || typeof check[name] === 'string')
  );
}

function indexed(checks: readonly RememberedCheck[]): Index {
  const seen = new Map<string, string>();
  const verified = new Map<string, RememberedCheck[]>();
  for (const check of checks) {
    const { signatureDigest, at, publisher } = check;
    if (signatureDigest !== undefined) {
      const first = seen.get(signatureDigest);
      if (first === undefined || at < first) seen.set(signatureDigest, at);
    }
    if (publisher === undefined || check.verdict !== 'verified') continue;
    const same = verified.get(publisher);
    if (same === undefined) verified.set(publisher, [check]);
    else same.push(check);
  }
  return { seen, verified };
}

/**
 * Keeps the first and the last of checks that say the same (sentences begin "since", and an expired key is believed by its earliest
 * check); where that is not enough, the newest up to three quarters of `largest`.
 */
async function thinOut(path: string, largest: number): Promise<void> {
  const all = checksIn(await readBytes(path));
  const last = new Map<string, number>();
  all.forEach((check, at) => last.set(meaningOf(check), at));
  const seen = new Set<string>();
  const kept = all.filter((check, at) => {
    const meaning = meaningOf(check);
    const first = !seen.has(meaning);
    seen.add(meaning);
    return first || last.get(meaning) === at;
  });
  const lines: string[] = [];
  let size = 0;
  for (const check of kept.reverse()) {
    const line = `${JSON.stringify(check)}\n`;
    size += Buffer.byteLength(line);
    if (size > largest * 0.75) break;
    lines.push(line);
  }
  await writeFileAtomic(path, Buffer.from(lines.reverse().join(''), 'utf8'), { overwrite: true, mode: 0o600 });
}

const meaningOf = (check: RememberedCheck): string =>
  JSON.stringify([check.artifactName, ...OPTIONAL.map((name) => check[name] ?? null), check.verdict]);

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError } from '../../../shared/error.ts';
import { writeFileAtomic } from '../util/atomic-file.ts';
import { appendJsonLines, parseLine } from '../util/json-lines.ts';
import type { RememberedCheck } from './activity-log.ts';

/** The memory of checks in `checks.jsonl`. The caller holds the log's lock around `append` and `clear`. */
export interface RememberedChecks {
  append(checks: readonly RememberedCheck[]): Promise<void>;
  /** Oldest first. */
  all(): Promise<readonly RememberedCheck[]>;
  bySignature(digest: string): Promise<readonly RememberedCheck[]>;
  clear(): Promise<void>;
}

interface Loaded {
  /** Size and time of the file that was read: another process may have added to it. */
  stamp: string;
  all: RememberedCheck[];
  bySignature: Map<string, RememberedCheck[]>;
}

/** Loaded when first asked for, and again where the file has changed. `largest`: bytes at which it is thinned out. */
export function openRememberedChecks(home: string, largest: number): RememberedChecks {
  const path = join(home, 'checks.jsonl');
  let loaded: Loaded | undefined;

  const load = async (): Promise<Loaded> => {
    const stamp = await stampOf(path);
    if (loaded?.stamp !== stamp) {
      const all = stamp === '' ? [] : await readAll(path);
      loaded = { stamp, all, bySignature: indexed(all) };
    }
    return loaded;
  };
  return {
    append: async (checks) => {
      if (checks.length === 0) return;
      await appendJsonLines(path, checks);
      if ((await sizeOf(path)) > largest) await thinOut(path, largest);
    },
    all: async () => (await load()).all,
    bySignature: async (digest) => (await load()).bySignature.get(digest) ?? [],
    clear: async () => {
      loaded = undefined;
      await rm(path, { force: true });
    },
  };
}

async function readAll(path: string): Promise<RememberedCheck[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'not-found') return [];
    throw known;
  }
  const lines = text.split('\n');
  // What follows the last line end is empty, or torn.
  lines.pop();
  return lines.map(parseLine).filter(isCheck);
}

const OPTIONAL = ['artifactDigest', 'signatureDigest', 'fingerprint', 'publisher'] as const;

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

function indexed(checks: readonly RememberedCheck[]): Map<string, RememberedCheck[]> {
  const index = new Map<string, RememberedCheck[]>();
  for (const check of checks) {
    if (check.signatureDigest === undefined) continue;
    const same = index.get(check.signatureDigest);
    if (same === undefined) index.set(check.signatureDigest, [check]);
    else same.push(check);
  }
  return index;
}

/**
 * Keeps the first and the last of checks that say the same (sentences begin "since", and an expired key is believed by its earliest
 * check); where that is not enough, the newest up to three quarters of `largest`.
 */
async function thinOut(path: string, largest: number): Promise<void> {
  const all = await readAll(path);
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

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../util/atomic-file.ts';

/** What `gpg --export` last gave, kept between runs: starting gpg takes longer than checking a small file. */
export interface ExportCache {
  /** The bytes kept under exactly this stamp; undefined where there are none, or the file is not whole. */
  read(stamp: string): Promise<Uint8Array | undefined>;
  /** Keeps them; never throws, as the cache is only there for speed. */
  write(stamp: string, bytes: Uint8Array): Promise<void>;
}

/** What a keyring's files look like now. */
export interface RingState {
  /** Changes when the keyring does. */
  stamp: string;
  /** Whether a later change is sure to change the stamp too, so that it may be trusted by another process, later. */
  settled: boolean;
}

/** The keybox and the older ring; where keyboxd's database is (GnuPG 2.3), its own journal decides what is in it. */
const RINGS = ['pubring.kbx', 'pubring.gpg'];
const DATABASE = 'public-keys.d/pubring.db';
/** Options may name other keyrings, whose changes nobody would see here. */
const SETTINGS = ['gpg.conf', 'common.conf'];
const SYSTEM_SETTINGS = '/etc/gnupg/gpg.conf';
/** Twice the coarsest times that file systems keep (FAT: 2 s); a file changed again within that may look the same. */
const SETTLING_MS = 4_000;
const LARGEST = 64 * 1024 * 1024;

/** Looks at the files of the GnuPG home `folder` at `now`. Undefined: there is no keyring, so that gpg is not made to create one. */
export async function ringState(folder: string, now: Date): Promise<RingState | undefined> {
  const rings = [...RINGS, DATABASE].map((name) => join(folder, name));
  const settings = [...SETTINGS.map((name) => join(folder, name)), SYSTEM_SETTINGS];
  const found = await Promise.all(rings.map(look));
  if (found.every((file) => file === 'absent')) return undefined;
  const chosen = await Promise.all(settings.map(look));
  const plain = await Promise.all(
    settings.map(async (path, at) => chosen[at] === 'absent' || (await namesNoKeyring(path))),
  );
  const files = [...found, ...chosen];
  const before = now.getTime() - SETTLING_MS;
  const settled =
    files[RINGS.length] === 'absent' &&
    plain.every(Boolean) &&
    files.every((file) => file === 'absent' || (file !== 'unreadable' && file.changedMs < before));
  const stamp = files.map((file) => (typeof file === 'string' ? file : file.text)).join(';');
  return { stamp: `${folder};${stamp}`, settled };
}

async function look(path: string): Promise<'absent' | 'unreadable' | { text: string; changedMs: number }> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = await stat(path, { bigint: true });
    const changed = mtimeMs > ctimeMs ? mtimeMs : ctimeMs;
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(':'), changedMs: Number(changed) };
  } catch (error) {
    // A folder that may not be read is not one without keys: gpg is run then, and its complaint told.
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'unreadable' : 'absent';
  }
}

async function namesNoKeyring(path: string): Promise<boolean> {
  try {
    return !/keyring|keyboxd|include|homedir/i.test(await readFile(path, 'utf8'));
  } catch {
    return false;
  }
}

/** The cache in the home folder: `gnupg-certificates.cache` (0600), one line with stamp and SHA-256, then the bytes. */
export function openExportCache(home: string): ExportCache {
  const path = join(home, 'gnupg-certificates.cache');
  return {
    async read(stamp) {
      try {
        const content = await readFile(path);
        const end = content.indexOf('\n');
        const bytes = content.subarray(end + 1);
        return end > 0 && content.subarray(0, end).toString('utf8') === headOf(stamp, bytes) ? bytes : undefined;
      } catch {
        return undefined;
      }
    },
    async write(stamp, bytes) {
      if (bytes.length > LARGEST) return;
      const content = Buffer.concat([Buffer.from(`${headOf(stamp, bytes)}\n`), bytes]);
      await writeFileAtomic(path, content, { overwrite: true, mode: 0o600 }).catch(() => undefined);
    },
  };
}

const headOf = (stamp: string, bytes: Uint8Array): string =>
  JSON.stringify({ version: 1, stamp, sha256: createHash('sha256').update(bytes).digest('hex') });

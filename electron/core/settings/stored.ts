import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { Stored, StoredKind } from '../../../shared/model/stored.ts';

/** What the app itself writes into its home folder, by its exact name, and what it is. */
const FILES: readonly { kind: StoredKind; folder: string; name: RegExp }[] = [
  { kind: 'keys', folder: '', name: /^secrets\.json$/ },
  { kind: 'keys', folder: 'certificates', name: /^([0-9A-F]{40}|[0-9A-F]{64})\.(pgp|json)$/ },
  { kind: 'keys', folder: 'revocations', name: /^([0-9A-F]{40}|[0-9A-F]{64})\.asc$/ },
  { kind: 'keys', folder: 'cosign-keys', name: /^[0-9A-F]{64}\.json$/ },
  { kind: 'keys', folder: 'ssh-keys', name: /^[0-9A-F]{64}\.json$/ },
  { kind: 'publishers', folder: '', name: /^publishers\.json$/ },
  { kind: 'activity', folder: '', name: /^(activity|activity\.1|checks)\.jsonl$/ },
  // Signatures that wait for a log, and whom one logged in as.
  { kind: 'activity', folder: '', name: /^(pending-logs|logins)\.json$/ },
  { kind: 'settings', folder: '', name: /^(settings|consent)\.json$/ },
  { kind: 'settings', folder: '', name: /^git-setup\.json$/ },
  { kind: 'settings', folder: 'git', name: /^(countersign-git|allowed-signers)$/ },
  { kind: 'instances', folder: 'instances', name: /^[a-z0-9][a-z0-9._-]*\.json$/ },
  { kind: 'cache', folder: '', name: /^gnupg-certificates\.cache$/ },
];

const FOLDERS = ['', 'certificates', 'revocations', 'cosign-keys', 'ssh-keys', 'instances', 'git'] as const;
/** What Chromium keeps lies in a folder of its own, which the running app needs; it holds the window's place and no more. */
const WINDOW = 'window';
/** Locks and temporary files come and go by themselves. */
const PASSING = /\.lock$|\.break$|^\.countersign-[0-9a-f]{16}\.tmp$/;

interface Found {
  path: string;
  name: string;
  /** Undefined: not one of the app's own. */
  kind: StoredKind | undefined;
  size: number;
}

/** What is stored in the home folder: every file of the app's own by what it holds, and the names of everything else. */
export async function listStored(home: string): Promise<Pick<Stored, 'files' | 'others'>> {
  const found = await look(home);
  return {
    files: found.flatMap(({ kind, name, path, size }) => (kind === undefined ? [] : [{ kind, name, path, size }])),
    others: found.filter(({ kind }) => kind === undefined).map(({ name }) => name),
  };
}

/** What could not be deleted, and why. */
export interface NotForgotten {
  name: string;
  error: AppError;
}

/**
 * Deletes the app's own files, and nothing else: neither damaged files that were set aside, nor anything with a name that the app
 * does not give. A link is deleted, not what it leads to; the folders go where they are empty then. What cannot be deleted does not
 * keep the rest.
 */
export async function deleteStored(home: string): Promise<NotForgotten[]> {
  const failed: NotForgotten[] = [];
  for (const { kind, name, path } of await look(home)) {
    if (kind === undefined) continue;
    await unlink(path).catch((error: unknown) => failed.push({ name, error: toAppError(error) }));
  }
  for (const folder of FOLDERS) if (folder !== '') await rmdir(join(home, folder)).catch(() => undefined);
  return failed;
}

async function look(home: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const folder of FOLDERS) {
    // A link in the place of a folder of ours would lead the deleting elsewhere.
    const place = await lstat(join(home, folder)).catch(() => undefined);
    if (folder !== '' && place?.isDirectory() !== true) continue;
    for (const name of (await readdir(join(home, folder)).catch(() => [])).sort()) {
      const path = join(home, folder, name);
      const there = await lstat(path).catch(() => undefined);
      if (there === undefined || PASSING.test(name)) continue;
      const isOurFolder = folder === '' && (name === WINDOW || (FOLDERS as readonly string[]).includes(name));
      if (isOurFolder && there.isDirectory()) continue;
      const known = FILES.find((file) => file.folder === folder && file.name.test(name));
      const kind = there.isDirectory() ? undefined : known?.kind;
      found.push({ path, name: folder === '' ? name : `${folder}/${name}`, kind, size: there.size });
    }
  }
  return found;
}

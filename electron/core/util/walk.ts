import { readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../../shared/error.ts';
import { lookAt } from '../hash/regular-file.ts';
import { isTemporaryName } from './atomic-file.ts';

/** Why a name under a folder is not an ordinary file of it. */
export type Oddity = 'system' | 'link-outside' | 'not-a-file' | 'unreadable';

/** One name found under a folder. `relative` has forward slashes; `hidden`: a part of it starts with a dot. */
export interface Found {
  path: string;
  relative: string;
  size: number;
  hidden: boolean;
  odd?: Oddity;
}

/** Names that desktops leave behind in every folder; signing and verifying skip the same ones. */
const SYSTEM_NAMES = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);

const MOST_FILES = 500_000;
const DEEPEST = 64;

/** Whether a desktop, or a killed run of this app, leaves a file of this name behind. */
export function isSystemName(name: string): boolean {
  return SYSTEM_NAMES.has(name.toLowerCase()) || isTemporaryName(name);
}

/**
 * Every file under `folder`, sorted by name. Links are followed only where they stay inside the folder; folders behind links
 * are not entered. Throws `too-large` beyond half a million names, or what the system says where the folder can't be read.
 */
export async function walkFolder(folder: string, signal?: AbortSignal): Promise<Found[]> {
  const root = await realpath(folder);
  const found: Found[] = [];
  const waiting: { path: string; depth: number }[] = [{ path: folder, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    signal?.throwIfAborted();
    const { path, depth } = next;
    const entries = await readEntries(path, path === folder);
    if (entries === null) {
      found.push({ ...describe(folder, path), size: 0, odd: 'unreadable' });
      continue;
    }
    for (const entry of entries) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        if (depth >= DEEPEST) throw new AppError('too-large', `${child}: folders are nested more than ${DEEPEST} deep`);
        waiting.push({ path: child, depth: depth + 1 });
      } else {
        found.push(await describeFile(folder, root, child, entry.isSymbolicLink()));
      }
      if (found.length + waiting.length > MOST_FILES)
        throw new AppError('too-large', `${folder}: more than ${MOST_FILES} files`);
    }
  }
  return found.sort((a, b) => (a.relative < b.relative ? -1 : 1));
}

async function readEntries(path: string, isRoot: boolean) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isRoot) throw error;
    return null;
  }
}

async function describeFile(folder: string, root: string, path: string, isLink: boolean): Promise<Found> {
  const base = describe(folder, path);
  const name = base.relative.split('/').pop() ?? '';
  try {
    if (isLink && !isInside(root, await realpath(path))) return { ...base, size: 0, odd: 'link-outside' };
    const info = await lookAt(path);
    if (!info.isFile()) return { ...base, size: 0, odd: 'not-a-file' };
    return { ...base, size: Number(info.size), ...(isSystemName(name) ? { odd: 'system' as const } : {}) };
  } catch {
    return { ...base, size: 0, odd: 'unreadable' };
  }
}

function describe(folder: string, path: string): { path: string; relative: string; hidden: boolean } {
  const parts = relative(folder, path).split(sep);
  return { path, relative: parts.join('/'), hidden: parts.some((part) => part.startsWith('.')) };
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

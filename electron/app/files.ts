import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError } from '../../shared/error.ts';
import type { FileHandle } from '../../shared/model/file-handle.ts';
import { isRepositoryFolder } from '../core/git/repository/is-repository-folder.ts';

/** So many paths are remembered; the oldest grants are forgotten beyond it. */
const MOST = 200_000;

/**
 * The files and folders that the user dropped, picked or handed over, by an id that cannot be guessed. The window names files
 * by these ids only, so it can reach nothing that the user did not give it.
 */
export class FileHandles {
  readonly #byId = new Map<string, FileHandle>();
  readonly #byPath = new Map<string, string>();

  /** Handles for paths that a person gave; what is not there (any more) is left out. The same path keeps its id. */
  async grant(paths: readonly string[]): Promise<FileHandle[]> {
    const handles: FileHandle[] = [];
    for (const each of paths) {
      const path = resolve(each);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) continue;
      const handle: FileHandle = {
        id: this.#byPath.get(path) ?? randomUUID(),
        name: basename(path) || path,
        path,
        kind: found.isDirectory() ? 'folder' : 'file',
        size: found.isFile() ? found.size : 0,
        ...(found.isDirectory() && (await isRepositoryFolder(path)) ? { isRepository: true } : {}),
      };
      this.#byId.set(handle.id, handle);
      this.#byPath.set(path, handle.id);
      handles.push(handle);
    }
    this.#forgetOldest();
    return handles;
  }

  /** The paths behind ids. Throws `not-granted` for an id that was never given out. */
  paths(ids: readonly string[]): string[] {
    return ids.map((id) => {
      const handle = this.#byId.get(id);
      if (handle === undefined) throw new AppError('not-granted', 'no such file handle');
      return handle.path;
    });
  }

  /** Whether this very path was granted. */
  has(path: string): boolean {
    return this.#byPath.has(path);
  }

  #forgetOldest(): void {
    for (const [id, handle] of this.#byId) {
      if (this.#byId.size <= MOST) return;
      this.#byId.delete(id);
      this.#byPath.delete(handle.path);
    }
  }
}

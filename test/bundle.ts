import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles one TypeScript entry (a path relative to the repository's root) for a worker thread or a child process of a test, which Electron's
 * Node cannot load as it stands. Takes some 20 ms. Returns the path of the CommonJS file, under out/test.
 */
export function bundleForTest(entry: string): string {
  const path = join(root, 'out/test', `${basename(entry, '.ts')}.cjs`);
  const built = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['electron', 'keytar'],
  });
  mkdirSync(dirname(path), { recursive: true });
  // Several test files may do this at once: nobody may see half a file.
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, built.outputFiles[0]!.contents);
  renameSync(temporary, path);
  return path;
}

/** The worker of `createHasher`, ready to run. */
export function hashWorker(): string {
  return bundleForTest('electron/core/hash/hash-worker.ts');
}

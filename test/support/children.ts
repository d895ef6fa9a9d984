import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds a small program (TypeScript that imports from `electron/...` and `shared/...`) for a process of its own, so that tests can
 * run several at once, or kill them. Its modules are Node's own and `keytar`; `remove` deletes it.
 */
export async function buildProgram(source: string): Promise<{ path: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'cs-prog-'));
  const entry = join(folder, 'main.ts');
  writeFileSync(entry, source.replaceAll(/from '(electron|shared)\//g, `from '${root}$1/`));
  const path = join(folder, 'main.cjs');
  await build({
    entryPoints: [entry],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    alias: { keytar: join(root, 'node_modules/keytar/lib/keytar.js') },
    external: ['*.node', join(root, 'node_modules/keytar/*')],
    absWorkingDir: root,
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts a built program under the runtime that runs the tests: Node, or Electron's Node. */
export function startProgram(path: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [path, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for a program's end; gives back its status and output. */
export function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (bytes: Buffer) => (stdout += bytes.toString('utf8')));
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

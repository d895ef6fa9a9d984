import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickenAgent } from '../../../support/gpg-agent.ts';

/** A real `gpg` with a home folder of its own. */
export interface GpgHome {
  folder: string;
  /** Runs gpg; throws where it fails. Gives back standard output. */
  gpg(args: string[], input?: string | Uint8Array): Buffer;
  /** Runs gpg; gives back its status and everything it said. */
  tryGpg(args: string[], input?: string | Uint8Array): { status: number | null; said: string };
  /** Writes a file into the home folder and gives back its path. */
  file(name: string, content: string | Uint8Array): string;
  close(): void;
}

const BASE = ['--batch', '--no-tty', '--yes', '--pinentry-mode', 'loopback', '--no-auto-key-locate'];

/** Makes a temporary gpg home with a short path; `passphrase` is handed to every call. */
export function makeGpgHome(passphrase = ''): GpgHome {
  const folder = mkdtempSync(join(tmpdir(), 'c2-'));
  chmodSync(folder, 0o700);
  quickenAgent(folder);
  const env = { ...process.env, GNUPGHOME: folder, LC_ALL: 'C', TZ: 'UTC' };
  const args = (more: string[]) => [...BASE, '--passphrase', passphrase, ...more];
  return {
    folder,
    gpg: (more, input) => execFileSync('gpg', args(more), { env, input, stdio: ['pipe', 'pipe', 'pipe'] }),
    tryGpg(more, input) {
      const ended = spawnSync('gpg', args(['--status-fd', '2', ...more]), { env, input, encoding: 'utf8' });
      return { status: ended.status, said: `${ended.stdout}${ended.stderr}` };
    },
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    close() {
      spawnSync('gpgconf', ['--kill', 'all'], { env });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

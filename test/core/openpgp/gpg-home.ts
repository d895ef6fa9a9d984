import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Revoked, writeGpgRevocation } from '../../support/gpg-revocation.ts';

/** A GnuPG home of the test's own; its path is short, for sockets' names are. */
export class GpgHome {
  readonly path = mkdtempSync(join(tmpdir(), 'g-'));

  /** Runs gpg, at another time where `at` (ISO, seconds) is given. Returns its output. */
  run(args: string[], { at, input }: { at?: string; input?: string | Uint8Array } = {}): Buffer {
    const time = at === undefined ? [] : ['--faked-system-time', at.replace(/[-:]/g, '')];
    const common = ['--batch', '--yes', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', ''];
    return execFileSync('gpg', [...time, ...common, ...args], {
      env: { ...process.env, GNUPGHOME: this.path, LC_ALL: 'C' },
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  /** Makes a key by a parameter file's lines; returns the primary's fingerprint. */
  makeKey(lines: string[], at?: string): string {
    const parameters = ['%no-protection', ...lines, '%commit', ''].join('\n');
    this.run(['--generate-key'], { ...(at === undefined ? {} : { at }), input: parameters });
    const name = lines.find((line) => line.startsWith('Name-Real:'))!.slice(11);
    return this.fingerprint(name);
  }

  fingerprint(name: string): string {
    const listing = this.run(['--with-colons', '--list-keys', name]).toString();
    return /^fpr:+([0-9A-F]{40}):/m.exec(listing)![1]!;
  }

  /** gpg's own revocation certificate, with the reason's number as gpg's dialog has it. */
  revocation(fingerprint: string, reason: Revoked['reason'], at?: string): Uint8Array {
    const out = join(this.path, `${fingerprint}.${reason}.rev`);
    const when = at?.replace(/[-:]/g, '');
    writeGpgRevocation({ home: this.path, fingerprint, reason, when }, out);
    return new Uint8Array(readFileSync(out));
  }

  export(fingerprint: string): Uint8Array {
    return new Uint8Array(this.run(['--export', fingerprint]));
  }

  /** A detached signature over the data. */
  sign(fingerprint: string, data: Uint8Array, args: string[] = [], at?: string): Uint8Array {
    const file = join(this.path, 'data');
    writeFileSync(file, data);
    return new Uint8Array(
      this.run(['-u', fingerprint, ...args, '--output', '-', '--detach-sign', file], at === undefined ? {} : { at }),
    );
  }

  remove(): void {
    execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: this.path } });
    rmSync(this.path, { recursive: true, force: true });
  }
}

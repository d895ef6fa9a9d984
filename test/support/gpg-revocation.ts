import { execFileSync } from 'node:child_process';

/** Which key of which GnuPG home is revoked. */
export interface Revoked {
  home: string;
  fingerprint: string;
  /** The number of the reason, as gpg's dialog has it: none, compromised, superseded, retired. */
  reason: 0 | 1 | 2 | 3;
  /** The date that gpg believes in, as `20240502T101500`; now where it is not given. */
  when?: string | undefined;
}

/** Writes gpg's own revocation certificate of a key to `output`. The key stays as it is until that is imported. */
export function writeGpgRevocation({ home, fingerprint, reason, when }: Revoked, output: string): void {
  const time = when === undefined ? [] : ['--faked-system-time', `${when}!`];
  const dialog = ['--no-tty', '--yes', '--command-fd', '0', '--status-fd', '1'];
  execFileSync('gpg', [...time, ...dialog, '--output', output, '--gen-revoke', fingerprint], {
    env: { ...process.env, GNUPGHOME: home, LC_ALL: 'C' },
    input: `y\n${reason}\n\ny\n`,
    stdio: 'pipe',
  });
}

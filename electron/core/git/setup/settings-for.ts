import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';

/** What git is to do with a key. */
export interface SigningWish {
  /** Sign every commit; leave that as it is where absent. */
  commits?: boolean;
  tags?: boolean;
}

/** The settings that hold what git starts for OpenPGP signatures; the later one in a file wins, so that both have to be asked. */
export const OPENPGP_PROGRAMS = ['gpg.program', 'gpg.openpgp.program'] as const;

/**
 * The settings that make git sign with a key; `launcher` is what git starts for a key that the app keeps, `current` is what is set. Throws
 * `unsupported` for a key that git cannot sign with, `key-revoked`, `key-expired`, `no-secret-part`.
 */
export function settingsFor(
  key: KeySummary,
  { commits, tags }: SigningWish,
  launcher: string,
  current: ReadonlyMap<string, readonly string[]>,
): [name: string, value: string][] {
  if (key.engine !== 'openpgp' && key.engine !== 'gnupg')
    throw new AppError('unsupported', `git cannot be set up for ${key.id} by this version`);
  if (key.status !== 'valid') throw new AppError(key.status === 'revoked' ? 'key-revoked' : 'key-expired', key.id);
  if (key.secret === 'none' || !key.canSign) throw new AppError('no-secret-part', key.id);
  const program = key.engine === 'openpgp' ? launcher : 'gpg';
  // GnuPG's own keys: whatever program is set is the user's choice, but for ours.
  const programs = OPENPGP_PROGRAMS.filter((name) => {
    const values = current.get(name);
    if (key.engine === 'gnupg') return values?.includes(launcher) === true;
    return name === 'gpg.program' || values !== undefined;
  });
  return [
    ['user.signingkey', key.fingerprint],
    ['gpg.format', 'openpgp'],
    ...programs.map((name): [string, string] => [name, program]),
    ...(commits === undefined ? [] : [['commit.gpgsign', String(commits)] as [string, string]]),
    ...(tags === undefined ? [] : [['tag.gpgsign', String(tags)] as [string, string]]),
  ];
}

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

/** Files that settings name, and what git calls a key of SSH. */
export interface SettingFiles {
  /** What git starts for a key that the app keeps. */
  launcher: string;
  /** The list of allowed signers that is ours. */
  allowedSigners: string;
  /** Of an SSH key: its public half as one line, without a comment. */
  publicLine?: string;
}

type Setting = [name: string, value: string];
type Current = ReadonlyMap<string, readonly string[]>;

/**
 * The settings that make git sign with a key; `current` is what is set. Throws `unsupported` for a key that git cannot sign with,
 * `key-revoked`, `key-expired`, `no-secret-part`.
 */
export function settingsFor(
  key: KeySummary,
  { commits, tags }: SigningWish,
  files: SettingFiles,
  current: Current,
): Setting[] {
  const settings = byEngine(key, files, current);
  if (key.status !== 'valid') throw new AppError(key.status === 'revoked' ? 'key-revoked' : 'key-expired', key.id);
  if (key.secret === 'none' || !key.canSign) throw new AppError('no-secret-part', key.id);
  if (commits !== undefined) settings.push(['commit.gpgsign', String(commits)]);
  if (tags !== undefined) settings.push(['tag.gpgsign', String(tags)]);
  return settings;
}

function byEngine(key: KeySummary, files: SettingFiles, current: Current): Setting[] {
  const isOurs = (name: string): boolean => current.get(name)?.includes(files.launcher) === true;
  switch (key.engine) {
    case 'openpgp': {
      const programs = OPENPGP_PROGRAMS.filter((name) => name === 'gpg.program' || current.has(name));
      return [...openpgp(key), ...programs.map((name): Setting => [name, files.launcher])];
    }
    // Whatever program is set is the user's choice, but for ours.
    case 'gnupg':
      return [...openpgp(key), ...OPENPGP_PROGRAMS.filter(isOurs).map((name): Setting => [name, 'gpg'])];
    case 'ssh':
      return [...ssh(files, current), ['gpg.ssh.program', files.launcher]];
    case 'ssh-agent':
      return [
        ...ssh(files, current),
        ...(isOurs('gpg.ssh.program') ? ([['gpg.ssh.program', 'ssh-keygen']] as Setting[]) : []),
      ];
    case 'keyless':
      return [
        ['user.signingkey', key.id],
        ['gpg.format', 'x509'],
        ['gpg.x509.program', files.launcher],
      ];
    default:
      throw new AppError('unsupported', `git cannot be set up for ${key.id} by this version`);
  }
}

const openpgp = ({ fingerprint }: KeySummary): Setting[] => [
  ['user.signingkey', fingerprint],
  ['gpg.format', 'openpgp'],
];

/** A list that the user has stays theirs: nothing of it is changed. */
function ssh({ publicLine = '', allowedSigners }: SettingFiles, current: Current): Setting[] {
  return [
    ['user.signingkey', `key::${publicLine}`],
    ['gpg.format', 'ssh'],
    ...(current.has('gpg.ssh.allowedsignersfile') &&
    !current.get('gpg.ssh.allowedsignersfile')?.includes(allowedSigners)
      ? []
      : ([['gpg.ssh.allowedsignersfile', allowedSigners]] as Setting[])),
  ];
}

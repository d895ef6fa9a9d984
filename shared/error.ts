/** Every failure that can be told to a person. The words for each stand in `messages.ts`. */
export const ERROR_CODES = [
  'cancelled',
  'usage',
  'not-found',
  'not-a-file',
  'unreadable',
  'read-only',
  'disk-full',
  'already-exists',
  'changed-while-read',
  'too-large',
  'malformed',
  'unsupported',
  'not-text',
  'no-signing-key',
  'key-not-found',
  'key-ambiguous',
  'key-expired',
  'key-revoked',
  'key-exists',
  'no-secret-part',
  'wrong-passphrase',
  'passphrase-needed',
  'keychain-absent',
  'keychain-locked',
  'store-locked',
  'store-damaged',
  'store-newer',
  'store-busy',
  'gnupg-absent',
  'gnupg-agent',
  'gnupg-pinentry',
  'gnupg-failed',
  'ssh-agent-absent',
  'ssh-agent-refused',
  'git-absent',
  'git-failed',
  'git-too-old',
  'git-settings-changed',
  'git-helper-unusable',
  'git-helper-absent',
  'no-repository',
  'tag-exists',
  'ref-moved',
  'already-published',
  'git-unfinished',
  'branch-elsewhere',
  'history-cut',
  'too-many-commits',
  'no-tagger',
  'card-absent',
  'card-pin-wrong',
  'card-pin-blocked',
  'card-failed',
  'offline',
  'network',
  'network-tls',
  'not-on-server',
  'service-absent',
  'service-failed',
  'service-refused',
  'service-answer',
  'already-logged',
  'not-yet-logged',
  'login-failed',
  'login-refused',
  'login-timed-out',
  'token-unusable',
  'certificate-lapsed',
  'never-public',
  'instance-unknown',
  'instance-exists',
  'instance-damaged',
  'root-refused',
  'root-outdated',
  'clock-wrong',
  'not-expected-key',
  'not-own-publisher',
  'pasted-several',
  'pasted-part',
  'pasted-nothing',
  'verify-after-sign',
  'changed-since-signed',
  'not-granted',
  'bad-call',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error with a code from the closed list. `detail` is technical text for the curious; it never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** What others may be told of an error: of an unknown one never its detail, which may quote anything. */
export function tellable({ code, detail }: AppError): { code: ErrorCode; detail: string } {
  return { code, detail: code === 'internal' ? '' : detail };
}

/** Any thrown value as an `AppError`; file-system errors keep their meaning, everything unknown becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && error.name === 'AbortError') return new AppError('cancelled', '', { cause: error });
  const detail = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error && 'code' in error ? String(error.code) : '';
  const errno = Object.hasOwn(FROM_ERRNO, name) ? FROM_ERRNO[name] : undefined;
  return new AppError(errno ?? 'internal', detail, { cause: error });
}

const FROM_ERRNO: Record<string, ErrorCode> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  ELOOP: 'unreadable',
  EIO: 'unreadable',
  EROFS: 'read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EEXIST: 'already-exists',
  EISDIR: 'not-a-file',
  ENAMETOOLONG: 'usage',
  // Too many files are open at once.
  EMFILE: 'too-large',
  ENFILE: 'too-large',
};

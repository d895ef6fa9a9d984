import { AppError } from '../../../shared/error.ts';
import type { ErrorCode } from '../../../shared/error.ts';
import type { GpgOutcome } from './run.ts';
import type { GpgError, StatusLine } from './status.ts';

/** What is known of the key beside gpg's own words, which are often the same for different troubles. */
export interface Circumstances {
  /** The key that was to sign lives on a card. */
  onCard?: boolean;
  /** Why the key cannot sign, as the listing has it. */
  keyTrouble?: Extract<
    ErrorCode,
    'key-expired' | 'key-revoked' | 'no-signing-key' | 'no-secret-part' | 'key-not-found'
  >;
  /** Wrong PINs that the card still takes. */
  triesLeft?: number;
}

/** Sources of libgpg-error: who says it. */
const PINENTRY = 5;
const SCDAEMON = 6;

/** libgpg-error's codes (err-codes.h) and what each means for the person who signs. */
const BY_CODE: Readonly<Record<number, ErrorCode>> = {
  11: 'wrong-passphrase', // BAD_PASSPHRASE
  17: 'no-secret-part', // NO_SECKEY
  77: 'gnupg-agent', // NO_AGENT
  78: 'gnupg-agent', // AGENT
  85: 'gnupg-pinentry', // NO_PIN_ENTRY
  86: 'gnupg-pinentry', // PIN_ENTRY
  87: 'card-pin-wrong', // BAD_PIN
  91: 'card-absent', // WRONG_CARD
  99: 'cancelled', // CANCELED
  108: 'card-failed', // CARD
  109: 'card-failed', // CARD_RESET
  110: 'card-absent', // CARD_REMOVED
  111: 'card-failed', // INV_CARD
  112: 'card-absent', // CARD_NOT_PRESENT
  119: 'card-failed', // NO_SCDAEMON
  120: 'card-failed', // SCDAEMON
  123: 'card-failed', // CARD_NOT_INITIALIZED
  130: 'card-pin-blocked', // PIN_BLOCKED
  177: 'cancelled', // NO_PASSPHRASE
  178: 'cancelled', // NO_PIN
  198: 'cancelled', // FULLY_CANCELED
  259: 'gnupg-agent', // ASS_CONNECT_FAILED
  32848: 'card-absent', // ENODEV: no reader, or no card in it
};

/** The error of a run that did not bring what it should: from its status lines first, its log is only the detail. */
export function explainFailure(
  outcome: Pick<GpgOutcome, 'status' | 'log' | 'exit'>,
  about: Circumstances = {},
): AppError {
  const detail = technicalText(outcome);
  const loopback = outcome.status.find((line) => line.keyword === 'ERROR' && line.where === 'set_pinentry_mode');
  if (loopback) return new AppError('gnupg-pinentry', `no-allow-loopback-pinentry: ${detail}`);
  const error = deciding(outcome.status);
  const code = error && errorCode(error, about);
  if (code === 'gnupg-agent' || !about.keyTrouble) return withTries(code ?? 'gnupg-failed', detail, about);
  return new AppError(about.keyTrouble, detail);
}

/** What one error of libgpg-error means, known to come from a run about such a key; undefined where it says nothing in particular. */
export function errorCode(error: GpgError, about: Circumstances = {}): ErrorCode | undefined {
  // Where the window asks, the agent cannot show its own question "please insert the card", and says that it has no pinentry.
  if (about.onCard && error.code === 85) return 'card-absent';
  // A card refuses a PIN and a blocked PIN with the same words in some versions; the counter tells them apart.
  if (about.onCard && (error.code === 87 || error.code === 11)) {
    return about.triesLeft === 0 ? 'card-pin-blocked' : 'card-pin-wrong';
  }
  const code = BY_CODE[error.code];
  if (code) return code;
  if (error.source === PINENTRY) return 'gnupg-pinentry';
  return error.source === SCDAEMON ? 'card-failed' : undefined;
}

/** The one command or step that mends a trouble of GnuPG's; shown by `doctor` and beside the error. */
export const MENDS = {
  'gnupg-absent': 'apt-get install gnupg',
  'gnupg-agent': 'gpgconf --kill gpg-agent',
  'gnupg-pinentry': 'apt-get install pinentry-gnome3',
  'loopback-forbidden': "sed -i '/^no-allow-loopback-pinentry/d' ~/.gnupg/gpg-agent.conf && gpgconf --reload gpg-agent",
  'gpg-tty': 'export GPG_TTY=$(tty)',
  'home-open': 'chmod 700 ~/.gnupg',
  'scdaemon-absent': 'apt-get install scdaemon',
  'card-absent': 'gpg --card-status',
  'card-failed': 'gpgconf --kill scdaemon',
  'card-pin-blocked': 'gpg --card-edit',
} as const;

/** The last error that decided the run: `FAILURE` names it; without one, the last `ERROR`. */
function deciding(status: readonly StatusLine[]): GpgError | undefined {
  const failure = status.findLast((line) => line.keyword === 'FAILURE' && line.where !== 'gpg-exit');
  const error = failure ?? status.findLast((line) => line.keyword === 'ERROR');
  return error?.keyword === 'FAILURE' || error?.keyword === 'ERROR' ? error.error : undefined;
}

/** gpg's own words, each once; neither they nor the status ever hold what was typed. */
function technicalText({ log, status, exit }: Pick<GpgOutcome, 'status' | 'log' | 'exit'>): string {
  const words = [...new Set(log.split('\n').map((line) => line.trim()))].filter((line) => line !== '').slice(-6);
  if (words.length > 0) return words.join('; ');
  const error = deciding(status);
  return error ? `error ${error.code} from source ${error.source}` : `gpg ended with status ${exit ?? 'none'}`;
}

function withTries(code: ErrorCode, detail: string, { triesLeft }: Circumstances): AppError {
  if (code !== 'card-pin-wrong' || triesLeft === undefined) return new AppError(code, detail);
  return new AppError(code, `${triesLeft} tries left; ${detail}`);
}

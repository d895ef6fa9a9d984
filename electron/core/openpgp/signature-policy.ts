import { isWeakDigest, KEY_ALGORITHM } from './algorithms.ts';
import { keyAlgorithmName } from './key-packet.ts';
import { CLOCK_TOLERANCE, isHard } from './policy.ts';
import { SIGNATURE_TYPE } from './signature-packet.ts';
import type { KeyState } from './policy.ts';
import type { SignaturePacket } from './signature-packet.ts';
import { seen, type Seen } from '../../../shared/seen.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Note } from '../../../shared/model/verdict.ts';

/** Our policy over a signature that fits its bytes and its key: collects what `verdicts.md`, section 2, says of it, check by check. */
export class SignaturePolicy {
  readonly notes: Note[] = [];
  readonly checks: Check[] = [made('passed', 'signature', seen('signatureFits'))];
  readonly #packet: SignaturePacket;
  readonly #now: number;

  constructor(packet: SignaturePacket, now: number) {
    this.#packet = packet;
    this.#now = now;
  }

  /** `key` is the primary key itself or one of its subkeys. */
  judge(primary: KeyState, key: KeyState): void {
    this.#mayItSign(key);
    this.#keyLife(primary, key);
    this.#revocation(key);
    this.#dates();
    this.#strength(primary, key);
    if (this.#packet.type === SIGNATURE_TYPE.text) {
      this.#fail('text-mode', 'line-ends', seen('lineEndsOpen'), 'not-made');
    }
  }

  #mayItSign(key: KeyState): void {
    for (const { check, ...held } of key.held) this.checks.push(made('passed', check, held));
    if (key.mayNotSign !== undefined) this.#fail('key-may-not-sign', 'key-flags', key.mayNotSign);
    if (this.#packet.unknownCritical !== undefined) {
      const demands = seen('demandsUnknown', { subpacket: this.#packet.unknownCritical });
      this.#fail('key-may-not-sign', 'critical-subpackets', demands);
    }
  }

  #keyLife(primary: KeyState, { key, expiresAt }: KeyState): void {
    const { created } = this.#packet;
    if (created < key.created || created < primary.key.created) {
      const madeAt = time(Math.max(key.created, primary.key.created));
      this.#fail('key-not-valid-then', 'key-expiry', seen('keyMadeAfter', { madeAt }));
    } else if (expiresAt === undefined) {
      this.checks.push(made('passed', 'key-expiry', seen('keyNeverExpires')));
    } else if (created >= expiresAt) {
      this.#fail('key-not-valid-then', 'key-expiry', seen('keyExpiredBefore', { endedAt: time(expiresAt) }));
    } else if (expiresAt <= this.#now) {
      this.#fail('key-expired-since', 'key-expiry', seen('keyExpiredSince', { endedAt: time(expiresAt) }));
    } else {
      this.checks.push(made('passed', 'key-expiry', seen('keyHolds', { endsAt: time(expiresAt) })));
    }
  }

  #revocation({ revocation }: KeyState): void {
    if (revocation === undefined) {
      this.checks.push(made('passed', 'key-revocation', seen('keyNotRevoked')));
      return;
    }
    const { created, reason } = revocation;
    if (isHard(revocation)) {
      const why = reason === 'compromised' ? 'keyCompromised' : 'keyRevokedUnsaid';
      this.#fail('key-revoked', 'key-revocation', seen(why, { revokedAt: time(created) }));
      return;
    }
    const isBefore = this.#packet.created < created;
    const retired = reason === 'superseded' ? 'keySuperseded' : 'keyRetired';
    const what = seen(`${retired}${isBefore ? 'After' : 'Before'}`, { revokedAt: time(created) });
    this.#fail('key-retired', 'key-revocation', what);
    if (!isBefore) this.#fail('key-not-valid-then', 'key-revocation', seen('datedAfterThat'));
  }

  #dates(): void {
    const { created, expiresAfter } = this.#packet;
    if (created > this.#now + CLOCK_TOLERANCE) {
      this.#fail('dated-in-future', 'signature-date', seen('datedAhead', { signedAt: time(created) }));
    } else {
      this.checks.push(made('passed', 'signature-date', seen('datedAt', { signedAt: time(created) })));
    }
    if (expiresAfter === undefined) return;
    const end = created + expiresAfter;
    if (end <= this.#now)
      this.#fail('signature-expired', 'signature-expiry', seen('heldUntil', { endedAt: time(end) }));
    else this.checks.push(made('passed', 'signature-expiry', seen('holdsUntil', { endsAt: time(end) })));
  }

  #strength(primary: KeyState, key: KeyState): void {
    const { digest } = this.#packet;
    if (isWeakDigest(digest)) this.#fail('weak-digest', 'digest-strength', seen('digestForgeable', { digest }));
    else this.checks.push(made('passed', 'digest-strength', seen('digestStrong', { digest })));
    const weak = [key.key, primary.key].find(isShort);
    if (weak !== undefined) {
      this.#fail('weak-key', 'key-strength', seen('keyWeak', { kind: keyAlgorithmName(weak) }));
    } else {
      this.checks.push(made('passed', 'key-strength', seen('keyStrong', { kind: keyAlgorithmName(key.key) })));
    }
    if (key.weakSelfSignature) {
      this.#fail('sha1-self-signature', 'self-signature-digest', seen('keySelfSignedWeakly'), 'passed');
    }
  }

  #fail(note: Note, check: string, what: Seen, outcome: Check['outcome'] = 'failed'): void {
    if (!this.notes.includes(note)) this.notes.push(note);
    this.checks.push(made(outcome, check, what));
  }
}

function isShort({ algorithm, bits }: KeyState['key']): boolean {
  const isRsaOrDsa =
    algorithm === KEY_ALGORITHM.rsa || algorithm === KEY_ALGORITHM.rsaSign || algorithm === KEY_ALGORITHM.dsa;
  return isRsaOrDsa && (bits ?? 0) < 2048;
}

/** A check in words. */
export function made(outcome: Check['outcome'], check: string, { detail, says }: Seen): Check {
  return { check, outcome, detail, says };
}

/** A date of OpenPGP's, in seconds. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

function time(seconds: number): string {
  return toDate(seconds).toISOString();
}

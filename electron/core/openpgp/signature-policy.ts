import { isWeakDigest, KEY_ALGORITHM } from './algorithms.ts';
import { keyAlgorithmName } from './key-packet.ts';
import { CLOCK_TOLERANCE, isHard } from './policy.ts';
import { SIGNATURE_TYPE } from './signature-packet.ts';
import type { KeyState } from './policy.ts';
import type { SignaturePacket } from './signature-packet.ts';
import type { Check } from '../../../shared/model/check.ts';
import type { Note } from '../../../shared/model/verdict.ts';

/** Our policy over a signature that fits its bytes and its key: collects what `verdicts.md`, section 2, says of it, check by check. */
export class SignaturePolicy {
  readonly notes: Note[] = [];
  readonly checks: Check[] = [made('passed', 'signature', 'The signature fits these bytes and the key.')];
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
      this.#fail('text-mode', 'line-ends', 'Line ends are not covered: the signature is one over text.', 'not-made');
    }
  }

  #mayItSign(key: KeyState): void {
    for (const { check, detail } of key.held) this.checks.push(made('passed', check, detail));
    if (key.mayNotSign !== undefined) this.#fail('key-may-not-sign', 'key-flags', `Not allowed: ${key.mayNotSign}.`);
    if (this.#packet.unknownCritical !== undefined) {
      const detail = `The signature demands something unknown (subpacket ${this.#packet.unknownCritical}).`;
      this.#fail('key-may-not-sign', 'critical-subpackets', detail);
    }
  }

  #keyLife(primary: KeyState, { key, expiresAt }: KeyState): void {
    const { created } = this.#packet;
    if (created < key.created || created < primary.key.created) {
      this.#fail('key-not-valid-then', 'key-expiry', `The key was made on ${day(key.created)}, after the signature.`);
    } else if (expiresAt === undefined) {
      this.checks.push(made('passed', 'key-expiry', 'The key does not expire.'));
    } else if (created >= expiresAt) {
      this.#fail('key-not-valid-then', 'key-expiry', `The key had expired on ${day(expiresAt)}, before the signature.`);
    } else if (expiresAt <= this.#now) {
      this.#fail(
        'key-expired-since',
        'key-expiry',
        `The key expired on ${day(expiresAt)}, after the signature's date.`,
      );
    } else {
      this.checks.push(made('passed', 'key-expiry', `The key holds until ${day(expiresAt)}.`));
    }
  }

  #revocation({ revocation }: KeyState): void {
    if (revocation === undefined) {
      this.checks.push(made('passed', 'key-revocation', 'This copy of the key knows of no revocation.'));
      return;
    }
    const { created, reason } = revocation;
    if (isHard(revocation)) {
      const why = reason === 'compromised' ? 'as compromised' : 'without a reason';
      this.#fail('key-revoked', 'key-revocation', `The key was revoked ${why} on ${day(created)}.`);
      return;
    }
    const isBefore = this.#packet.created < created;
    const when = isBefore ? 'after' : 'before';
    this.#fail(
      'key-retired',
      'key-revocation',
      `The key was ${reason} on ${day(created)}, ${when} the signature's date.`,
    );
    if (!isBefore) this.#fail('key-not-valid-then', 'key-revocation', 'The signature is dated after that.');
  }

  #dates(): void {
    const { created, expiresAfter } = this.#packet;
    if (created > this.#now + CLOCK_TOLERANCE) {
      this.#fail('dated-in-future', 'signature-date', `The signature is dated ${day(created)}, in the future.`);
    } else {
      this.checks.push(made('passed', 'signature-date', `The signature says that it was made on ${day(created)}.`));
    }
    if (expiresAfter === undefined) return;
    const end = created + expiresAfter;
    if (end <= this.#now) this.#fail('signature-expired', 'signature-expiry', `It was to hold until ${day(end)}.`);
    else this.checks.push(made('passed', 'signature-expiry', `The signature holds until ${day(end)}.`));
  }

  #strength(primary: KeyState, key: KeyState): void {
    const { digest } = this.#packet;
    if (isWeakDigest(digest)) this.#fail('weak-digest', 'digest-strength', `${digest} can be forged today.`);
    else this.checks.push(made('passed', 'digest-strength', `The digest is ${digest}.`));
    const weak = [key.key, primary.key].find(isShort);
    if (weak !== undefined) {
      this.#fail('weak-key', 'key-strength', `A key of the kind ${keyAlgorithmName(weak)} can be broken.`);
    } else {
      this.checks.push(made('passed', 'key-strength', `The key is of the kind ${keyAlgorithmName(key.key)}.`));
    }
    if (key.weakSelfSignature) {
      const detail = 'The key signed its own parts with SHA-1 or RIPEMD-160.';
      this.#fail('sha1-self-signature', 'self-signature-digest', detail, 'passed');
    }
  }

  #fail(note: Note, check: string, detail: string, outcome: Check['outcome'] = 'failed'): void {
    if (!this.notes.includes(note)) this.notes.push(note);
    this.checks.push(made(outcome, check, detail));
  }
}

function isShort({ algorithm, bits }: KeyState['key']): boolean {
  const isRsaOrDsa =
    algorithm === KEY_ALGORITHM.rsa || algorithm === KEY_ALGORITHM.rsaSign || algorithm === KEY_ALGORITHM.dsa;
  return isRsaOrDsa && (bits ?? 0) < 2048;
}

/** A check in words. */
export function made(outcome: Check['outcome'], check: string, detail: string): Check {
  return { check, outcome, detail };
}

/** A date of OpenPGP's, in seconds. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

function day(seconds: number): string {
  return toDate(seconds).toISOString().slice(0, 10);
}

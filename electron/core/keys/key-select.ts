import { AppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { addressOf } from '../openpgp/make/user-id.ts';

/**
 * The one key that `selector` names: a fingerprint (blanks and `0x` allowed), its last 16 digits, an exact e-mail address,
 * `gpg:`, `cosign:`, `ssh:` or `ssh-agent:` with one of those for a key of that kind; an SSH key also as ssh-keygen writes its fingerprint,
 * `SHA256:` and base64. To sign, keys that can sign now go before those that cannot.
 * Throws `key-not-found` or `key-ambiguous`.
 */
export function selectKey(keys: readonly KeySummary[], selector: string, purpose: 'sign' | 'any'): KeySummary {
  const [, kind, wanted = ''] = /^(?:(gpg|cosign|ssh|ssh-agent):)?(.*)$/s.exec(selector) ?? [];
  const named = keys.filter((key) => isOfKind(key, kind) && isNamed(key, wanted));
  const usable = named.filter((key) => key.canSign && key.secret !== 'none');
  const chosen = purpose === 'sign' && usable.length > 0 ? usable : named;
  const [only, other] = chosen;
  if (only === undefined) throw new AppError('key-not-found', selector);
  if (other !== undefined) throw new AppError('key-ambiguous', chosen.map(({ id }) => id).join(', '));
  return only;
}

function isOfKind({ engine, type }: KeySummary, kind: string | undefined): boolean {
  if (kind === 'cosign') return type === 'cosign';
  if (kind === 'ssh' || kind === 'ssh-agent') return engine === kind;
  return (engine === 'gnupg') === (kind === 'gpg');
}

function isNamed(key: KeySummary, wanted: string): boolean {
  if (wanted.includes('@')) {
    const address = (addressOf(wanted) ?? wanted).toLowerCase();
    return key.userIds.some((userId) => addressOf(userId)?.toLowerCase() === address);
  }
  const digest = /^SHA256:([A-Za-z0-9+/]{43})=?$/.exec(wanted)?.[1];
  if (digest !== undefined)
    return key.type === 'ssh' && key.fingerprint === Buffer.from(digest, 'base64').toString('hex').toUpperCase();
  const hex = wanted.replace(/\s/g, '').replace(/^0x/i, '').toUpperCase();
  if (!/^([0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64})$/.test(hex)) return false;
  const fingerprints = [key.fingerprint, ...key.subkeys.map(({ fingerprint }) => fingerprint)];
  // A certificate in the agent has an id of its own.
  if (key.engine === 'ssh-agent' && key.id.endsWith(`:${hex}`)) return true;
  const short = key.type !== 'openpgp' ? key.fingerprint.slice(-16) : undefined;
  return fingerprints.some((one) => one === hex || (hex.length === 16 && (short ?? keyId(one)) === hex));
}

/** The 16 digits by which signatures name a key: the last of a version 4 fingerprint, the first of a version 6 one. */
export function keyId(fingerprint: string): string {
  return fingerprint.length === 64 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
}

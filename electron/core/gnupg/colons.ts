import { date } from './status.ts';

/** One key or subkey of `gpg --list-keys --with-colons --with-secret` (doc/DETAILS, "Format of the colon listings"). */
export interface ListedKey {
  fingerprint: string;
  keyId: string;
  /** gpg's one letter: `r` revoked, `e` expired, `i` invalid, `d` disabled, `u` ultimately valid ... */
  validity: string;
  algorithm: string;
  createdAt: Date;
  expiresAt: Date | null;
  canSign: boolean;
  canCertify: boolean;
  disabled: boolean;
  /** Where the secret part is: `file`, a card's whole application identifier, or nowhere. */
  secret: 'file' | 'none' | { card: string };
}

/** A primary key with what hangs on it. User IDs that are revoked come last. */
export interface ListedCertificate {
  primary: ListedKey;
  userIds: string[];
  subkeys: ListedKey[];
}

/** Keys that a listing may hold; more are dropped. */
const MAX_CERTIFICATES = 50_000;

/** Reads a colon listing; records that make no sense are passed over, as unknown ones are. */
export function parseColons(listing: string): ListedCertificate[] {
  const certificates: ListedCertificate[] = [];
  let current: { primary: Pending; userIds: { text: string; revoked: boolean }[]; subkeys: Pending[] } | undefined;
  let last: Pending | undefined;

  const finish = (): void => {
    if (current) {
      const primary = complete(current.primary);
      if (primary) {
        certificates.push({
          primary,
          userIds: [...current.userIds.filter((id) => !id.revoked), ...current.userIds.filter((id) => id.revoked)].map(
            (id) => id.text,
          ),
          subkeys: current.subkeys.flatMap((subkey) => complete(subkey) ?? []),
        });
      }
    }
    current = undefined;
    last = undefined;
  };

  for (const line of listing.split('\n')) {
    const fields = line.replace(/\r$/, '').split(':');
    switch (fields[0]) {
      case 'pub':
      case 'sec':
        finish();
        if (certificates.length >= MAX_CERTIFICATES) return certificates;
        last = { fields };
        current = { primary: last, userIds: [], subkeys: [] };
        break;
      case 'sub':
      case 'ssb':
        last = { fields };
        current?.subkeys.push(last);
        break;
      case 'fpr':
        // The first one behind a key is its own; further ones are of no interest here.
        if (last && last.fingerprint === undefined) last.fingerprint = fields[9] ?? '';
        break;
      case 'uid':
        current?.userIds.push({ text: unescapeColons(fields[9] ?? ''), revoked: fields[1] === 'r' });
        break;
      default:
        break;
    }
  }
  finish();
  return certificates;
}

interface Pending {
  fields: string[];
  fingerprint?: string;
}

function complete({ fields, fingerprint }: Pending): ListedKey | undefined {
  const createdAt = date(fields[5]);
  const expires = fields[6] ?? '';
  const expiresAt = expires === '' || expires === '0' ? null : date(expires);
  if (!createdAt || expiresAt === undefined || !/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(fingerprint ?? '')) {
    return undefined;
  }
  const capabilities = fields[11] ?? '';
  return {
    fingerprint: fingerprint ?? '',
    keyId: fields[4] ?? '',
    validity: fields[1] ?? '',
    algorithm: algorithmName(fields[3] ?? '', fields[2] ?? '', fields[16] ?? ''),
    createdAt,
    expiresAt,
    canSign: capabilities.includes('s'),
    canCertify: capabilities.includes('c'),
    disabled: capabilities.includes('D') || fields[1] === 'd',
    secret: secretPlace(fields[14] ?? ''),
  };
}

function secretPlace(token: string): ListedKey['secret'] {
  if (token === '+') return 'file';
  return token === '' || token === '#' ? 'none' : { card: token };
}

/** `rsa4096`, `dsa2048`, `elg2048`, or the curve's name as gpg writes it. */
function algorithmName(id: string, bits: string, curve: string): string {
  if (curve !== '') return curve;
  const family = { '1': 'rsa', '2': 'rsa', '3': 'rsa', '16': 'elg', '17': 'dsa', '20': 'elg' }[id];
  return family ? `${family}${bits}` : `algorithm ${id}`;
}

/** gpg writes a colon, a backslash and control characters as `\x3a`. */
function unescapeColons(text: string): string {
  const bytes = text.split(/(\\x[0-9a-fA-F]{2})/).map((part) => {
    return /^\\x[0-9a-fA-F]{2}$/.test(part) ? Buffer.from(part.slice(2), 'hex') : Buffer.from(part, 'utf8');
  });
  return Buffer.concat(bytes).toString('utf8');
}

/**
 * The number that is printed on an OpenPGP card, eight digits, out of its application identifier
 * (OpenPGP card specification 3.4, section 4.2.1); other cards' serials stay as they are.
 */
export function cardNumber(token: string): string {
  return /^D276000124[0-9A-F]{22}$/.test(token) ? token.slice(20, 28) : token;
}

import { escapeUnseen } from '../../../shared/visible-text.ts';
import { digestNumber } from '../../core/openpgp/algorithms.ts';
import type { SignaturePacket } from '../../core/openpgp/signature-packet.ts';
import type { GitLetter } from '../../core/verify/git-letter.ts';

/** What git reads of a signature's key and date. */
export interface ToldSignature {
  /** Whole fingerprint of the key that signed, or of the certificate; what the signature hints at where that is not here. */
  fingerprint: string;
  /** Of the primary key, where there is one. */
  primary?: string;
  /** Who that is; a claim, of a key that nobody confirmed. */
  name: string;
  at: Date;
  /** Absent where there is no OpenPGP packet. */
  packet?: SignaturePacket;
}

const PREFIX = '[GNUPG:] ';
const WORD = { G: 'GOODSIG', U: 'GOODSIG', B: 'BADSIG', X: 'EXPSIG', Y: 'EXPKEYSIG', R: 'REVKEYSIG' } as const;

/** The lines that say of one signature what its letter says (GnuPG's doc/DETAILS). Git finds `GOODSIG` on no first line. */
export function verifyStatus(
  letter: GitLetter,
  told: ToldSignature,
  { isTrusted, isKeyMissing }: { isTrusted: boolean; isKeyMissing: boolean },
): string {
  const { fingerprint, name } = told;
  const keyId = fingerprint.slice(-16);
  const lines = ['NEWSIG'];
  if (letter === 'N' || letter === 'E') {
    const { algorithm, digest, type } = numbersOf(told);
    lines.push(`ERRSIG ${keyId} ${algorithm} ${digest} ${type} ${seconds(told.at)} ${isKeyMissing ? 9 : 1}`);
    if (isKeyMissing) lines.push(`NO_PUBKEY ${keyId}`);
    return asLines(lines);
  }
  lines.push(`${WORD[letter]} ${keyId} ${escapeName(name)}`);
  if (letter !== 'B') lines.push(validLine(told), `TRUST_${isTrusted ? 'FULLY' : 'UNDEFINED'} 0 pgp`);
  return asLines(lines);
}

/** The lines that say that a signature was made. */
export function signedStatus({ fingerprint, primary = fingerprint, ...told }: Omit<ToldSignature, 'name'>): string {
  const { algorithm, digest, type } = numbersOf(told);
  return asLines([
    `KEY_CONSIDERED ${primary} 2`,
    `BEGIN_SIGNING H${digest}`,
    `SIG_CREATED D ${algorithm} ${digest} ${type} ${seconds(told.at)} ${fingerprint}`,
  ]);
}

/** The same of one by a certificate, as gpgsm and gitsign say it: ECDSA over SHA-256. Git finds `SIG_CREATED` on no first line. */
export function certifiedStatus(certificate: string, at: Date): string {
  return asLines(['BEGIN_SIGNING', `SIG_CREATED D 19 8 00 ${seconds(at)} ${certificate}`]);
}

/** The lines that say that none was made, with the key as git named it. */
export function notSignedStatus(key: string): string {
  return asLines([`INV_SGNR 9 ${escapeName(key)}`, 'FAILURE sign 17']);
}

function validLine(told: ToldSignature): string {
  const { fingerprint, primary, packet } = told;
  const { algorithm, digest, type } = numbersOf(told);
  const ends = packet?.expiresAfter === undefined ? 0 : packet.created + packet.expiresAfter;
  const fields = [fingerprint, told.at.toISOString().slice(0, 10), seconds(told.at), ends, packet?.version ?? 5, 0];
  // Git takes the tenth field for the primary key, and wants it to be the last.
  return ['VALIDSIG', ...fields, algorithm, digest, type, ...(primary === undefined ? [] : [primary])].join(' ');
}

function numbersOf({ packet }: Pick<ToldSignature, 'packet'>): { algorithm: number; digest: number; type: string } {
  if (packet === undefined) return { algorithm: 0, digest: 0, type: '00' };
  const type = packet.type.toString(16).padStart(2, '0');
  return { algorithm: packet.keyAlgorithm, digest: digestNumber(packet.digest), type };
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

const asLines = (lines: readonly string[]): string => lines.map((line) => `${PREFIX}${line}\n`).join('');

/** Percent signs and all that cannot be seen, as gpg escapes them: a name is the signer's own word, and must not end its line. */
function escapeName(name: string): string {
  return escapeUnseen(name.replace(/%/g, '%25'), (character) =>
    [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

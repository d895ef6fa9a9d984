import type { AllowedSigner, AllowedSigners } from './allowed-signers.ts';
import { fitsPatternList } from './pattern-list.ts';
import type { SshPublicKey } from './public-key.ts';

/** Whether a key may sign: for whom and until when, or why not. */
export type Allowed =
  | { allowed: true; principal: string; until?: Date }
  /** `unknown`: no line names the key; else the nearest that a line came to allow it. */
  | { allowed: false; why: 'unknown' | 'namespace' | 'time' };

/** Whom an allowed-signers file gives a key to, for signing in a namespace at a time, as `ssh-keygen -Y find-principals` and `verify` do. */
export function whoAllows({ signers }: AllowedSigners, key: SshPublicKey, namespace: string, at: Date): Allowed {
  const answers = signers.map((signer) => byLine(signer, key, namespace, at));
  const good = answers.filter((answer) => answer.allowed).sort((a, b) => endOf(b) - endOf(a))[0];
  if (good !== undefined) return good;
  const reasons = answers.map((answer) => (answer.allowed ? 'unknown' : answer.why));
  const why = (['time', 'namespace'] as const).find((reason) => reasons.includes(reason)) ?? 'unknown';
  return { allowed: false, why };
}

function endOf(answer: Allowed): number {
  return answer.allowed ? (answer.until?.getTime() ?? Infinity) : -Infinity;
}

function byLine(signer: AllowedSigner, key: SshPublicKey, namespace: string, at: Date): Allowed {
  const named = signer.isAuthority ? certified(signer, key) : ownPrincipal(signer, key);
  if (named === undefined) return { allowed: false, why: 'unknown' };
  if (signer.namespaces !== undefined && !fitsPatternList(namespace, signer.namespaces))
    return { allowed: false, why: 'namespace' };
  const { validAfter, validBefore } = signer;
  if ((validAfter !== undefined && at < validAfter) || (validBefore !== undefined && at > validBefore))
    return { allowed: false, why: 'time' };
  const seconds = BigInt(Math.floor(at.getTime() / 1000));
  const { certificate } = key;
  if (certificate !== undefined && (seconds < certificate.validAfter || seconds >= certificate.validBefore))
    return { allowed: false, why: 'time' };
  const ends = [validBefore?.getTime(), certificate && Number(certificate.validBefore) * 1000]
    .filter((end) => end !== undefined)
    .filter((end) => end <= LAST_DATE);
  return { allowed: true, principal: named, ...(ends.length === 0 ? {} : { until: new Date(Math.min(...ends)) }) };
}

/** The last time that a date can tell. Certificates without an end have the largest number there is. */
const LAST_DATE = 8.64e15;

/**
 * A certificate is another key than the one in it: only a line that names its authority allows it. The line's patterns are the names that git
 * asks for; one that the line itself excludes is none.
 */
function ownPrincipal({ principals, key: allowed }: AllowedSigner, key: SshPublicKey): string | undefined {
  if (key.certificate !== undefined || !allowed.blob.equals(key.blob)) return undefined;
  const names = principals.split(',');
  const end = names.indexOf('');
  return names
    .slice(0, end === -1 ? undefined : end)
    .find((one) => !one.startsWith('!') && fitsPatternList(one, principals));
}

function certified({ principals, key: authority }: AllowedSigner, { certificate }: SshPublicKey): string | undefined {
  if (certificate?.isUser !== true || !certificate.authority.blob.equals(authority.blob)) return undefined;
  return certificate.principals.find((one) => fitsPatternList(one, principals));
}

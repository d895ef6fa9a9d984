import { readPublicKeys } from '../sigstore/public-key.ts';
import { type Comparison, comparePasted, findFingerprints } from './fingerprint.ts';

const BLOCK = /-----BEGIN (RSA )?PUBLIC KEY-----[\s\S]*?-----END (RSA )?PUBLIC KEY-----/g;

/**
 * As `comparePasted`; where the page has a Sigstore key itself (PEM, as `cosign.pub`), the key is compared: it is more than its
 * fingerprint. A key and a fingerprint that contradict each other are `several`.
 */
export function comparePastedKey(pasted: string, fingerprint: string): Comparison {
  const blocks = pasted.match(BLOCK);
  if (blocks === null) return comparePasted(pasted, fingerprint);
  const keys = new Set(readPublicKeys(Buffer.from(`${blocks.join('\n')}\n`)).map((key) => key.fingerprint));
  const [only] = keys;
  if (only === undefined) return 'none';
  const beside = findFingerprints(pasted.replace(BLOCK, ' ')).whole.filter((one) => one.length === only.length);
  if (keys.size > 1 || beside.some((one) => one !== only)) return 'several';
  return only === fingerprint.toUpperCase() ? 'same' : 'different';
}

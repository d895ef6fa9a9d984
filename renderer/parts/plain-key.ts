import type { KeySummary } from '../../shared/model/key.ts';

/** Which kind of key it is that has nothing but two halves: no dates, no subkeys, no revocation. Undefined: OpenPGP's. */
export function plainKind({ type }: Pick<KeySummary, 'type'>): 'cosign' | 'ssh' | undefined {
  return type === 'cosign' || type === 'ssh' ? type : undefined;
}

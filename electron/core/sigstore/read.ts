import type { SigstoreContent } from './content.ts';

/** The most that is read as a bundle; an attestation with a large list of parts stays far below. */
export const MAX_SIGSTORE_BYTES = 16 * 1024 * 1024;

/** `reason` is technical English, told as `technical(reason)`. */
export type ReadSigstore = { kind: 'content'; content: SigstoreContent } | { kind: 'malformed'; reason: string };

/** Reads a bundle (v0.1 to v0.3) or cosign's older JSON. Null: it is neither. Never throws. */
export function readSigstore(bytes: Uint8Array): ReadSigstore | null {
  return bytes.length > MAX_SIGSTORE_BYTES ? { kind: 'malformed', reason: 'larger than any bundle' } : null;
}

/**
 * Reads cosign's older detached signature: `signature` is the `.sig` file (base64 or the bare bytes), `certificate` the `.pem` beside
 * it where there is one (a certificate, as PEM or as base64 of PEM). Null: `signature` holds nothing of the kind. Never throws.
 */
export function readDetached(signature: Uint8Array, certificate?: Uint8Array): ReadSigstore | null {
  return signature.length + (certificate?.length ?? 0) > MAX_SIGSTORE_BYTES
    ? { kind: 'malformed', reason: 'larger than any signature' }
    : null;
}

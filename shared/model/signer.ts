import * as z from 'zod';
import { BuildIdentity } from './build-identity.ts';
import { KeyKind } from './key-kind.ts';

/**
 * Who made a signature. OpenPGP: `fingerprint` is the primary key's (upper-case hex, whole), `keyFingerprint` that of the key
 * that signed. Where the key is missing, only `keyId` (16 hex digits or a whole fingerprint, as the signature hints) is known.
 * `userId` is a claim that anybody can make. Sigstore: `identity` and `issuer` as the certificate has them, `build` where a build
 * signed, and `instance` where another than public-good vouches for them; a key's `fingerprint` is the SHA-256 of its
 * SubjectPublicKeyInfo. SSH: `fingerprint` is the SHA-256 of the key as SSH writes it (what `SHA256:` and base64 stand for elsewhere),
 * `kind` says so, and `principal` is whom a list of allowed signers that the user gave names for it, for this use and at that time.
 */
export const Signer = z.object({
  fingerprint: z.string().optional(),
  kind: KeyKind.optional(),
  keyFingerprint: z.string().optional(),
  keyId: z.string().optional(),
  userId: z.string().optional(),
  identity: z.string().optional(),
  issuer: z.string().optional(),
  build: BuildIdentity.optional(),
  instance: z.string().optional(),
  principal: z.string().optional(),
});
export type Signer = z.infer<typeof Signer>;

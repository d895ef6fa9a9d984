import * as z from 'zod';

/** Where the secret part of a key lives; `agent`: the SSH agent has it. */
export const SecretPlace = z.enum(['keychain', 'passphrase', 'gnupg', 'token', 'agent', 'login', 'none']);
export type SecretPlace = z.infer<typeof SecretPlace>;

export const KeyStatus = z.enum(['valid', 'expired', 'revoked']);
export type KeyStatus = z.infer<typeof KeyStatus>;

/** Why a key was revoked (RFC 9580, section 5.2.3.31). */
export const RevocationReason = z.enum(['compromised', 'superseded', 'retired', 'unspecified']);
export type RevocationReason = z.infer<typeof RevocationReason>;

export const SubkeySummary = z.object({
  fingerprint: z.string(),
  algorithm: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  status: KeyStatus,
  canSign: z.boolean(),
  hasSecret: z.boolean(),
});
export type SubkeySummary = z.infer<typeof SubkeySummary>;

/**
 * A key or certificate as the lists show it. `id` names it in every call: the fingerprint, `gpg:FINGERPRINT` for one of GnuPG's,
 * `cosign:FINGERPRINT` for a key of cosign's kind, whose fingerprint is the SHA-256 of its public key (SubjectPublicKeyInfo, DER),
 * `ssh:FINGERPRINT` for an SSH key, the SHA-256 that ssh-keygen writes in base64, and `ssh-agent:SHA256` for one that the SSH agent holds,
 * of its bytes or its certificate's.
 */
export const KeySummary = z.object({
  id: z.string(),
  type: z.enum(['openpgp', 'cosign', 'ssh', 'login']),
  engine: z.enum(['openpgp', 'gnupg', 'cosign-key', 'ssh', 'ssh-agent', 'keyless']),
  fingerprint: z.string(),
  userIds: z.array(z.string()),
  algorithm: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  status: KeyStatus,
  revocationReason: RevocationReason.optional(),
  secret: SecretPlace,
  /** Whether the primary's secret part is here too; false for an offline primary. */
  hasPrimarySecret: z.boolean(),
  canSign: z.boolean(),
  cardSerial: z.string().optional(),
  /** When expiry and revocation were last looked up on the network. */
  refreshedAt: z.string().optional(),
  backedUpAt: z.string().optional(),
  subkeys: z.array(SubkeySummary),
});
export type KeySummary = z.infer<typeof KeySummary>;

export const KeyAlgorithm = z.enum(['ed25519', 'rsa4096']);
export type KeyAlgorithm = z.infer<typeof KeyAlgorithm>;

/** What a key of cosign's kind can be made of; cosign makes P-256. */
export const CosignAlgorithm = z.enum(['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096', 'ed25519']);
export type CosignAlgorithm = z.infer<typeof CosignAlgorithm>;

/** What an SSH key can be made of; ssh-keygen makes Ed25519. */
export const SshAlgorithm = z.enum(['ed25519', 'p256', 'p384', 'p521', 'rsa3072', 'rsa4096']);
export type SshAlgorithm = z.infer<typeof SshAlgorithm>;

/** `2y`, `18m`, `90d` or `never`. */
export const Validity = z.string().regex(/^(\d{1,4}[ymwd]|never)$/);
export type Validity = z.infer<typeof Validity>;

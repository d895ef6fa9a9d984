import type { ErrorCode } from '../../../shared/error.ts';
import type { PublicKeyMaterial } from '../sigstore/public-key.ts';
import type {
  CosignAlgorithm,
  KeyAlgorithm,
  KeySummary,
  RevocationReason,
  SshAlgorithm,
} from '../../../shared/model/key.ts';

/** Public key material for verification, as stored. */
export interface CertificateRecord {
  /** Where it came from: the app's own store, GnuPG's keyring, or evidence that lay beside a download. */
  source: 'store' | 'gnupg' | 'evidence';
  /** Binary transferable public key (RFC 9580, section 10.1). */
  bytes: Uint8Array;
  /** The primary key's fingerprint, where it is known without reading the bytes. */
  fingerprint?: string;
  /** When expiry and revocation were last looked up on the network. */
  refreshedAt?: string;
}

/** A key that was imported. */
export type ImportedKey = KeySummary & {
  /** The file that its secret part came from has no passphrase: whoever can read the file has the key too. */
  unprotected?: boolean;
};

/** A public key of cosign's kind, as it may serve verification. */
export interface PublicKeyRecord {
  material: PublicKeyMaterial;
  /** As the user calls it. */
  name?: string;
}

/** What a lookup on the network found, not yet kept. */
export interface LookedUp {
  summaries: KeySummary[];
  bytes: Uint8Array;
  from: 'wkd' | 'keyserver';
}

/** A part that a backup or a restore had to leave out: a key's fingerprint or a file's name, and why. */
export interface LeftOut {
  name: string;
  code: ErrorCode;
  /** Technical text for the curious. */
  why: string;
}

/** What a restore did. */
export interface Restored {
  keys: number;
  publishers: number;
  left: LeftOut[];
  /** Files that were damaged or could not be opened, under the names that they were moved to. */
  setAside: string[];
}

/** The app's keys, other people's certificates and GnuPG's keyring behind one face. Ids are those of `KeySummary`. */
export interface KeyService {
  /** Everything there is: the app's own keys first, then GnuPG's secret keys, then certificates. No keychain is touched. */
  list(): Promise<KeySummary[]>;
  /**
   * The key that `selector` names: a fingerprint, its last 16 digits, an exact e-mail address, or `gpg:FINGERPRINT`.
   * Throws `key-not-found` or `key-ambiguous`.
   */
  find(selector: string, purpose: 'sign' | 'any'): Promise<KeySummary>;
  /** Every certificate that may serve verification. No keychain is touched. */
  certificates(): Promise<CertificateRecord[]>;
  /** Every key of cosign's kind that may serve verification. No keychain is touched. */
  publicKeys(): Promise<PublicKeyRecord[]>;
  /** Makes a key with a certifying primary and a signing subkey, and its revocation certificate. `validity` as in `Validity`. */
  generate(request: { name: string; email: string; algorithm: KeyAlgorithm; validity: string }): Promise<KeySummary>;
  /** Makes a key as cosign makes them. `name` may be empty: it is remembered here only. */
  generateCosign(request: { name: string; algorithm: CosignAlgorithm }): Promise<KeySummary>;
  /** Makes a key as ssh-keygen makes them. `name` is its comment, and may be empty. */
  generateSsh(request: { name: string; algorithm: SshAlgorithm }): Promise<KeySummary>;
  /**
   * OpenPGP's, armored or binary, OpenSSH's, or cosign's and others in PEM; public or secret. `name`: what a key of cosign's kind or of SSH
   * is called where it has no name yet. Throws `malformed`, `passphrase-needed`, `wrong-passphrase`.
   */
  import(bytes: Uint8Array, options: { passphrase?: string; name?: string }): Promise<ImportedKey[]>;
  /** Calls a key of cosign's kind or of SSH something else; an empty name takes its name away. Throws `unsupported` for others, whose names are signed. */
  rename(id: string, name: string): Promise<KeySummary>;
  /** A key of cosign's kind is PEM in either format, one of SSH a line. */
  exportPublic(id: string, format: 'armored' | 'binary'): Promise<Uint8Array>;
  /** The secret key protected by `passphrase`; one of cosign's kind in cosign's own format, one of SSH in OpenSSH's. Throws `no-secret-part`, `store-locked`. */
  exportSecret(id: string, format: 'armored' | 'binary', passphrase: string): Promise<Uint8Array>;
  /** The revocation certificate made with the key, armored. Throws `not-found` for keys made elsewhere without their primary. */
  revocationCertificate(id: string): Promise<string>;
  /** `notExtended`: fingerprints of subkeys that now end before the key does, among them those for encryption. Throws `key-revoked`. */
  extend(id: string, validity: string): Promise<KeySummary & { notExtended: string[] }>;
  addUserId(id: string, name: string, email: string): Promise<KeySummary>;
  addSubkey(id: string, validity: string): Promise<KeySummary>;
  revoke(id: string, reason: RevocationReason, note: string): Promise<KeySummary>;
  /** Deletes a key; its revocation certificate stays in the home folder. */
  delete(id: string): Promise<void>;
  /** All keys, pins and settings in one file under `passphrase`. What cannot be read is left out, and `onLeftOut` told of it. */
  backup(passphrase: string, onLeftOut?: (left: LeftOut) => void): Promise<Uint8Array>;
  /** Adds what a backup holds; nothing that is there is lost. Throws `wrong-passphrase`, `malformed`. */
  restore(bytes: Uint8Array, passphrase: string): Promise<Restored>;
  /** Asks the network. Throws `offline`, `network`, `not-on-server`. */
  lookup(query: string, from: 'wkd' | 'keyserver', signal?: AbortSignal): Promise<LookedUp>;
  accept(found: LookedUp): Promise<KeySummary[]>;
  refresh(id: string, from: 'wkd' | 'keyserver', signal?: AbortSignal): Promise<{ key: KeySummary; changed: boolean }>;
}

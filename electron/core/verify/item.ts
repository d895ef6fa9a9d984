import type { Seen } from '../../../shared/seen.ts';
import type { Manifest } from '../manifest/model.ts';
import type { SignatureEntry } from '../openpgp/signature-packet.ts';
import type { SigstoreContent } from '../sigstore/content.ts';

/** What a file is, by its content; its name only tells apart an artifact from a signature that failed to arrive. */
export type ItemContent =
  | { kind: 'signature'; entries: SignatureEntry[] }
  /** `text`: what is signed, line ends LF. */
  | { kind: 'cleartext'; entries: SignatureEntry[]; text: Uint8Array; manifest?: Manifest }
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'manifest-malformed'; problem: Seen; text: string }
  | { kind: 'certificate'; bytes: Uint8Array }
  /** Sigstore signatures, in any of their forms. `detached`: the file of a detached one, whose certificate may be another file. */
  | { kind: 'sigstore'; contents: SigstoreContent[]; detached?: Uint8Array }
  /** PEM public keys. */
  | { kind: 'public-key'; bytes: Uint8Array }
  /** An X.509 certificate: evidence where it belongs to a detached signature, else a file like any other. */
  | { kind: 'x509'; bytes: Uint8Array }
  /** A signature of `ssh-keygen -Y sign`; `hash` is what it was made over, where that can be read. */
  | { kind: 'ssh'; bytes: Uint8Array; hash?: 'sha256' | 'sha512' }
  /** A signature in a format that this version cannot read. */
  | { kind: 'unreadable-signature'; format: 'minisign' | 'x509'; label: string }
  /** A file with a signature's ending, or one given as a signature, that holds none. */
  | { kind: 'no-signature'; fault: 'web-page' | 'empty' | 'damaged'; why: Seen }
  | { kind: 'artifact' };

/**
 * How a file came into a check. `signature`: named by the user as a signature; `signer-certificate`: as the certificate of one;
 * `beside`: found next to an artifact.
 */
export type ItemOrigin = 'named' | 'in-folder' | 'signature' | 'signer-certificate' | 'beside' | 'pasted';

/** One file of a check. Pasted text has a path that says so, and is never read again. */
export interface Item {
  path: string;
  name: string;
  folder: string;
  origin: ItemOrigin;
  content: ItemContent;
  /** SHA-256 of the bytes that were judged to be this content, where all of them were read: whatever is read later must be the same. */
  sha256?: string;
  /** In bytes, as it was found; absent for what is no file. */
  size?: number;
  /** Its place among the bundles that stand one below the other in one file: each is a signature of its own. */
  line?: number;
}

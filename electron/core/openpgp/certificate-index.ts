import { mergeCertificates, readCertificates } from './certificate.ts';
import { verifySelfSignatures } from './self-signatures.ts';
import { isSigningAlgorithm, sameAlgorithm } from './algorithms.ts';
import type { Certificate } from './certificate.ts';
import type { KeyPacket } from './key-packet.ts';
import type { SelfSigned } from './self-signatures.ts';
import type { SignaturePacket } from './signature-packet.ts';

/** A key that may have made a signature, in the certificate that holds it. */
export interface Candidate {
  key: KeyPacket;
  /** Fingerprint of the certificate's primary key. */
  certificate: string;
}

/** Certificates to judge by. What is added is parsed when it is first asked for, and each certificate's self-signatures are verified once. */
export class CertificateIndex {
  readonly #pending: Uint8Array[] = [];
  readonly #problems: string[] = [];
  readonly #copies = new Map<string, Certificate[]>();
  readonly #merged = new Map<string, Certificate>();
  readonly #selfSigned = new Map<string, Promise<SelfSigned | undefined>>();
  readonly #byKeyId = new Map<string, Candidate[]>();

  /** Adds the bytes of a file of keys, armored or binary; copies of one certificate add up. Throws nothing; reading throws `too-large`. */
  add(bytes: Uint8Array): this {
    this.#pending.push(bytes);
    return this;
  }

  /** Adds a certificate that was read already. */
  addCertificate(certificate: Certificate): this {
    const { fingerprint } = certificate.primary;
    const copies = this.#copies.get(fingerprint) ?? [];
    this.#copies.set(fingerprint, [...copies, certificate]);
    this.#merged.delete(fingerprint);
    this.#selfSigned.delete(fingerprint);
    for (const key of [certificate.primary, ...certificate.subkeys.map((subkey) => subkey.key)]) {
      const known = this.#byKeyId.get(key.keyId) ?? [];
      if (known.some((c) => c.certificate === fingerprint && c.key.fingerprint === key.fingerprint)) continue;
      this.#byKeyId.set(key.keyId, [...known, { key, certificate: fingerprint }]);
    }
    return this;
  }

  /** Fingerprints of the primary keys, in the order they were added. */
  fingerprints(): string[] {
    this.#parse();
    return [...this.#copies.keys()];
  }

  /** What could not be read of all that was added, in words. */
  problems(): readonly string[] {
    this.#parse();
    return this.#problems;
  }

  /** The certificate of a primary key's whole fingerprint, all copies as one. */
  certificate(fingerprint: string): Certificate | undefined {
    this.#parse();
    const [first, ...others] = this.#copies.get(fingerprint) ?? [];
    if (first === undefined) return undefined;
    const known = this.#merged.get(fingerprint) ?? mergeCertificates([first, ...others]);
    this.#merged.set(fingerprint, known);
    return known;
  }

  /** The certificate with its self-signatures verified; nothing where it is not there, or has more of them than a real key. */
  async selfSigned(fingerprint: string): Promise<SelfSigned | undefined> {
    const certificate = this.certificate(fingerprint);
    if (certificate === undefined) return undefined;
    const known = this.#selfSigned.get(fingerprint) ?? verifySelfSignatures(certificate);
    this.#selfSigned.set(fingerprint, known);
    return known;
  }

  /** The keys that a signature hints at, by key ID or whole fingerprint. */
  hinted(signature: SignaturePacket): Candidate[] {
    this.#parse();
    const found = signature.issuers.flatMap((issuer) =>
      (this.#byKeyId.get(issuer.slice(-16)) ?? []).filter(
        ({ key }) => issuer.length === 16 || issuer === key.fingerprint,
      ),
    );
    return [...new Set(found)];
  }

  /** Every key of the signature's algorithm that can sign: for a signature that hints at nobody, or wrongly. */
  ofAlgorithm(signature: SignaturePacket): Candidate[] {
    this.#parse();
    return [...this.#byKeyId.values()]
      .flat()
      .filter(({ key }) => isSigningAlgorithm(key.algorithm) && sameAlgorithm(key.algorithm, signature.keyAlgorithm));
  }

  #parse(): void {
    for (const bytes of this.#pending.splice(0)) {
      const { certificates, problems } = readCertificates(bytes);
      this.#problems.push(...problems);
      for (const certificate of certificates) this.addCertificate(certificate);
    }
  }
}

import { mergeCertificates, readCertificates } from './certificate.ts';
import { verifySelfSignatures } from './self-signatures.ts';
import { isSigningAlgorithm, sameAlgorithm } from './algorithms.ts';
import { readSignatureEntry } from './signature-packet.ts';
import type { Certificate } from './certificate.ts';
import type { KeyPacket } from './key-packet.ts';
import type { SelfSigned } from './self-signatures.ts';
import type { SignatureEntry, SignaturePacket } from './signature-packet.ts';

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
  readonly #revocations: SignatureEntry[] = [];
  readonly #byKeyId = new Map<string, Candidate[]>();

  /** Adds the bytes of a file of keys, armored or binary; copies of one certificate add up, and revocations that
   * stand apart are laid to their keys. Throws nothing; the first question throws `too-large` over 64 MiB. */
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
    const known = this.#merged.get(fingerprint);
    if (known !== undefined) return known;
    const [first, ...others] = this.#copies.get(fingerprint) ?? [];
    if (first === undefined) return undefined;
    const { keyId } = first.primary;
    const revocations = this.#revocations.filter(({ packet }) =>
      packet?.issuers.some((issuer) => issuer === keyId || issuer === fingerprint),
    );
    const apart = { ...first, signatures: revocations.map(({ body }) => body), userIds: [], subkeys: [] };
    const merged = mergeCertificates(revocations.length > 0 ? [first, ...others, apart] : [first, ...others]);
    this.#merged.set(fingerprint, merged);
    return merged;
  }

  /** The certificate with its self-signatures verified; nothing where it is not there, or has more of them than a real key. */
  async selfSigned(fingerprint: string): Promise<SelfSigned | undefined> {
    const certificate = this.certificate(fingerprint);
    return certificate && (await verifySelfSignatures(certificate));
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
      const { certificates, revocations, problems } = readCertificates(bytes);
      this.#problems.push(...problems);
      this.#revocations.push(...revocations.map(readSignatureEntry));
      if (revocations.length > 0) this.#merged.clear();
      for (const certificate of certificates) this.addCertificate(certificate);
    }
  }
}

import { randomBytes } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { AppError } from '../../../../shared/error.ts';
import type { CertificateKey } from '../../sigstore/services/certificate.ts';

/** `SubjectPublicKeyInfo` of P-256, up to the point. */
const SPKI = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/**
 * A key (ECDSA P-256) for one certificate: it lives in memory and is overwritten when it is closed. Only digests reach it, because artifacts are streams;
 * the platform's own cryptography signs whole messages only.
 */
export class EphemeralKey implements CertificateKey {
  readonly publicKey: Uint8Array;
  readonly #secret: Uint8Array;
  #closed = false;

  constructor() {
    this.#secret = p256.utils.randomSecretKey();
    this.publicKey = Buffer.concat([SPKI, p256.getPublicKey(this.#secret, false)]);
  }

  /** Signs an artifact's SHA-256; the signature in DER. Throws `certificate-lapsed` once it is closed. */
  signDigest(digest: Uint8Array): Uint8Array {
    this.#mustBeOpen();
    return p256.sign(digest, this.#secret, {
      prehash: false,
      lowS: false,
      format: 'der',
      extraEntropy: randomBytes(32),
    });
  }

  signMessage(message: Uint8Array): Uint8Array {
    this.#mustBeOpen();
    return p256.sign(message, this.#secret, {
      prehash: true,
      lowS: false,
      format: 'der',
      extraEntropy: randomBytes(32),
    });
  }

  /** Overwrites the key. */
  close(): void {
    this.#closed = true;
    this.#secret.fill(0);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new AppError('certificate-lapsed', 'the key of this run is gone');
  }
}

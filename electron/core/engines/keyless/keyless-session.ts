import { toAppError } from '../../../../shared/error.ts';
import type { IdentityToken } from '../../oidc/identity-token.ts';
import { askCertificate } from '../../sigstore/services/certificate.ts';
import type { SigningCertificate } from '../../sigstore/services/check-certificate.ts';
import type { SignedDigest } from '../../sigstore/services/signed.ts';
import type { SigstoreRun } from '../../sigstore/sigstore-run.ts';
import { EphemeralKey } from './ephemeral-key.ts';
import { KEY_DETAILS } from './key-details.ts';

/** A key with the certificate for it. */
export interface Held {
  key: EphemeralKey;
  certificate: SigningCertificate;
}

/** A file whose signature is wanted: the first one is shown before anything is sent. */
export interface FirstFile {
  name: string;
  digest: SignedDigest['digest'];
}

/** A certificate that ends while an answer is on its way is no use; of ten minutes, this is the rest that is not used. */
const MARGIN_MS = 15_000;
const MARGIN_SHARE = 0.1;

/**
 * One key and one certificate for a run: files that go in parallel share them. When the certificate lapses, the next file waits for another
 * login, and the run goes on with a new key. Each key is overwritten as soon as it is of no more use.
 */
export class KeylessSession {
  readonly #run: SigstoreRun;
  #held: Promise<Held> | undefined;
  #wasHeld = false;

  constructor(run: SigstoreRun) {
    this.#run = run;
    run.onClose(() => this.#drop());
  }

  /** The key and certificate of now. Throws what a login and the certificate authority throw. */
  async held(first: FirstFile): Promise<Held> {
    for (;;) {
      const current = this.#held;
      const { failure } = this.#run;
      if (failure !== undefined) throw failure;
      if (current === undefined) {
        const next = this.#obtain(first);
        this.#held = next;
        // Who failed to log in is not asked again by each file that is left: the run ends, and may be gone on with.
        next.catch((error: unknown) => {
          this.#run.giveUp(toAppError(error));
          if (this.#held === next) this.#held = undefined;
        });
        return next;
      }
      const held = await current;
      if (!this.isLapsing(held.certificate)) return held;
      if (this.#held === current) this.#drop();
    }
  }

  /** Whether a certificate is over, or about to be. */
  isLapsing({ validFrom, validUntil }: SigningCertificate): boolean {
    const life = validUntil.getTime() - validFrom.getTime();
    const margin = Math.min(MARGIN_MS, life * MARGIN_SHARE);
    return this.#run.services.clock().getTime() > validUntil.getTime() - margin;
  }

  async #obtain(first: FirstFile): Promise<Held> {
    const token = await this.#agreedToken(first);
    const key = new EphemeralKey();
    try {
      const certificate = await askCertificate(this.#run.services, token, key, this.#run.signal);
      this.#wasHeld = true;
      return { key, certificate };
    } catch (error) {
      key.close();
      throw error;
    }
  }

  /** Nothing is sent before the user has seen who it is that signs, and what becomes public of it. */
  async #agreedToken(file: FirstFile): Promise<IdentityToken> {
    const again = this.#wasHeld ? { again: true } : {};
    const verifier = { kind: 'certificate' as const, keyDetails: KEY_DETAILS };
    let another = {};
    for (;;) {
      const token = await this.#run.token({ ...again, ...another });
      const [who, ...others] = token.names;
      const answer = await this.#run.agree({ who, others, file, verifier });
      // Reading what becomes public may take longer than a login lasts; it is not asked a second time.
      if (answer === 'agreed' && token.expiresAt > this.#run.services.clock()) return token;
      another = answer === 'another' ? { another: true } : {};
    }
  }

  #drop(): void {
    const held = this.#held;
    this.#held = undefined;
    held?.then(
      ({ key }) => key.close(),
      () => undefined,
    );
  }
}

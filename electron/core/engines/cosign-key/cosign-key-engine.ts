import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { SigstoreOptions } from '../../../../shared/model/sign.ts';
import type { PrivateKey } from '../../sigstore/cosign-key/private-key.ts';
import { schemeOf } from '../../sigstore/cosign-key/scheme.ts';
import { signArtifact } from '../../sigstore/cosign-key/sign-artifact.ts';
import type { PublicKeyMaterial } from '../../sigstore/public-key.ts';
import { keyHint, writeBundle } from '../../sigstore/write-bundle.ts';
import { untilCancelled } from '../../util/until-cancelled.ts';
import type { Engine, MadeBundle, SignContext, SignSource } from '../engine.ts';

/** Where the engine finds keys of cosign's kind. `id` is that of `KeySummary`. */
export interface CosignKeySource {
  /** Those with a secret part. */
  listKeys(): Promise<KeySummary[]>;
  /** Throws `key-not-found`. */
  publicKey(id: string): Promise<PublicKeyMaterial>;
  /** Throws `store-locked`, `no-secret-part`. */
  secret(id: string): Promise<PrivateKey>;
}

/** Signs as cosign does with a key. The artifact is never held in memory: its digest is signed, or for pure Ed25519 the file in pieces. */
export function createCosignKeyEngine(source: CosignKeySource): Engine<MadeBundle> {
  return {
    id: 'cosign-key',
    format: 'sigstore',
    capabilities: { cleartext: false, parallel: true },
    listKeys: () => source.listKeys(),
    async wants(key) {
      const { algorithm } = await source.publicKey(key);
      // Whether it will be logged is known when it signs; SHA-256 is a bundle's hint where the message itself is signed.
      const digests = [schemeOf(algorithm, false), schemeOf(algorithm, true)].map(({ over }) => over);
      return [...new Set(digests)].map((over) => ({ algorithm: over === 'message' ? ('sha256' as const) : over }));
    },
    sign: (what, key, context) => sign(source, what, key, context),
  };
}

async function sign(
  source: CosignKeySource,
  what: SignSource,
  id: string,
  { signal, sigstore }: SignContext,
): Promise<MadeBundle> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  if (what.kind !== 'file') throw new AppError('internal', 'Sigstore signs files');
  const { reading } = what;
  const { logged, timestamped } = chosen(sigstore);
  const material = await source.publicKey(id);
  const scheme = schemeOf(material.algorithm, logged);
  // The store may be asking for its passphrase.
  const key = await untilCancelled(source.secret(id), signal);
  if (key.public.fingerprint !== material.fingerprint)
    throw new AppError('store-damaged', `the secret part of ${id} is another key's`);
  const signature = await signArtifact(key, scheme, reading, signal);
  const algorithm = scheme.over === 'message' ? 'sha256' : scheme.over;
  const bundle = writeBundle({
    signature,
    digest: { algorithm, bytes: await reading.digest({ algorithm }) },
    verifier: { kind: 'key', hint: keyHint(material.fingerprint) },
    tlogEntries: [],
    timestamps: [],
  });
  return { format: 'sigstore', bundle, signature, logged, timestamped };
}

/** Throws `unsupported` where a service is to take part. */
function chosen(options: SigstoreOptions | undefined): { logged: boolean; timestamped: boolean } {
  if (options?.log === false && options.timestamp === false) return { logged: false, timestamped: false };
  throw new AppError('unsupported', 'this version signs with a key without a log and without a timestamp');
}

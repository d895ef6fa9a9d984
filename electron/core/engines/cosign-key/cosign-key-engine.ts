import { basename } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { PrivateKey } from '../../sigstore/cosign-key/private-key.ts';
import { schemeOf } from '../../sigstore/cosign-key/scheme.ts';
import { signArtifact } from '../../sigstore/cosign-key/sign-artifact.ts';
import type { PublicKeyMaterial } from '../../sigstore/public-key.ts';
import type { SignedDigest } from '../../sigstore/services/signed.ts';
import { witness, type Witnessed } from '../../sigstore/services/witness.ts';
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

async function sign(source: CosignKeySource, what: SignSource, id: string, context: SignContext): Promise<MadeBundle> {
  const { signal, run } = context;
  if (signal?.aborted === true) throw new AppError('cancelled');
  if (what.kind !== 'file') throw new AppError('internal', 'Sigstore signs files');
  const { reading } = what;
  const wish = run?.wish ?? neither(context);
  const material = await source.publicKey(id);
  const scheme = schemeOf(material.algorithm, wish.log);
  const algorithm = scheme.over === 'message' ? 'sha256' : scheme.over;
  const digest = { algorithm, bytes: await reading.digest({ algorithm }) };
  const verifier = { kind: 'public-key' as const, der: material.spki, keyDetails: scheme.details };
  // Before the store asks for its passphrase, and long before anything is sent.
  await run?.agree({
    who: { fingerprint: material.fingerprint },
    file: { name: basename(reading.path), digest },
    verifier,
  });
  // The store may be asking for its passphrase.
  const key = await untilCancelled(source.secret(id), signal);
  if (key.public.fingerprint !== material.fingerprint)
    throw new AppError('store-damaged', `the secret part of ${id} is another key's`);
  const signature = await signArtifact(key, scheme, reading, signal);
  const signed: SignedDigest = { digest, signature, verifier };
  const none: Witnessed = { tlogEntries: [], timestamps: [] };
  const witnessed = run === undefined ? none : await witness(signed, run.services, { ...wish, signal });
  const { tlogEntries, timestamps, notLogged } = witnessed;
  return {
    format: 'sigstore',
    bundle: writeBundle({
      ...{ signature, digest, tlogEntries, timestamps },
      verifier: { kind: 'key', hint: keyHint(material.fingerprint) },
    }),
    signature,
    logged: tlogEntries.length > 0,
    timestamped: timestamps.length > 0,
    ...(notLogged !== undefined && { notLogged: { why: notLogged, signed, timestamps } }),
  };
}

/** Without a run there are no services to ask. Throws `unsupported` where one may be wanted. */
function neither({ sigstore }: SignContext): { log: boolean; timestamp: boolean } {
  if (sigstore?.log === false && sigstore.timestamp === false) return { log: false, timestamp: false };
  throw new AppError('unsupported', 'logs and timestamp authorities are asked in a run alone');
}

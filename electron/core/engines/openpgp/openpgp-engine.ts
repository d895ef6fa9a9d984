import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { Engine, MadePackets, SignContext, SignSource } from '../engine.ts';
import { readOneKey } from '../../openpgp/make/certificate-parts.ts';
import { openSecrets } from '../../openpgp/make/export.ts';
import { wholeSeconds } from '../../openpgp/make/generate.ts';
import { fingerprintOfPacket, readPublicPacket } from '../../openpgp/make/key-packets.ts';
import type { SecretPacket } from '../../openpgp/make/key-packets.ts';
import { splitPackets, TAG, writePacket } from '../../openpgp/make/raw-packets.ts';
import { digestFor } from '../../openpgp/make/signatures.ts';
import { standingOf } from '../../openpgp/make/standing.ts';
import { untilCancelled } from '../../util/until-cancelled.ts';
import { textDigestSource } from './cleartext.ts';
import { signDigest } from './native-signature.ts';

/** Where the engine finds the app's own keys. */
export interface OpenpgpKeySource {
  /** The app's own keys with a secret part. */
  listKeys(now: Date): Promise<KeySummary[]>;
  /** Binary certificate of the key with this id. Throws `key-not-found`. */
  certificate(id: string): Promise<Uint8Array>;
  /** Fingerprints of the secret packets that the store has for this key; the store stays closed. */
  secretParts(id: string): Promise<string[]>;
  /** The secret packets, unprotected. Throws `store-locked`, `no-secret-part`. */
  secret(id: string): Promise<Uint8Array>;
}

/** Signs with the app's own OpenPGP keys. Artifacts are never held in memory: only their finished hash is signed. */
export function createOpenpgpEngine(source: OpenpgpKeySource): Engine<MadePackets> {
  return {
    id: 'openpgp',
    format: 'openpgp',
    capabilities: { cleartext: true, parallel: true },
    listKeys: (now) => source.listKeys(now),
    async wants(key, now) {
      const certificate = await source.certificate(key);
      const fingerprint = await chooseSigningKey(certificate, await source.secretParts(key), now);
      const parts = readOneKey(certificate);
      for (const packet of [parts.primary, ...parts.subkeys.map((subkey) => subkey.packet)]) {
        const read = await readPublicPacket(packet).catch(() => undefined);
        if (read !== undefined && fingerprintOfPacket(read) === fingerprint) return [{ algorithm: digestFor(read) }];
      }
      throw new AppError('key-not-found', fingerprint);
    },
    sign: (what, key, context) => sign(source, what, key, context),
  };
}

async function sign(
  source: OpenpgpKeySource,
  what: SignSource,
  id: string,
  context: SignContext,
): Promise<MadePackets> {
  throwIfCancelled(context.signal);
  const certificate = await source.certificate(id);
  const chosen = await chooseSigningKey(certificate, await source.secretParts(id), context.now);
  throwIfCancelled(context.signal);
  // The store may be asking for its passphrase: who cancels does not wait for the answer. What comes too late is wiped.
  const bytes = await untilCancelled(source.secret(id), context.signal, (late) => late.fill(0));
  try {
    const secret = (await openSecrets(splitPackets(bytes))).get(chosen);
    if (secret === undefined) throw new AppError('no-secret-part', chosen);
    throwIfCancelled(context.signal);
    return await signWith(secret, what, context.now);
  } finally {
    bytes.fill(0);
  }
}

async function signWith(secret: SecretPacket, what: SignSource, now: Date): Promise<MadePackets> {
  const cleartext = what.kind === 'cleartext';
  const finish = cleartext
    ? textDigestSource(what.text)
    : (...wanted: Parameters<typeof what.reading.digest>) => what.reading.digest(...wanted);
  const body = await signDigest(secret, finish, wholeSeconds(now), cleartext ? 'text' : 'binary');
  return { format: 'openpgp', packets: writePacket({ tag: TAG.signature, body }), digest: digestFor(secret) };
}

/**
 * The fingerprint of the key that signs as of `now`: the newest signing subkey whose secret part is here, else the primary where it may sign.
 * Throws `key-revoked`, `key-expired`, `no-secret-part`, `no-signing-key`.
 */
export async function chooseSigningKey(
  certificate: Uint8Array,
  secretParts: readonly string[],
  now: Date,
): Promise<string> {
  const key = await standingOf(certificate, now);
  if (key === undefined) throw new AppError('no-signing-key', 'the key signed nothing of itself');
  if (key.status === 'revoked') throw new AppError('key-revoked', key.fingerprint);
  const newestFirst = key.subkeys
    .filter(({ canSign }) => canSign)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const signing = [...newestFirst, ...(key.primaryMaySign ? [key] : [])];
  const present = signing.filter(({ fingerprint }) => secretParts.includes(fingerprint));
  const chosen = present.find(({ status, createdAt }) => status === 'valid' && createdAt <= now.toISOString());
  if (chosen !== undefined && key.status === 'valid') return chosen.fingerprint;
  if (signing.length === 0) throw new AppError('no-signing-key', key.fingerprint);
  if (present.length === 0) throw new AppError('no-secret-part', key.fingerprint);
  if (key.status === 'expired' || present.some(({ status }) => status === 'expired')) {
    throw new AppError('key-expired', key.fingerprint);
  }
  if (present.some(({ status }) => status === 'revoked')) throw new AppError('key-revoked', key.fingerprint);
  throw new AppError('no-signing-key', 'the key begins later than now');
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('cancelled');
}

import { createCosignKeyEngine } from '../engines/cosign-key/cosign-key-engine.ts';
import { cosignSummary } from '../keys/cosign-summary.ts';
import { openKeyFile } from '../sigstore/cosign-key/open-key-file.ts';
import type { SigningKey } from './signing.ts';

/** A key out of a file that signs in one run and is kept nowhere. */
export interface HeldKey extends SigningKey {
  /** Whoever reads the file has the key too. */
  unprotected: boolean;
}

/** Opens a file with a private key for one run. Null: it holds none. Throws as `openKeyFile`. */
export async function openHeldKey(
  bytes: Uint8Array,
  passphrase: string | undefined,
  now: Date,
): Promise<HeldKey | null> {
  const opened = await openKeyFile(bytes, passphrase);
  if (opened === null) return null;
  const { key, unprotected } = opened;
  const summary = cosignSummary(
    { material: key.public, metadata: { source: 'imported', addedAt: now.toISOString(), hasSecret: true } },
    'passphrase',
  );
  const engine = createCosignKeyEngine({
    listKeys: () => Promise.resolve([summary]),
    publicKey: () => Promise.resolve(key.public),
    secret: () => Promise.resolve(key),
  });
  return { summary, engine, publicKey: key.public, unprotected };
}

import { createCosignKeyEngine } from '../engines/cosign-key/cosign-key-engine.ts';
import { createSshEngine } from '../engines/ssh/ssh-engine.ts';
import { cosignSummary } from '../keys/cosign-summary.ts';
import { sshSummary } from '../keys/ssh-summary.ts';
import { openKeyFile } from '../sigstore/cosign-key/open-key-file.ts';
import { signBlob } from '../ssh/private-key.ts';
import { type OpenedSshKey, openSshKeyFile } from '../ssh/private-key-file.ts';
import type { SigningKey } from './signing.ts';

/** A key out of a file that signs in one run and is kept nowhere. */
export interface HeldKey extends SigningKey {
  /** Whoever reads the file has the key too. */
  unprotected: boolean;
}

/** Opens a file with a private key for one run: OpenSSH's, cosign's or PEM. Null: it holds none. Throws as `openKeyFile` and `openSshKeyFile`. */
export async function openHeldKey(
  bytes: Uint8Array,
  passphrase: string | undefined,
  now: Date,
): Promise<HeldKey | null> {
  const ofSsh = await openSshKeyFile(bytes, passphrase);
  if (ofSsh !== null) return heldSshKey(ofSsh, now);
  const opened = await openKeyFile(bytes, passphrase);
  if (opened === null) return null;
  const { key, unprotected } = opened;
  const metadata = { source: 'imported' as const, addedAt: now.toISOString(), hasSecret: true };
  const summary = cosignSummary({ material: key.public, metadata }, 'passphrase');
  const engine = createCosignKeyEngine({
    listKeys: () => Promise.resolve([summary]),
    publicKey: () => Promise.resolve(key.public),
    secret: () => Promise.resolve(key),
  });
  return { summary, engine, publicKey: key.public, unprotected };
}

function heldSshKey({ key, comment, unprotected }: OpenedSshKey, now: Date): HeldKey {
  const metadata = { source: 'imported' as const, name: comment, addedAt: now.toISOString(), hasSecret: true };
  const summary = sshSummary({ material: key.public, metadata }, 'passphrase');
  const signer = {
    blob: key.public.blob,
    key: key.public,
    sign: (data: Buffer) => Promise.resolve(signBlob(key, data)),
  };
  const engine = createSshEngine('ssh', {
    listKeys: () => Promise.resolve([summary]),
    signer: () => Promise.resolve(signer),
  });
  return { summary, engine, unprotected };
}

import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import { SshMalformedError } from '../../ssh/malformed.ts';
import { sshSigned, writeSshSignature } from '../../ssh/make-signature.ts';
import type { SshPublicKey } from '../../ssh/public-key.ts';
import { signatureFits } from '../../ssh/signature-fit.ts';
import { untilCancelled } from '../../util/until-cancelled.ts';
import type { Engine, MadeSshSignature, SignContext } from '../engine.ts';
import { TouchPrompt } from '../touch.ts';

/** A key that signs, wherever its private half is. */
export interface SshSigner {
  /** The key's bytes, or its certificate's, as the signature is to show them. */
  blob: Buffer;
  key: SshPublicKey;
  /** A signature as SSH writes one. */
  sign(data: Buffer, signal?: AbortSignal): Promise<Buffer>;
}

/** Where an engine finds SSH keys. Ids are those of `KeySummary`. */
export interface SshKeySource {
  /** Those with a secret part. */
  listKeys(now: Date): Promise<KeySummary[]>;
  /** Throws `key-not-found`, `store-locked`, `no-secret-part`, `ssh-agent-absent`. */
  signer(id: string): Promise<SshSigner>;
}

/** Makes the signatures that `ssh-keygen -Y verify` and git check. */
export interface SshEngine extends Engine<MadeSshSignature> {
  /** Signs a tag or commit as git hands it to its signing program: the raw object without a signature, in the namespace `git`. */
  signGit(payload: Uint8Array, key: string, context: Pick<SignContext, 'ask' | 'signal'>): Promise<MadeSshSignature>;
}

/** Signs as `ssh-keygen -Y sign` does, over the SHA-512 of what was read. What an agent signs is asked for one by one: it may ask its owner each time. */
export function createSshEngine(id: 'ssh' | 'ssh-agent', source: SshKeySource): SshEngine {
  return {
    id,
    format: 'ssh',
    capabilities: { cleartext: false, parallel: id === 'ssh' },
    listKeys: (now) => source.listKeys(now),
    wants: () => Promise.resolve([{ algorithm: 'sha512' }]),
    async sign(what, key, context) {
      if (what.kind !== 'file') throw new AppError('internal', 'SSH signs files');
      const digest = await what.reading.digest({ algorithm: 'sha512' });
      return sign(source, key, digest, 'file', context);
    },
    signGit: (payload, key, context) =>
      sign(source, key, createHash('sha512').update(payload).digest(), 'git', context),
  };
}

async function sign(
  source: SshKeySource,
  id: string,
  sha512: Uint8Array,
  namespace: 'file' | 'git',
  { ask, signal }: Pick<SignContext, 'ask' | 'signal'>,
): Promise<MadeSshSignature> {
  if (signal?.aborted === true) throw new AppError('cancelled');
  // The store may be asking for its passphrase.
  const signer = await untilCancelled(source.signer(id), signal);
  const data = sshSigned(namespace, sha512);
  const touch = signer.key.type.startsWith('sk-')
    ? new TouchPrompt(ask, { kind: 'touch', key: id, files: [] })
    : undefined;
  touch?.begin();
  try {
    const value = await signer.sign(data, signal);
    if (!fits(signer.key, value, data)) throw new AppError('ssh-agent-refused', 'its signature is not this key’s');
    return { format: 'ssh', signature: writeSshSignature(signer.blob, namespace, value) };
  } finally {
    touch?.end();
  }
}

/** Some agents sign with SHA-1 whatever they are asked, and a hostile one may answer anything. */
function fits(key: SshPublicKey, value: Buffer, data: Buffer): boolean {
  try {
    return signatureFits(key, value, data)?.fits === true;
  } catch (error) {
    if (error instanceof SshMalformedError) return false;
    throw error;
  }
}

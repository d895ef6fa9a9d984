import { join } from 'node:path';
import { AppError } from '../../../../shared/error.ts';
import { isLogin } from '../../../../shared/key-id.ts';
import { signingKeys } from '../../sign/signing-keys.ts';
import { CertificateIndex } from '../../openpgp/certificate-index.ts';
import { PUBLIC_GOOD } from '../../sigstore/judged-by.ts';
import { once } from '../../util/once.ts';
import type { Repository } from '../repository/open-repository.ts';
import type { GitSignContext, GitSigner, GitSigning, GitSignParts } from './git-signing.ts';

/**
 * Finds the key, and for a login opens the way to its services: what must never be public is refused here. Throws as `signingKeys`,
 * `unsupported` for a key that git knows no signatures of, and as `openSigstoreRun`. `count`: how many objects are signed.
 */
export async function withSigning<Made>(
  parts: GitSignParts,
  repository: Repository,
  { key: id, heldKeys, sigstore, wish }: GitSigner,
  context: GitSignContext,
  use: (signing: GitSigning) => Promise<Made>,
  count = 1,
): Promise<Made> {
  const [key] = await signingKeys(parts, [id], heldKeys);
  if (key === undefined) throw new AppError('key-not-found', id);
  const byLogin = isLogin(key.summary.id);
  if (key.engine.format === 'sigstore' && !byLogin)
    throw new AppError('unsupported', 'git knows no signatures by Sigstore keys; sign by a login, OpenPGP or SSH');
  const { ask, signal } = context;
  const options = sigstore ?? { instance: PUBLIC_GOOD, log: null, timestamp: null };
  const run = byLogin
    ? await parts.openRun({
        ...wish,
        options,
        files: Array<string>(count).fill(placeOf(repository)),
        byLogin,
        ask,
        signal,
      })
    : undefined;
  const certificates = once(async () => {
    const index = new CertificateIndex();
    if (key.engine.format === 'openpgp') for (const { bytes } of await parts.certificates()) index.add(bytes);
    return index;
  });
  const roots = run === undefined ? [] : [{ instance: run.instance.name, material: run.instance.trust }];
  try {
    return await use({ parts, repository, key, context, run, certificates, roots, sigstore });
  } finally {
    run?.close();
  }
}

/** What stands for the repository where consent is asked for: a file that every one has. */
function placeOf({ worktree, gitFolder }: Repository): string {
  return worktree === undefined ? join(gitFolder, 'HEAD') : join(worktree, '.git');
}

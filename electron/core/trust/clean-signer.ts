import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/error.ts';
import type { PinnedBuild, PinnedKey, PinnedSigner } from '../../../shared/model/publisher.ts';
import { isFingerprint } from './fingerprint.ts';

/**
 * A signer as pins keep it: no other parts, fingerprints in upper case, repositories without an end slash or `.git`. Throws `usage` for
 * one that is not wholly told: a part of a fingerprint, an identity without its issuer, a repository without its workflow.
 */
export function cleanSigner(signer: PinnedSigner): PinnedSigner {
  if ('fingerprint' in signer) return cleanKey(signer);
  const vouched = {
    issuer: seen(signer.issuer, 'an identity without its issuer', 1_000),
    ...(signer.instance !== undefined && { instance: seen(signer.instance, 'an instance without a name', 100) }),
  };
  if ('identity' in signer) return { identity: seen(signer.identity, 'an empty identity', 2_000), ...vouched };
  if ('identityPattern' in signer)
    return { identityPattern: seen(signer.identityPattern, 'an empty pattern', 1_000), ...vouched };
  if ('repository' in signer) return { ...cleanBuild(signer), ...vouched };
  throw new AppError('usage', 'a pin that means nobody');
}

function cleanKey({ fingerprint, publicKey, kind }: PinnedKey): PinnedKey {
  const digits = typeof fingerprint === 'string' ? fingerprint.toUpperCase() : '';
  if (!isFingerprint(digits)) throw new AppError('usage', 'a pin needs the whole fingerprint, 40 or 64 digits');
  if (kind === 'ssh' && digits.length === 64) return { fingerprint: digits, kind };
  if (publicKey === undefined) return { fingerprint: digits };
  const own = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').toUpperCase();
  if (own !== digits) throw new AppError('usage', 'the public key is not the one of this fingerprint');
  return { fingerprint: digits, publicKey };
}

function cleanBuild({ repository, repositoryId, workflow, refs }: PinnedBuild): Omit<PinnedBuild, 'issuer'> {
  const uri = seen(repository, 'a build without its repository', 1_000).replace(/(\.git)?\/*$/, '');
  if (!/^https?:\/\/[^/?#]+\/[^?#]+$/.test(uri)) throw new AppError('usage', 'a repository that is no https address');
  const path = seen(workflow, 'a build without its workflow', 1_000);
  if (path.startsWith('/') || path.includes('@')) throw new AppError('usage', 'a workflow is a path in its repository');
  if (!/^refs\/(tags\/\*|heads\/[^*]+)$/.test(seen(refs, 'a build without its kind of ref', 1_000)))
    throw new AppError('usage', 'a kind of ref is refs/tags/* or one branch');
  return {
    repository: uri,
    ...(repositoryId !== undefined && { repositoryId: seen(repositoryId, 'a number without digits', 100) }),
    workflow: path,
    refs,
  };
}

/** A part that says something, without what cannot be seen. */
function seen(text: unknown, problem: string, longest: number): string {
  if (typeof text !== 'string' || text === '' || text.length > longest) throw new AppError('usage', problem);
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) throw new AppError('usage', 'a part holds characters that cannot be seen');
  return text;
}

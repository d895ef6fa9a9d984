import { AppError } from '../../../../shared/error.ts';
import type { Note } from '../../../../shared/model/verdict.ts';
import { judgeGitObject } from '../../verify/git-object.ts';
import { readCommit, readTag } from '../read-object.ts';
import type { GitObject } from '../signed-object.ts';
import type { SignedType } from '../object-id.ts';
import type { GitSigning } from './git-signing.ts';

/** Says nothing against a signature that was just made: how the key's own are made, and that nobody was named as expected. */
const NO_FAULT: ReadonlySet<Note> = new Set(['sha1-self-signature', 'text-mode', 'signer-not-expected']);

/**
 * Judges an object that was made, before anything names it, as anybody's is judged: one good signature by this key or login over exactly the
 * payload that was meant. Throws `verify-after-sign`.
 */
export async function judgeMade(signing: GitSigning, type: SignedType, bytes: Buffer, payload: Buffer): Promise<void> {
  const { parts, repository, key, run, roots } = signing;
  const object = readMade(type, bytes, repository.format);
  if (object.signature?.payload.equals(payload) !== true) throw unfit('the signature covers something else');
  const finding = await judgeGitObject(object, object.id, {
    certificates: await signing.certificates(),
    refreshedAt: () => null,
    roots: () => Promise.resolve(roots),
    now: parts.clock(),
  });
  const [found, ...others] = finding.signatures;
  const failed = finding.checks.filter(({ outcome }) => outcome === 'failed');
  if (found === undefined || others.length > 0 || failed.length > 0)
    throw unfit(failed[0]?.detail ?? 'there is not one signature');
  const spoilt = found.notes.filter((note) => !NO_FAULT.has(note));
  const isDated = run === undefined || found.dateProvenBy !== 'nothing';
  const { signer } = found;
  const isBy = run === undefined ? signer?.fingerprint === key.summary.fingerprint : signer?.identity !== undefined;
  if (found.result === 'good' && spoilt.length === 0 && isDated && isBy) return;
  const why = found.checks.filter(({ outcome }) => outcome !== 'passed').map(({ detail }) => detail);
  throw unfit([found.result, ...spoilt, ...(isBy ? [] : ['by another signer']), ...why].join('; '));
}

function readMade(type: SignedType, bytes: Buffer, format: GitObject['format']): GitObject {
  const read = type === 'tag' ? readTag(bytes, format) : readCommit(bytes, format);
  if (read.kind === 'malformed') throw unfit(read.reason);
  return read.object;
}

function unfit(why: string): AppError {
  return new AppError('verify-after-sign', why);
}

import { signatureFormAt } from '../git/signature-form.ts';
import { expectFor } from './expect.ts';
import type { SignatureFinding } from './finding.ts';
import { gitLetter, type GitLetter } from './git-letter.ts';
import { judgeGitSignature, type GitFinding } from './git-object.ts';
import { prepareGit, type GitParts } from './prepare-git.ts';
import { isSigner } from '../../../shared/signer-rule.ts';

/** What git hands to a program that checks a signature: both parts, and no word of the object or the repository that they are from. */
export interface GitPayload {
  payload: Buffer;
  signature: Buffer;
  /** The publisher whose pins count here. */
  publisher?: string;
  /** The user's own keys, by fingerprint. */
  own: ReadonlySet<string>;
}

/** What was found of it. */
export interface JudgedPayload {
  form: GitFinding['form'];
  /** Usually one; none where nothing in the bytes is a signature. */
  found: readonly SignatureFinding[];
  letter: GitLetter;
  /** The signer is the user, or whom they expect. */
  isTrusted: boolean;
}

/** Judges what git hands over. Never throws for what it holds. */
export async function judgeGitPayload(
  parts: GitParts,
  { payload, signature, publisher, own }: GitPayload,
): Promise<JudgedPayload> {
  const { expecting, by } = await prepareGit(parts, {
    repository: '',
    what: { tags: [] },
    ...(publisher === undefined ? {} : { publisher }),
  });
  const form = signatureFormAt(signature, 0);
  const judged = await judgeGitSignature({ form, bytes: signature, payload }, undefined, by);
  const digests = judged.found.flatMap(({ signatureDigest }) => signatureDigest ?? []);
  const { expected } = expectFor('', digests, expecting);
  const isTrusted = ({ signer }: SignatureFinding): boolean =>
    own.has(signer?.fingerprint ?? '') || (expected?.signers.some((rule) => isSigner(rule, signer)) ?? false);
  return {
    ...judged,
    letter: gitLetter(judged.found, isTrusted),
    isTrusted: judged.found.length > 0 && judged.found.every(isTrusted),
  };
}

import type { Note } from '../../../shared/model/verdict.ts';
import type { GitCheck } from './git-checking.ts';

type Printed = Pick<GitCheck, 'object' | 'type' | 'artifact' | 'form' | 'letter' | 'verdict' | 'signatures' | 'notes'> &
  Pick<GitCheck, 'summary' | 'policy'>;

/** A tag or commit as `--json` prints it. */
export function gitJson(one: Printed) {
  const { object, type, artifact, form, letter, verdict, signatures, notes, summary, policy } = one;
  const [signature] = signatures;
  return {
    object,
    type,
    name: artifact.name,
    format: form,
    letter,
    verdict,
    signer: signature?.signer,
    signedAt: signature?.signedAt,
    notes: [...new Set<Note>([...notes, ...signatures.flatMap((each) => each.notes)])],
    ...(policy === undefined ? {} : { policy }),
    summary,
  };
}

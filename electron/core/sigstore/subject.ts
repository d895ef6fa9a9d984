import { createHash } from 'node:crypto';
import { seen, type Seen } from '../../../shared/seen.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SignedEnvelope } from './content.ts';
import type { Inquiry } from './inquiry.ts';
import { MalformedError } from './malformed.ts';
import { IN_TOTO, readStatement } from './statement.ts';
import type { Statement, StatementSummary, Subject } from './statement.ts';

/** What came of the question whether an envelope is about the artifact. */
export interface JudgedSubject {
  summary?: StatementSummary;
  /** It names the artifact by digests that are not known here: nothing can be said. */
  unknown: boolean;
}

/** Whether what an envelope holds is about the artifact, and what it says of it. What is wrong is said to the inquiry. */
export async function judgeSubject(
  { payloadType, payload }: SignedEnvelope,
  artifact: ArtifactSource,
  inquiry: Inquiry,
): Promise<JudgedSubject> {
  if (payloadType !== IN_TOTO) {
    // Of a payload of another kind nothing is known but its bytes: they are what was signed.
    const itself = { name: '', digests: new Map([['sha256', createHash('sha256').update(payload).digest()]] as const) };
    return { unknown: say(await find([itself], artifact), seen('statementIsFile'), { payloadType }, inquiry) };
  }
  let statement: Statement;
  try {
    statement = readStatement(payload);
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    inquiry.failed('statement', 'malformed', seen('statementUnreadable', { technical: error.message }));
    return { unknown: false };
  }
  const found = await find(statement.subjects, artifact);
  const name = typeof found === 'object' ? found.name : '';
  const unknown = say(found, seen('statementCovers', { name }), raw(statement), inquiry);
  tell(statement.summary, inquiry);
  return { summary: statement.summary, unknown };
}

function say(found: Found, covers: Seen, values: Record<string, string>, inquiry: Inquiry): boolean {
  if (found === 'unknown') inquiry.notMade('statement', seen('statementNoDigest'), values);
  else if (found === 'none') inquiry.failed('statement', 'subject-mismatch', seen('statementCoversNot'), values);
  else inquiry.passed('statement', covers, values);
  return found === 'unknown';
}

function raw({ summary, subjects }: Statement): Record<string, string> {
  return { predicateType: summary.predicateType, subjects: String(subjects.length) };
}

type Found = Subject | 'none' | 'unknown';

/** The subject whose digests are the artifact's: all that can be compared, and at least one. */
async function find(subjects: readonly Subject[], artifact: ArtifactSource): Promise<Found> {
  let compared = 0;
  let left = 0;
  for (const subject of subjects) {
    let same = 0;
    let here = 0;
    for (const [algorithm, value] of subject.digests) {
      const found = await artifact.digest(algorithm);
      if (found === undefined) left++;
      else if (++here && value.equals(found)) same++;
    }
    if (here > 0 && same === here) return subject;
    compared += here;
  }
  return compared === 0 && left > 0 ? 'unknown' : 'none';
}

function tell({ kind, provenance, parts, predicateType }: StatementSummary, inquiry: Inquiry): void {
  if (provenance?.repository !== undefined && provenance.commit !== undefined) {
    const { repository, commit, workflow } = provenance;
    const what =
      workflow === undefined
        ? seen('saysBuilt', { repository, commit })
        : seen('saysBuiltBy', { repository, commit, workflow });
    inquiry.passed('statement-says', what, { predicateType, ...provenance });
  } else if (parts !== undefined) {
    inquiry.passed('statement-says', seen('saysParts', { count: parts.count, format: parts.format }), {
      predicateType,
    });
  } else {
    inquiry.passed('statement-says', seen('saysOther', { kind: kind === 'other' ? predicateType : kind }));
  }
}

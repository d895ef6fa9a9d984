import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import type { SigstoreFinding } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import { isForAnother, sayFit } from './outcome.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import type { Fit } from './signature-fit.ts';
import { judgeSubject } from './subject.ts';

/** What came of the arithmetic and of what was signed. */
export interface JudgedSigned {
  /** What would be needed to tell. */
  missing?: string;
  statement?: SigstoreFinding['statement'];
}

/** The arithmetic, and what was signed: the artifact, or a statement that has to be about it. */
export async function judgeSigned(
  content: SigstoreContent,
  artifact: ArtifactSource,
  key: PublicKeyMaterial,
  fit: Fit,
  inquiry: Inquiry,
): Promise<JudgedSigned> {
  if (await isForAnother(content, artifact, inquiry)) return {};
  const missing = sayFit(fit, content, key, inquiry);
  if (content.signed.kind === 'message') return missing === undefined ? {} : { missing };
  const { summary: statement, unknown } = await judgeSubject(content.signed, artifact, inquiry);
  const lacking = missing ?? (unknown ? 'in-toto' : undefined);
  return { ...(lacking === undefined ? {} : { missing: lacking }), ...(statement === undefined ? {} : { statement }) };
}

/** The statement as a finding has it. */
export function statementOf({ statement }: JudgedSigned): Pick<SigstoreFinding, 'statement'> {
  return statement === undefined ? {} : { statement };
}

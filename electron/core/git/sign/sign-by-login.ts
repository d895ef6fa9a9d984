import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import { judgeGitsign } from '../../sigstore/gitsign/judge.ts';
import { readGitsign } from '../../sigstore/gitsign/read.ts';
import type { GitSigning } from './git-signing.ts';
import { signPayload } from './sign-payload.ts';

/** A signature by a login over what git hands over. */
export interface SignedByLogin {
  armored: string;
  /** What gpgsm calls the certificate by: its SHA-1, in capitals. */
  certificate: string;
  /** The log's and the certificate's word for who it was. */
  identity: string;
}

/** Signs what git hands over, and judges that as anybody's is judged. Throws `verify-after-sign`, and as signing does. */
export async function signByLogin(signing: GitSigning, payload: Buffer): Promise<SignedByLogin> {
  const armored = await signPayload(signing, nameOf(payload), payload);
  const bytes = Buffer.from(armored, 'latin1');
  const { finding } = await judgeGitsign(bytes, payload, {
    roots: signing.roots,
    keys: [],
    now: signing.parts.clock(),
  });
  const read = readGitsign(bytes, payload);
  const { identity } = finding.signer ?? {};
  const isGood = finding.result === 'good' && finding.notes.length === 0 && finding.dateProvenBy !== 'nothing';
  if (!isGood || identity === undefined || read.kind !== 'content' || read.content.verifier.kind !== 'certificate') {
    const why = finding.checks.filter(({ outcome }) => outcome !== 'passed').map(({ detail }) => detail);
    throw new AppError('verify-after-sign', [finding.result, ...finding.notes, ...why].join('; '));
  }
  const certificate = createHash('sha1').update(read.content.verifier.der).digest('hex').toUpperCase();
  return { armored, certificate, identity };
}

/** What the user is asked about: a tag by its name; a commit has none before it is signed. */
function nameOf(payload: Buffer): string {
  const head = payload.subarray(0, 4096).toString('utf8');
  return /^object [0-9a-f]+\ntype \w+\ntag (.+)\n/.exec(head)?.[1] ?? 'commit';
}

import { setImmediate } from 'node:timers/promises';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Check } from '../../../shared/model/check.ts';
import { seen, type Seen, technical } from '../../../shared/seen.ts';
import type { GitObject, GitSignature } from '../git/signed-object.ts';
import { madeBy } from '../git/text.ts';
import { digestOf } from '../hash/digest-of.ts';
import type { CertificateIndex } from '../openpgp/certificate-index.ts';
import { memoryDigestSource } from '../openpgp/digest-source.ts';
import { inspectOpenpgp, MAX_INSPECTED_BYTES } from '../openpgp/inspect.ts';
import { judgeSignature } from '../openpgp/judge.ts';
import type { AskLog } from '../sigstore/gitsign/judge-logged.ts';
import type { Root } from '../sigstore/judged-by.ts';
import type { AllowedSigners } from '../ssh/allowed-signers.ts';
import { judgeSsh } from '../ssh/judge.ts';
import type { SignatureFinding } from './finding.ts';
import { openpgpFinding } from './openpgp-verifier.ts';
import { sshFinding } from './ssh-verifier.ts';

/** What the signatures of tags and commits are judged by. */
export interface GitJudgedBy {
  certificates: CertificateIndex;
  refreshedAt: (fingerprint: string) => string | null;
  /** Whom the user lets sign with SSH keys. */
  allowed?: AllowedSigners;
  /** The trusted roots of all instances; asked for only where a signature by a certificate is there. */
  roots: () => Promise<readonly Root[]>;
  /** Asks logs for what signatures by certificates do not carry; absent where nobody asked for that. */
  askLog?: AskLog;
  now: Date;
}

/** What was found of one tag or commit: facts only. */
export interface GitFinding {
  form: 'openpgp' | 'ssh' | 'gitsign' | 'x509' | 'none';
  /** What its signature alone says, as git asks. */
  alone: readonly SignatureFinding[];
  /** The same, and bad where the object itself is not sound. */
  signatures: SignatureFinding[];
  /** What was seen of the object. */
  checks: Check[];
  /** Why nothing can be said at all. */
  problem?: Seen;
}

/**
 * Judges a tag or commit that git has under the name `called`. Never throws for what it holds.
 */
export async function judgeGitObject(object: GitObject, called: string, by: GitJudgedBy): Promise<GitFinding> {
  const faults: Seen[] = object.faults.map((fault) => seen('objectMalformed', { technical: fault }));
  const { signature, hasTextBehind } = ended(object.signature);
  if (object.type === 'tag' && hasTextBehind)
    faults.push(seen('objectMalformed', { technical: 'text that nobody signed stands behind the signature' }));
  if (object.id !== called) faults.push(seen('objectMisnamed', { object: called, found: object.id }));
  const checks: Check[] =
    faults.length > 0
      ? faults.map((fault) => ({ check: 'object', outcome: 'failed', ...fault }))
      : [{ check: 'object', outcome: 'passed', ...seen('objectNamed', { object: called }) }];
  if (object.hasOtherSignature)
    checks.push({ check: 'other-signature', outcome: 'not-made', ...seen('objectSignedTwice') });
  if (signature === undefined) {
    const [problem] = faults;
    return { form: 'none', alone: [], signatures: [], checks, ...(problem === undefined ? {} : { problem }) };
  }
  const { form, found } = await judgeGitSignature(signature, madeBy(object)?.at, by, called);
  if (object.type === 'commit' && hasTextBehind && signature.form !== 'openpgp')
    checks.push({ check: 'signature-armor', outcome: 'not-made', ...seen('signatureMoreBehind') });
  const signatures = faults.length === 0 ? found : found.map((one) => unsound(one, checks));
  return { form, alone: found, signatures: [...signatures], checks };
}

/** A tag's signature and a timestamp of OpenTimestamps, which stands so in real ones; of a commit nothing is shown there. */
const ENDING =
  /-----END PGP [A-Z]+-----\s*(-----BEGIN OPENTIMESTAMPS GIT TIMESTAMP-----[A-Za-z0-9+/=\s]*-----END OPENTIMESTAMPS GIT TIMESTAMP-----\s*)?$/;

/** How the others end; the programs that check them read no further. */
const ENDS = {
  ssh: Buffer.from('\n-----END SSH SIGNATURE-----'),
  x509: Buffer.from('\n-----END SIGNED MESSAGE-----'),
};

/** A signature up to its end; git shows what stands behind a tag's as part of the tag. */
function ended(signature: GitSignature | undefined): { signature?: GitSignature; hasTextBehind: boolean } {
  if (signature?.form === undefined) return { ...(signature && { signature }), hasTextBehind: false };
  const { form, bytes } = signature;
  if (form === 'openpgp') return { signature, hasTextBehind: !ENDING.test(bytes.toString('latin1')) };
  const at = bytes.indexOf(ENDS[form]);
  const end = at === -1 ? bytes.length : at + ENDS[form].length;
  const behind = bytes.subarray(end);
  // A second signature there is left to be refused.
  if (/^[ \t\r\n]*$/.test(behind.toString('latin1')) || behind.includes('-----BEGIN '))
    return { signature, hasTextBehind: false };
  return { signature: { ...signature, bytes: bytes.subarray(0, end) }, hasTextBehind: true };
}

/** What git has under `called` and would not take for a tag or commit. */
export function malformedGitObject(called: string, reason: string): GitFinding {
  const problem = seen('objectMalformed', { technical: `${called}: ${reason}` });
  return {
    form: 'none',
    alone: [],
    signatures: [],
    checks: [{ check: 'object', outcome: 'failed', ...problem }],
    problem,
  };
}

function unsound(finding: SignatureFinding, checks: readonly Check[]): SignatureFinding {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const notes = finding.notes.filter((note) => note !== 'malformed');
  return {
    ...finding,
    result: 'bad',
    notes: [...notes, 'malformed'],
    fault: 'damaged',
    checks: [...failed, ...finding.checks],
  };
}

type Judged = Pick<GitFinding, 'form'> & { found: SignatureFinding[] };

/** Judges a signature over what git signs, whatever that is; `called`: the object's name, where it has one. Never throws for what it holds. */
export async function judgeGitSignature(
  signature: GitSignature,
  claimedAt: Date | undefined,
  by: GitJudgedBy,
  called?: string,
): Promise<Judged> {
  const { form, bytes, payload } = signature;
  switch (form) {
    case 'openpgp':
      return { form, found: await judgeOpenpgp(bytes, payload, by) };
    case 'ssh': {
      const found = await judgeSsh(bytes, (algorithm) => digestOf(algorithm, [payload]), {
        namespace: 'git',
        ...(by.allowed === undefined ? {} : { allowed: by.allowed }),
        ...(claimedAt === undefined ? {} : { claimedAt }),
        now: by.now,
      });
      return { form, found: [sshFinding(found, claimedAt)] };
    }
    case 'x509':
      return await judgeCertificate(bytes, payload, by, called);
    case undefined:
      return { form: 'openpgp', found: [malformed('openpgp', technical('it begins as no signature does'))] };
    default:
      return assertNever(form);
  }
}

const ARMOR = Buffer.from('-----BEGIN PGP ');

async function judgeOpenpgp(bytes: Buffer, payload: Buffer, by: GitJudgedBy): Promise<SignatureFinding[]> {
  if (bytes.length > MAX_INSPECTED_BYTES)
    return [malformed('openpgp', seen('becauseTooLong', { bytes: bytes.length }))];
  const content = inspectOpenpgp(bytes);
  if (content.kind === 'malformed') return [malformed('openpgp', technical(content.reason))];
  if (content.kind !== 'signatures') return [malformed('openpgp', seen('becauseNoSignature'))];
  if (bytes.indexOf(ARMOR) !== bytes.lastIndexOf(ARMOR))
    return [malformed('openpgp', technical('more than one signature'))];
  const source = memoryDigestSource(payload);
  const isText = !payload.includes(0);
  const found: SignatureFinding[] = [];
  for (const entry of content.signatures) {
    if (found.length > 0) await setImmediate();
    const { certificates, now, refreshedAt } = by;
    const one = await judgeSignature(entry, source, certificates, now);
    // Timestamps of OpenTimestamps stand so in real commits.
    if (content.textOutside)
      one.checks.push({ check: 'signature-armor', outcome: 'not-made', ...seen('signatureMoreBehind') });
    found.push(openpgpFinding(one, {}, isText, { refreshedAt }));
  }
  return found;
}

/** Loads what judging certificates takes only where there is one. */
async function judgeCertificate(
  bytes: Buffer,
  payload: Buffer,
  { roots, askLog, now }: GitJudgedBy,
  called: string | undefined,
): Promise<Judged> {
  const [{ judgeGitsign }, { sigstoreFinding }] = await Promise.all([
    import('../sigstore/gitsign/judge.ts'),
    import('./sigstore-verifier.ts'),
  ]);
  const judgedBy = { roots: await roots(), keys: [], now };
  const { form, finding } =
    askLog === undefined || called === undefined
      ? await judgeGitsign(bytes, payload, judgedBy)
      : await (
          await import('../sigstore/gitsign/judge-logged.ts')
        ).judgeLogged(bytes, payload, called, askLog, judgedBy);
  const found = sigstoreFinding(finding, false);
  return { form, found: [form === 'gitsign' ? found : { ...found, format: 'x509' }] };
}

function malformed(format: SignatureFinding['format'], reason: Seen): SignatureFinding {
  const check: Check = { check: 'signature', outcome: 'failed', ...seen('signatureRefused', { reason }) };
  return { format, result: 'bad', notes: ['malformed'], dateProvenBy: 'nothing', fault: 'damaged', checks: [check] };
}

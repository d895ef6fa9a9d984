import { isSigner } from '../../../shared/signer-rule.ts';
import { GIT_SENTENCES } from '../../../shared/catalogue/en/git.ts';
import { type CaseWords, VERDICT_SENTENCES } from '../../../shared/catalogue/en/verdict.ts';
import type { Case, CheckResult } from '../../../shared/model/result.ts';
import { englishDate, fillSentence } from '../../../shared/sentence.ts';
import { seen } from '../../../shared/seen.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { decide } from './decide.ts';
import type { Evidence, Expectations, ExpectedSigner } from './evidence.ts';
import type { Examined } from './examine.ts';
import { tagRemarks } from './tag-remark.ts';

/** Puts evidence, verdict and words together. `at`: when the check was made; `now`: as of when it was judged. */
export function resultOf(
  examined: Examined,
  expectations: Expectations,
  made: { id: string; at: Date; now: Date },
): CheckResult {
  const { evidence, checks } = examined;
  const decided = decide(evidence, expectations, made.now);
  const words = wordsOf(decided.case, evidence);
  const manifest = manifestOf(evidence, decided.signatures);
  const publisher = expectations.expected?.publisher;
  return {
    id: made.id,
    checkedAt: made.at.toISOString(),
    verdict: decided.verdict,
    case: decided.case,
    step: decided.step,
    params: decided.params,
    ...(decided.says === undefined ? {} : { says: decided.says }),
    artifact: evidence.artifact,
    ...(publisher === undefined ? {} : { publisher }),
    signatures: decided.signatures,
    ...(manifest === undefined ? {} : { manifest }),
    evidence: [...checks, ...tagRemarks(evidence), expectationCheck(decided.signatures, expectations, isGit(evidence))],
    notes: decided.notes,
    summary: fillSentence(
      [words.sentence, words.more].filter((part) => part !== '').join(' '),
      decided.params,
      englishDate,
    ),
    ...(isGit(evidence) && decided.step === 'open-folder'
      ? {}
      : { nextStep: fillSentence(nextStepOf(words), decided.params, englishDate) }),
  };
}

/** A tag or commit has words of its own where those for files do not fit. */
function wordsOf(said: Case, evidence: Evidence): CaseWords {
  const own: Partial<Record<string, Partial<CaseWords>>> = GIT_SENTENCES;
  return { ...VERDICT_SENTENCES[said], ...(isGit(evidence) ? own[said] : {}) };
}

/** A tag or commit lies in no folder that could be opened, and is no file. */
function isGit({ asked }: Evidence): boolean {
  return asked === 'tag' || asked === 'commit';
}

/** The step and how to go it, as one text; without the sign that a button opens something. */
function nextStepOf({ next, how }: CaseWords): string {
  const step = next.replace(/ …$/, '');
  return how === '' ? step : `${step}. ${how}`;
}

/** What a manifest said: of itself where it was asked, else the one whose line counts; of several that match, the one that was verified. */
function manifestOf(evidence: Evidence, signatures: CheckResult['signatures']): CheckResult['manifest'] {
  if (evidence.whole !== undefined) {
    const { path, listed, matched, missing, mismatched, unlisted } = evidence.whole;
    return { path, listed, matched, missing, mismatched, unlisted };
  }
  const isVerified = (list: Evidence['lists'][number]): boolean =>
    list.signatures.some(({ path }) =>
      signatures.some((one) => one.verdict === 'verified' && one.over === 'manifest' && one.path === path),
    );
  const ordered = [...evidence.lists.filter(isVerified), ...evidence.lists];
  return LINES.flatMap((line) => ordered.filter((list) => list.line === line))[0]?.finding;
}

const LINES = ['mismatch', 'matches', 'absent'] as const;

function expectationCheck(
  signatures: CheckResult['signatures'],
  { expected }: Expectations,
  isOfGit: boolean,
): CheckResult['evidence'][number] {
  const check = 'expected-signer';
  if (expected === undefined)
    return {
      check,
      outcome: 'not-made',
      ...seen(isOfGit ? 'nobodyExpectedGit' : 'nobodyExpected'),
    };
  const keys = expected.signers.map(wholeName).join(', ');
  const { publisher } = expected;
  const met = signatures.some((signature) => signature.expected);
  const isNamed = signatures.some(
    ({ result, signer }) => result !== 'good' && expected.signers.some((one) => isSigner(one, signer)),
  );
  if (!met && isNamed)
    return {
      check,
      outcome: 'not-made',
      ...(publisher === undefined ? seen('namedNotProven', { keys }) : seen('expectedNotProven', { publisher, keys })),
    };
  return {
    check,
    outcome: met ? 'passed' : 'failed',
    ...(publisher === undefined
      ? seen(met ? 'namedSigned' : 'namedDidNotSign', { keys })
      : seen(met ? 'expectedSigned' : 'expectedDidNotSign', { publisher, keys })),
  };
}

/** As exact as it is known: for comparing, not for reading. */
function wholeName(signer: ExpectedSigner): string {
  if ('fingerprint' in signer) return signer.kind === 'ssh' ? sshFingerprint(signer.fingerprint) : signer.fingerprint;
  if ('allowedSigners' in signer) return signer.allowedSigners;
  if ('issuerPattern' in signer) return `${signer.identityPattern} (${signer.issuerPattern})`;
  if ('identity' in signer) return `${signer.identity} (${signer.issuer})`;
  if ('identityPattern' in signer) return `${signer.identityPattern} (${signer.issuer})`;
  const { repository, repositoryId, workflow, refs, issuer } = signer;
  return `${repository}${repositoryId === undefined ? '' : ` #${repositoryId}`} ${workflow} ${refs} (${issuer})`;
}

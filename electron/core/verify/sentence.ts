import type { Case, SentenceParams, Step } from '../../../shared/model/result.ts';
import { issuerName, pinName, refName, repositoryName, signerName } from '../../../shared/signer-name.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { writtenEnd } from '../../../shared/ssh-fingerprint.ts';
import { keyEnd } from '../../../shared/visible-text.ts';
import type { Check, Says } from '../../../shared/model/check.ts';
import { seen, type Seen, technical } from '../../../shared/seen.ts';
import type { Judged } from './decide-signature.ts';
import { isBad, keyHasEnded } from './decide-signature.ts';
import type { Decision } from './decide.ts';
import type { Evidence, Expectations, ExpectedSigner } from './evidence.ts';
import type { SignatureFinding } from './finding.ts';
import { gitSentence } from './sentence-git.ts';
import { whyNotAllowed } from './why-not-allowed.ts';

/** Which sentence the card says, its values, and its one next step. */
export interface Sentence {
  case: Case;
  step: Step;
  params: SentenceParams;
  /** Those params that are words of ours: how they are said in any language. */
  says?: Record<string, Says>;
}

/** Chooses the sentence for a decision: what makes the verdict, the gravest first. Never changes the verdict. */
export function sentenceOf(evidence: Evidence, decision: Decision, expectations: Expectations): Sentence {
  const name = listedName(evidence) ?? evidence.artifact.name;
  const chosen = gitSentence(evidence, decision) ?? BY_VERDICT[decision.verdict](evidence, decision, expectations);
  return { case: chosen.case, step: chosen.step, ...inWords({ name, ...chosen.params }) };
}

/** The name in the list where that is all that speaks for the file: the file's own name may be anybody's word. A signed list goes first. */
export function listedName(evidence: Evidence): string | undefined {
  if (evidence.signatures.length > 0) return undefined;
  const matching = evidence.lists.filter((list) => list.line === 'matches');
  return (matching.find((list) => list.signatures.length > 0) ?? matching[0])?.listedName;
}

type Chooser = (
  evidence: Evidence,
  decision: Decision,
  expectations: Expectations,
) => { case: Case; step: Step; params?: Record<string, string | number | Seen> };

/** The values in English; and those that are words of ours by their keys too. */
function inWords(values: Record<string, string | number | Seen>): Pick<Sentence, 'params' | 'says'> {
  const params: SentenceParams = {};
  const says: Record<string, Says> = {};
  for (const [name, value] of Object.entries(values)) {
    const ours = typeof value === 'object' ? value : OURS.find(({ detail }) => detail === value);
    params[name] = typeof value === 'object' ? value.detail : value;
    if (ours !== undefined) says[name] = ours.says;
  }
  return { params, ...(Object.keys(says).length > 0 && { says }) };
}

/** Our words that may stand where a stranger's name does. */
const UNKNOWN_KEY = seen('unknownKey');
const OURS = [UNKNOWN_KEY, seen('shortKey')];

const BY_VERDICT: Record<Decision['verdict'], Chooser> = {
  invalid: invalidSentence,
  untrusted: untrustedSentence,
  incomplete: incompleteSentence,
  verified: verifiedSentence,
};

function invalidSentence(evidence: Evidence, { judged }: Decision, expectations: Expectations): ReturnType<Chooser> {
  const mismatch = evidence.lists.find((list) => list.line === 'mismatch');
  if (mismatch !== undefined) return { case: 'list-mismatch', step: 'download-again', params: { list: mismatch.name } };
  if (evidence.whole !== undefined && evidence.whole.mismatched.length > 0) {
    const { mismatched, listed } = evidence.whole;
    return { case: 'list-has-mismatches', step: 'download-again', params: { count: mismatched.length, listed } };
  }
  if (evidence.claim?.matches === false) return { case: 'digest-mismatch', step: 'download-again' };
  const bad = judged.find((one) => isBad(one.finding));
  if (bad !== undefined) return badSentence(bad, judged);
  const malformed = evidence.lists.find((list) => list.line === 'malformed');
  if (malformed !== undefined) {
    return {
      case: 'list-malformed',
      step: 'download-again',
      params: { list: malformed.name, problem: malformed.problem ?? technical('') },
    };
  }
  const revoked = judged.find((one) => one.notes.includes('key-revoked'));
  if (revoked !== undefined) return { case: 'key-revoked', step: 'get-new-key', params: signerParams(revoked.finding) };
  const unproven = judged.find((one) => one.verdict === 'invalid' && one.notes.includes('not-logged'));
  if (unproven !== undefined)
    return { case: 'not-in-log', step: 'tell-publisher', params: signerParams(unproven.finding) };
  const forbidden = judged.find((one) => one.verdict === 'invalid');
  if (forbidden !== undefined)
    return {
      case: 'key-not-allowed',
      step: 'tell-publisher',
      params: { ...signerParams(forbidden.finding), why: whyNotAllowed(forbidden.finding) },
    };
  return changedSentence(judged, expectations);
}

function badSentence(bad: Judged, judged: readonly Judged[]): ReturnType<Chooser> {
  const { finding } = bad;
  const params = { ...signerParams(finding), signature: baseName(finding.path) };
  const good = judged.find((one) => one.finding.result === 'good');
  if (good !== undefined)
    return { case: 'one-good-one-bad', step: 'show-both', params: { ...params, good: signerOf(good.finding) } };
  if (finding.notes.includes('no-trusted-time')) return { case: 'no-proof-of-time', step: 'tell-publisher', params };
  if (finding.fault === 'web-page') return { case: 'signature-is-web-page', step: 'download-again', params };
  if (finding.fault === 'empty') return { case: 'signature-is-empty', step: 'download-again', params };
  if (finding.fault === 'damaged') return { case: 'signature-malformed', step: 'download-again', params };
  if (finding.nameSuggests !== undefined) {
    return { case: 'wrong-signature', step: 'add-signature', params: { ...params, other: finding.nameSuggests } };
  }
  const isUnfit = finding.checks.some((one) => one.check === 'signature' && one.outcome === 'failed');
  if (finding.notes.includes('subject-mismatch') && !isUnfit)
    return { case: 'other-statement', step: 'download-again', params };
  const broken = finding.checks.find((one) => one.outcome === 'failed');
  if (broken !== undefined && isProofOnly(finding))
    return { case: 'proof-broken', step: 'download-again', params: { ...params, problem: told(broken) } };
  return { case: 'tampered', step: 'download-again', params };
}

/** Whether what is wrong is a proof beside the bytes: the file may well be the one that was signed. */
function isProofOnly({ notes, checks }: SignatureFinding): boolean {
  const fits = !checks.some((one) => one.check === 'signature' && one.outcome === 'failed');
  return fits && !notes.includes('subject-mismatch') && PROOFS.some((note) => notes.includes(note));
}

const PROOFS = ['chain', 'sct', 'log-proof', 'log-promise', 'checkpoint', 'timestamp'] as const;

/** What a check saw, to be said on the card itself. */
function told({ detail, says }: Check): Seen {
  return { detail, says: says ?? technical(detail).says };
}

function changedSentence(judged: readonly Judged[], expectations: Expectations): ReturnType<Chooser> {
  const stranger = judged.find((one) => one.finding.result === 'good');
  const params = stranger === undefined ? {} : signerParams(stranger.finding);
  const expected = expectations.expected;
  if (expected?.publisher === undefined) return { case: 'signer-not-named', step: 'show-both', params };
  const expectedNames = expected.signers.map(expectedName);
  const signer = stranger === undefined ? '' : signerOf(stranger.finding);
  const { fingerprint, kind } = stranger?.finding.signer ?? {};
  // Anybody can choose a name: one that the expected signer has too says nothing, so the keys tell them apart.
  const sameName =
    fingerprint !== undefined && expectedNames.some((name) => name.toLowerCase() === signer.toLowerCase());
  const withKey = (name: string, key: string) => (name.startsWith('…') ? name : `${name} (${key})`);
  const keyOf = (one: ExpectedSigner | undefined) =>
    one !== undefined && 'fingerprint' in one ? writtenEnd(one.kind, one.fingerprint) : undefined;
  // Nor does a repository's name, once it was given up and somebody else registered it: its number does.
  const build = stranger?.finding.signer?.build;
  const isSameName = (one: ExpectedSigner) =>
    'repository' in one && build !== undefined && one.repository.toLowerCase() === build.repository.toLowerCase();
  const numbered = (name: string, id: string | undefined) => (id === undefined ? name : `${name} #${id}`);
  return {
    case: stranger?.finding.signer?.identity === undefined ? 'signer-changed' : 'signer-changed-identity',
    step: 'show-both',
    params: {
      ...params,
      ...(sameName && { signer: withKey(signer, writtenEnd(kind, fingerprint)) }),
      ...(expected.signers.some(isSameName) && { signer: numbered(signer, build?.repositoryId) }),
      // With several signers the latest: since then all of them are expected.
      since:
        expected.signers
          .map(({ since = '' }) => since)
          .sort()
          .at(-1) ?? '',
      expected: expectedNames
        .map((name, index) => {
          const one = expected.signers[index];
          if (one !== undefined && isSameName(one) && 'repositoryId' in one) return numbered(name, one.repositoryId);
          const key = keyOf(one);
          return sameName && key !== undefined ? withKey(name, key) : name;
        })
        .join(', '),
      publisher: expected.publisher,
    },
  };
}

function untrustedSentence(evidence: Evidence, { judged }: Decision, expectations: Expectations): ReturnType<Chooser> {
  const first = judged.find((one) => one.verdict === 'untrusted') ?? judged[0];
  if (first === undefined) return { case: 'could-not-check', step: 'try-again', params: { problem: technical('') } };
  const { finding, notes } = first;
  const params = signerParams(finding);
  if (notes.includes('weak-digest') || notes.includes('weak-key')) {
    return {
      case: 'weak-method',
      step: 'get-newer-signature',
      params: { ...params, method: weakMethod(evidence, finding) },
    };
  }
  if (notes.includes('text-mode') && finding.overText !== true)
    return { case: 'text-mode', step: 'tell-publisher', params };
  if (notes.includes('signature-expired')) return { case: 'signature-expired', step: 'get-newer-signature', params };
  if (notes.includes('dated-in-future')) return { case: 'dated-in-future', step: 'check-clock', params };
  if (!first.expected) {
    const elsewhere = expectations.elsewhere(finding.signer ?? {});
    if (notes.includes('project-unclear')) {
      return {
        case: 'known-elsewhere',
        step: 'say-whether-from',
        params: { ...params, elsewhere: elsewhere.join(', ') },
      };
    }
    return { case: firstTime(finding), step: 'compare', params: { ...params, ...identityParams(finding) } };
  }
  if (notes.includes('key-retired')) return { case: 'key-retired', step: 'get-new-key', params };
  return { case: 'expired-since', step: 'refresh-key', params };
}

function incompleteSentence(evidence: Evidence, decision: Decision, expectations: Expectations): ReturnType<Chooser> {
  const { judged, together } = decision;
  if (evidence.problem !== undefined)
    return { case: 'could-not-check', step: 'try-again', params: { problem: evidence.problem } };
  if (expectations.unusable !== undefined)
    return { case: 'unusable-input', step: 'choose-other', params: { ...expectations.unusable } };
  if (together?.notes.includes('threshold-not-met') === true) {
    return {
      case: 'threshold-not-met',
      step: 'add-signature',
      params: { have: together.have, wanted: expectations.threshold },
    };
  }
  const unread = judged.find((one) => one.verdict === 'incomplete');
  if (unread !== undefined) return unreadSentence(unread.finding);
  if (evidence.whole !== undefined) return wholeSentence(evidence.whole, judged.length > 0);
  if (evidence.signatureName !== undefined) {
    return { case: 'signature-without-artifact', step: 'add-signature', params: { signature: evidence.signatureName } };
  }
  const matching = evidence.lists.filter((list) => list.line === 'matches');
  const strong = matching.find((list) => !list.weak);
  if (strong !== undefined) return { case: 'list-unsigned', step: 'add-list-signature', params: { list: strong.name } };
  const weak = matching[0]?.method ?? (evidence.claim?.weak === true ? evidence.claim.method : undefined);
  if (weak !== undefined) return { case: 'weak-sum-only', step: 'add-signature', params: { method: weak } };
  if (evidence.claim !== undefined) return { case: 'digest-only', step: 'add-signature' };
  if (evidence.signatureBelongsTo !== undefined) {
    return { case: 'belongs-to-other', step: 'add-signature', params: { other: evidence.signatureBelongsTo } };
  }
  if (evidence.coversUnpacked !== undefined)
    return { case: 'covers-unpacked', step: 'choose-other', params: { ...evidence.coversUnpacked } };
  if (evidence.asked === 'in-folder') return { case: 'nothing-covers', step: 'add-signature' };
  const list = evidence.lists[0];
  if (list !== undefined) return { case: 'not-listed', step: 'add-signature', params: { list: list.name } };
  return { case: 'nothing-to-check', step: 'add-signature' };
}

function unreadSentence(finding: SignatureFinding): ReturnType<Chooser> {
  const signature = baseName(finding.path);
  if (finding.notes.includes('key-instead-of-signature'))
    return { case: 'key-instead-of-signature', step: 'download-again', params: { signature } };
  // The key is there, and an identity was asked for: another key would not help.
  if (finding.result === 'no-key' && finding.format === 'sigstore' && finding.signer?.fingerprint !== undefined)
    return { case: 'key-not-identity', step: 'choose-other', params: { signer: signerOf(finding) } };
  // What a bundle says of its key is no name that a key server knows.
  if (finding.result === 'no-key' && finding.format === 'sigstore')
    return { case: 'public-key-missing', step: 'choose-other' };
  if (finding.result === 'no-key')
    return {
      case: 'key-missing',
      step: 'look-up-key',
      params: { keyId: shortFingerprint(finding.signer?.keyId ?? '') },
    };
  if (finding.entryElsewhere !== undefined) {
    const { log } = finding.entryElsewhere;
    if (log === undefined) return { case: 'no-log-known', step: 'get-newer-signature' };
    return { case: 'log-not-asked', step: 'choose-other', params: { log } };
  }
  if (finding.notes.includes('unknown-instance')) {
    return { case: 'unknown-instance', step: 'add-instance', params: { kind: finding.kind ?? finding.format } };
  }
  return { case: 'unsupported-kind', step: 'choose-other', params: { kind: finding.kind ?? finding.format } };
}

function wholeSentence(whole: NonNullable<Evidence['whole']>, signed: boolean): ReturnType<Chooser> {
  const { listed, missing, matched } = whole;
  // Nothing was checked: what matches is nothing either, and must not sound like something.
  if (missing.length > 0 && matched === 0)
    return { case: 'list-none-here', step: 'add-missing-files', params: { listed } };
  if (missing.length > 0)
    return { case: 'list-incomplete', step: 'add-missing-files', params: { listed, missing: missing.length } };
  if (!signed && whole.weak) return { case: 'weak-sum-only', step: 'add-signature', params: { method: whole.method } };
  return { case: 'list-unsigned-whole', step: 'add-list-signature', params: { listed } };
}

function verifiedSentence(evidence: Evidence, { judged }: Decision, expectations: Expectations): ReturnType<Chooser> {
  const first = judged.find((one) => one.verdict === 'verified');
  const expected = expectations.expected;
  if (first === undefined || expected === undefined) throw new Error('verified without an expected signature');
  const signer = expected.signers.find((one) => isSigner(one, first.finding.signer));
  const { publisher } = expected;
  const strangers = judged.filter((one) => one.verdict !== 'verified').length;
  const params: SentenceParams = {
    ...signerParams(first.finding),
    ...(publisher === undefined ? {} : { publisher }),
    since: signer?.since ?? '',
    others: strangers,
    listed: evidence.whole?.listed ?? 0,
  };
  const seenAt = expectations.seen[first.finding.signatureDigest ?? ''];
  if (publisher !== undefined && keyHasEnded(first.notes) && seenAt !== undefined) {
    return { case: 'verified-expired-since', step: 'refresh-key', params: { ...params, seenAt } };
  }
  const step = 'open-folder';
  if (evidence.whole !== undefined)
    return { case: publisher === undefined ? 'verified-list-for-call' : 'verified-list', step, params };
  const list = evidence.lists.find((one) => one.line === 'matches' && one.signatures.includes(first.finding));
  if (first.over === 'manifest' && list !== undefined) {
    const chosen: Case = publisher === undefined ? 'verified-by-manifest-for-call' : 'verified-by-manifest';
    return {
      case: chosen,
      step,
      params: { ...params, list: list.name, ...(list.listedName === undefined ? {} : { name: list.listedName }) },
    };
  }
  const { signer: found, signedAt, format } = first.finding;
  if (found?.build !== undefined && signedAt !== undefined && strangers === 0)
    return {
      case: publisher === undefined ? 'verified-build-for-call' : 'verified-build',
      step,
      params: { ...params, ...identityParams(first.finding) },
    };
  const isUndated = format === 'sigstore' && signedAt === undefined;
  if (publisher === undefined)
    return { case: isUndated ? 'verified-undated-for-call' : 'verified-for-call', step, params };
  if (expected.own) return { case: 'verified-own-key', step, params };
  if (strangers > 0) return { case: 'verified-among-several', step, params };
  return { case: isUndated ? 'verified-undated' : 'verified', step, params };
}

/** A name that anybody can choose is told otherwise than an identity that somebody logged in with, or a build. */
function firstTime({ signer }: SignatureFinding): Case {
  if (signer?.identity === undefined) return signer?.userId === undefined ? 'first-time-unnamed' : 'first-time';
  return signer.build === undefined ? 'first-time-identity' : 'first-time-build';
}

/** Whom a certificate names, part by part. */
function identityParams({ signer }: SignatureFinding): Record<string, string | Seen> {
  const { identity, issuer, build } = signer ?? {};
  if (identity === undefined || issuer === undefined) return {};
  const provider = issuerName(issuer);
  if (build === undefined) return { identity, provider };
  return { builder: provider, repository: repositoryName(build.repository), ref: refInWords(build.ref) };
}

function refInWords(ref: string | undefined): Seen {
  if (ref === undefined) return seen('refUnknown');
  if (ref.startsWith('refs/tags/')) return seen('refTag', { name: refName(ref) });
  if (ref.startsWith('refs/pull/') || ref.startsWith('refs/merge-requests/')) return seen('refPull', { name: ref });
  return ref.startsWith('refs/heads/') ? seen('refBranch', { name: refName(ref) }) : technical(ref);
}

/** How a signer is called in a sentence: the claimed name, the identity, else the fingerprint's end. */
export function signerOf(finding: SignatureFinding): string {
  return signerName(finding.signer) || UNKNOWN_KEY.detail;
}

function expectedName(signer: ExpectedSigner): string {
  if ('allowedSigners' in signer) return signer.allowedSigners;
  return 'issuerPattern' in signer ? signer.identityPattern : pinName(signer);
}

function signerParams(finding: SignatureFinding): SentenceParams {
  return { signer: signerOf(finding), ...(finding.signedAt === undefined ? {} : { signedAt: finding.signedAt }) };
}

function weakMethod(evidence: Evidence, finding: SignatureFinding): string {
  if (finding.method !== undefined) return finding.method;
  const list = evidence.lists.find((one) => one.weak && one.line === 'matches');
  return list?.method ?? evidence.whole?.method ?? '';
}

function shortFingerprint(fingerprint: string): string {
  return keyEnd(fingerprint) || UNKNOWN_KEY.detail;
}

function baseName(path: string | undefined): string {
  return path?.split(/[/\\]/).pop() ?? '';
}

import type { AUDIT } from '../../../../shared/catalogue/en/audit.ts';
import type { CARD } from '../../../../shared/catalogue/en/card.ts';
import type { EVIDENCE } from '../../../../shared/catalogue/en/evidence.ts';
import type { VERDICT_SENTENCES } from '../../../../shared/catalogue/en/verdict.ts';
import type { Words } from '../../../../shared/catalogue/words.ts';
import type { Verdict } from '../../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../../shared/verdicts.ts';
import { textFor } from '../../../../shared/plural.ts';
import { sshFingerprint } from '../../../../shared/ssh-fingerprint.ts';
import { groupsOfFour } from '../../../../shared/visible-text.ts';
import { readerWords, type ReaderWords } from '../../util/reader-words.ts';
import type { GitCheck } from '../../verify/git-checking.ts';
import type { AuditSigner, AuditSubject, GitAudit } from './audit.ts';

/** The language that a report is written in. */
export interface AuditLanguage {
  words: {
    audit: AuditWords;
    verdict: Words<typeof VERDICT_SENTENCES>;
    evidence: Words<typeof EVIDENCE>;
    verdictWord: Words<typeof CARD.verdictWord>;
  };
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** A line of a table: `values` are shown as they are written by `shown`, in fixed width where `raw`. */
export interface AuditLine {
  name: string;
  value: string;
  raw?: boolean;
  /** The verdict that the line counts. */
  verdict?: Verdict;
}

/** Something that needs a look. */
export interface AuditFailure {
  mark: string;
  verdict: Verdict;
  id: string;
  /** A tag's name, a commit's subject. */
  subject: string;
  by: string;
  reasons: string[];
}

/** What a report says, in reading order. Where `shown` escaped them, names in it are safe to show; else nothing of it is. */
export interface AuditParts {
  title: string;
  checkedAt: string;
  /** The worst verdict, where no policy has the word. */
  verdict?: Verdict;
  headline: string;
  checkedTitle: string;
  checked: AuditLine[];
  numbersTitle: string;
  numbers: { title: string; lines: AuditLine[] }[];
  failuresTitle: string;
  failures: AuditFailure[];
  more: string;
  signersTitle: string;
  signers: AuditLine[][];
  none: string;
  notProof: string;
}

/** So many failures are for reading; all of them are for programs. */
const MOST_FAILURES = 1_000;

/** Puts a report into words. `shown`: what a stranger's text becomes inside of a sentence of ours. */
export function auditParts(
  audit: GitAudit,
  { words, lang }: AuditLanguage,
  shown: (text: string) => string = (text) => text,
): AuditParts {
  const { audit: w, verdictWord } = words;
  const tell = readerWords(lang, words.evidence, shown);
  const { subject, failures, rows } = audit;
  const lines = <Key extends string>(
    names: Readonly<Record<Key, string>>,
    found: Readonly<Partial<Record<Key, number>>>,
  ) =>
    (Object.keys(names) as Key[]).flatMap((key): (AuditLine & { key: Key })[] =>
      found[key] === undefined ? [] : [{ key, name: names[key], value: tell.number(found[key]) }],
    );
  const isByPolicy = subject.policy !== undefined;
  const byVerdict = lines(verdictWord, audit.verdicts).map(({ key, ...line }) => ({ ...line, verdict: key }));
  const left = failures.length - MOST_FAILURES;
  const worst = VERDICTS.find((verdict) => audit.verdicts[verdict] !== undefined);
  return {
    title: w.title,
    checkedAt: tell.moment(subject.checkedAt),
    ...(isByPolicy || worst === undefined ? {} : { verdict: worst }),
    headline: headlineOf(audit, w, tell),
    checkedTitle: w.checked.title,
    checked: [
      ...subjectLines(subject, w, tell),
      ...audit.remarks.map(({ says, detail }) => ({
        name: w.checked.remarks,
        value: (says && tell.says(says)) || shown(detail),
      })),
    ],
    numbersTitle: w.numbers.title,
    numbers: [
      ...(isByPolicy ? [{ title: w.numbers.word, lines: lines(w.word, audit.words) }] : []),
      { title: w.numbers.verdict, lines: byVerdict },
      { title: w.numbers.form, lines: lines(w.form, audit.forms) },
      { title: w.numbers.objects, lines: lines(w.numbers.kind, audit.kinds) },
    ].filter(({ lines: some }) => some.length > 0),
    failuresTitle: w.failures.title,
    failures: failures.slice(0, MOST_FAILURES).map((row) => failureOf(row, words, tell)),
    more: left > 0 ? tell.fill(textFor(w.failures, 'more', left, lang), { count: left }) : '',
    signersTitle: w.signers.title,
    signers: audit.signers.map((signer) => signerLines(signer, audit, w, tell, shown)),
    none: rows.length === 0 ? w.headline.none : w.failures.none,
    notProof: w.notProof,
  };
}

type AuditWords = Words<typeof AUDIT>;

function headlineOf(
  { rows, words, verdicts, subject }: GitAudit,
  { headline: w }: AuditWords,
  tell: ReaderWords,
): string {
  const total = rows.length;
  const say = (text: string, count = 0): string => tell.fill(text, { count, total });
  if (total === 0) return w.none;
  const { invalid = 0, verified = 0 } = verdicts;
  if (subject.policy !== undefined) {
    if (words.denied !== undefined) return say(w.denied, words.denied);
    return words.warned === undefined ? say(w.allowed) : say(w.warned, words.warned);
  }
  if (invalid > 0) return say(w.bad, invalid);
  return verified === total ? say(w.verified) : say(w.failing, total - verified);
}

function subjectLines(subject: AuditSubject, { checked: w }: AuditWords, tell: ReaderWords): AuditLine[] {
  const { repository, what, since, policy, asOf } = subject;
  return [
    { name: w.repository, value: repository, raw: true },
    { name: w.what, value: whatOf(what, w, tell) },
    ...(since === undefined ? [] : [{ name: w.since, value: tell.day(since) }]),
    ...(asOf === undefined ? [] : [{ name: w.asOf, value: tell.moment(asOf) }]),
    ...(policy === undefined
      ? []
      : [
          { name: w.policy, value: policy.path, raw: true },
          { name: w.policyDigest, value: policy.sha256, raw: true },
        ]),
  ];
}

function whatOf(what: AuditSubject['what'], w: AuditWords['checked'], tell: ReaderWords): string {
  if (what === 'all-commits') return w.allCommits;
  if (what === 'pushed') return w.pushed;
  if ('range' in what) return tell.fill(w.commits, { range: what.range });
  return what.tags === 'all' ? w.allTags : tell.fill(w.tags, { names: what.tags.join(', ') });
}

function failureOf(row: GitCheck, words: AuditLanguage['words'], tell: ReaderWords): AuditFailure {
  const { audit: w, verdictWord, verdict: cases } = words;
  const { policy, verdict, about, artifact, type, object, params, says } = row;
  const own = tell.fill(cases[row.case].sentence, { ...params, ...says });
  const isTold = policy !== undefined && policy.word !== 'allowed';
  const reasons = !isTold || OF_SIGNATURE.has(policy.reason) ? [own] : [];
  const ref = policy?.ref === undefined || type === 'tag' ? [] : [tell.fill(w.failures.judgedFor, { ref: policy.ref })];
  const { by: name, at } = about ?? {};
  const by =
    name === undefined || name === ''
      ? ''
      : tell.fill(at === undefined ? w.failures.undated : w.failures.by, {
          name,
          ...(at === undefined ? {} : { madeAt: at }),
        });
  return {
    mark: isTold ? w.word[policy.word] : verdictWord[verdict],
    verdict,
    id: object.slice(0, 12),
    subject: type === 'tag' ? artifact.name : (about?.subject ?? ''),
    by,
    reasons: [...(isTold ? [w.reason[policy.reason], ...reasons, ...ref] : reasons)],
  };
}

/** Where the verdict's own sentence says more than the policy's. */
const OF_SIGNATURE: ReadonlySet<string> = new Set(['signature-weak', 'signature-bad', 'not-checkable', 'renamed']);

function signerLines(
  { name, listed, signer, isMissing, objects, from, until, keyExpiresAt, format }: AuditSigner,
  { subject }: GitAudit,
  { signers: w }: AuditWords,
  tell: ReaderWords,
  shown: (text: string) => string,
): AuditLine[] {
  const { fingerprint, keyId, identity } = signer;
  const key =
    fingerprint === undefined
      ? keyId && groupsOfFour(keyId)
      : format === 'ssh'
        ? sshFingerprint(fingerprint)
        : groupsOfFour(fingerprint);
  const isPast = keyExpiresAt !== undefined && keyExpiresAt <= (subject.asOf ?? subject.checkedAt);
  return [
    { name: w.signer, value: isMissing ? w.missing : shown(signer.userId ?? name) },
    ...(listed.length === 0 ? [] : [{ name: w.listed, value: shown(listed.join(', ')) }]),
    ...(key === undefined ? [] : [{ name: w.key, value: key, raw: true }]),
    { name: w.signed, value: tell.number(objects) },
    ...(from === undefined ? [] : [{ name: w.from, value: tell.day(from) }]),
    ...(until === undefined ? [] : [{ name: w.until, value: tell.day(until) }]),
    ...(keyExpiresAt === undefined
      ? isMissing || identity !== undefined
        ? []
        : [{ name: w.expires, value: w.noEnd }]
      : [{ name: isPast ? w.expired : w.expires, value: tell.day(keyExpiresAt) }]),
  ];
}

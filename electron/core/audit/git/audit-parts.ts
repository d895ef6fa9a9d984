import type { AUDIT } from '../../../../shared/catalogue/en/audit.ts';
import type { CARD } from '../../../../shared/catalogue/en/card.ts';
import type { EVIDENCE } from '../../../../shared/catalogue/en/evidence.ts';
import type { GIT_SENTENCES } from '../../../../shared/catalogue/en/git.ts';
import type { CaseWords, VERDICT_SENTENCES } from '../../../../shared/catalogue/en/verdict.ts';
import type { Words } from '../../../../shared/catalogue/words.ts';
import type { Verdict } from '../../../../shared/model/verdict.ts';
import { VERDICTS } from '../../../../shared/verdicts.ts';
import { textFor } from '../../../../shared/plural.ts';
import { signerName } from '../../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../../shared/ssh-fingerprint.ts';
import { groupsOfFour } from '../../../../shared/visible-text.ts';
import { readerWords, type ReaderWords } from '../../util/reader-words.ts';
import type { AuditRow } from './audit-rows.ts';
import { isTold, type AuditSigner, type AuditSubject, type GitAudit } from './audit.ts';

/** The language that a report is written in. */
export interface AuditLanguage {
  words: {
    audit: AuditWords;
    verdict: Words<typeof VERDICT_SENTENCES>;
    git: Words<typeof GIT_SENTENCES>;
    evidence: Words<typeof EVIDENCE>;
    verdictWord: Words<typeof CARD.verdictWord>;
  };
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** A line of a table; what is `raw` is in fixed width. */
export interface AuditLine {
  name: string;
  value: string;
  raw?: boolean;
  /** The verdict that the line counts. */
  verdict?: Verdict;
}

/** Something that needs a look. */
export interface AuditFailure {
  /** The policy's word; a verdict where it says nothing. */
  mark: string;
  /** The verdict, where the mark is one. */
  verdict?: Verdict;
  isDenied: boolean;
  /** The object's whole name. */
  id: string;
  /** A tag's name, a commit's subject. */
  subject: string;
  by: string;
  signedBy: string;
  reasons: string[];
}

/** Who signed, in the columns of `signerColumns`. */
export interface AuditSignerParts {
  signer: string;
  /** By which names the policy knows it; the key. */
  about: AuditLine[];
  columns: AuditLine[];
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
  numbers: { title: string; lines: AuditLine[]; isWide?: boolean }[];
  failuresTitle: string;
  failures: AuditFailure[];
  more: string;
  signersTitle: string;
  signerColumns: string[];
  signers: AuditSignerParts[];
  moreSigners: string;
  none: string;
  notProof: string;
}

/** So much of what a stranger wrote on one line; whole, it is for programs. */
const MOST_SHOWN = 160;
/** So many signers are for reading: anybody can sign each commit with a key of its own. */
const MOST_SIGNERS = 500;

/** Puts a report into words. `shown`: what a stranger's text becomes inside of a sentence of ours. */
export function auditParts(
  audit: GitAudit,
  { words, lang }: AuditLanguage,
  shown: (text: string) => string = (text) => text,
): AuditParts {
  const { audit: w, verdictWord } = words;
  const tell = readerWords(lang, words.evidence, shown);
  const { subject, failures, failing, rows } = audit;
  const lines = <Key extends string>(
    names: Readonly<Record<Key, string>>,
    found: Readonly<Partial<Record<Key, number>>>,
  ) =>
    (Object.keys(names) as Key[]).flatMap((key): (AuditLine & { key: Key })[] =>
      found[key] === undefined ? [] : [{ key, name: names[key], value: tell.number(found[key]) }],
    );
  const isByPolicy = subject.policy !== undefined;
  const byVerdict = lines(verdictWord, audit.verdicts).map(({ key, ...line }) => ({ ...line, verdict: key }));
  const more = (left: number): string =>
    left > 0 ? tell.fill(textFor(w.failures, 'more', left, lang), { count: left }) : '';
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
      { title: w.numbers.reasons, lines: lines(w.reason, audit.reasons), isWide: true },
    ].filter(({ lines: some }) => some.length > 0),
    failuresTitle: w.failures.title,
    failures: failures.map((row) => failureOf(row, words, tell)),
    more: more(failing - failures.length),
    signersTitle: w.signers.title,
    signerColumns: [w.signers.signer, w.signers.signed, w.signers.from, w.signers.until, w.signers.expires],
    signers: audit.signers.slice(0, MOST_SIGNERS).map((signer) => signerParts(signer, audit, w, tell, shown)),
    moreSigners: more(audit.signers.length - MOST_SIGNERS),
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
  const { repository, what, ends = [], since, policy, asOf, program } = subject;
  return [
    { name: w.repository, value: repository, raw: true },
    { name: w.what, value: whatOf(what, w, tell) },
    ...ends.map((end) => ({ name: end.startsWith('^') ? w.after : w.upTo, value: end.replace('^', ''), raw: true })),
    ...(since === undefined ? [] : [{ name: w.since, value: tell.day(since) }]),
    ...(asOf === undefined ? [] : [{ name: w.asOf, value: tell.moment(asOf) }]),
    ...(policy === undefined
      ? []
      : [
          { name: w.policy, value: policy.path, raw: true },
          { name: w.policyDigest, value: policy.sha256, raw: true },
          ...(policy.start ?? []).map((id) => ({ name: w.start, value: id, raw: true })),
        ]),
    { name: w.program, value: program },
  ];
}

function whatOf(what: AuditSubject['what'], w: AuditWords['checked'], tell: ReaderWords): string {
  if (what === 'all-commits') return w.allCommits;
  if ('range' in what) return tell.fill(w.commits, { range: what.range });
  return what.tags === 'all' ? w.allTags : tell.fill(w.tags, { names: what.tags.join(', ') });
}

function failureOf(row: AuditRow, words: AuditLanguage['words'], tell: ReaderWords): AuditFailure {
  const { audit: w, verdictWord } = words;
  const { policy, verdict, about, artifact, type, object, signatures } = row;
  const reasons = !isTold(policy) || OF_SIGNATURE.has(policy.reason) ? [sentenceOf(row, words, tell)] : [];
  const ref = policy?.ref === undefined || type === 'tag' ? [] : [tell.fill(w.failures.judgedFor, { ref: policy.ref })];
  return {
    ...(isTold(policy) ? { mark: w.word[policy.word] } : { mark: verdictWord[verdict], verdict }),
    isDenied: policy?.word === 'denied',
    id: object,
    subject: cut(type === 'tag' ? artifact.name : (about?.subject ?? '')),
    by: madeBy(w.failures.by, w.failures.undated, cut(about?.by ?? ''), about?.at, tell),
    signedBy: signedBy(signatures[0], w.failures, tell),
    reasons: isTold(policy) ? [w.reason[policy.reason], ...reasons, ...ref] : reasons,
  };
}

/** Who signed; of a signature that is not good, whom it names: nobody proved that. */
function signedBy(
  signature: AuditRow['signatures'][number] | undefined,
  w: AuditWords['failures'],
  tell: ReaderWords,
): string {
  const { signer, format, result, signedAt } = signature ?? {};
  if (signer === undefined) return '';
  const { userId, principal, identity } = signer;
  const name = userId ?? principal ?? (identity === undefined ? undefined : signerName(signer));
  const who = [...(name === undefined ? [] : [cut(name)]), ...keyOf(format, signer)].join(', ');
  if (result === 'good') return madeBy(w.signed, w.signedUndated, who, signedAt, tell);
  return who === '' ? '' : tell.fill(w.names, { name: who });
}

/** What the check itself says, in the words for tags and commits. */
function sentenceOf(row: AuditRow, { verdict: cases, git }: AuditLanguage['words'], tell: ReaderWords): string {
  const own: Partial<Record<string, Partial<CaseWords>>> = git;
  return tell.fill(own[row.case]?.sentence ?? cases[row.case].sentence, { ...row.params, ...row.says });
}

function madeBy(dated: string, undated: string, name: string, madeAt: string | undefined, tell: ReaderWords): string {
  if (name === '') return '';
  return madeAt === undefined ? tell.fill(undated, { name }) : tell.fill(dated, { name, madeAt });
}

function cut(text: string): string {
  const characters = Array.from(text.slice(0, 2 * MOST_SHOWN + 2));
  return characters.length <= MOST_SHOWN ? text : `${characters.slice(0, MOST_SHOWN).join('')}…`;
}

/** Reasons of a policy of which the verdict's own sentence says more. */
export const OF_SIGNATURE: ReadonlySet<string> = new Set([
  'signature-weak',
  'signature-bad',
  'not-checkable',
  'renamed',
]);

function signerParts(
  { name, listed, signer, isMissing, objects, from, until, keyExpiresAt, format }: AuditSigner,
  { subject }: GitAudit,
  { signers: w }: AuditWords,
  tell: ReaderWords,
  shown: (text: string) => string,
): AuditSignerParts {
  const isPast = keyExpiresAt !== undefined && keyExpiresAt <= (subject.asOf ?? subject.checkedAt);
  const none = isMissing || signer.identity !== undefined ? '' : w.noEnd;
  return {
    signer: isMissing ? w.missing : shown(cut(signer.userId ?? name)),
    about: [
      ...(listed.length === 0 ? [] : [{ name: w.listed, value: shown(listed.join(', ')) }]),
      ...keyOf(format, signer).map((value) => ({ name: w.key, value, raw: true })),
    ],
    columns: [
      { name: w.signed, value: tell.number(objects) },
      { name: w.from, value: from === undefined ? '' : tell.day(from) },
      { name: w.until, value: until === undefined ? '' : tell.day(until) },
      {
        name: isPast ? w.expired : w.expires,
        value:
          keyExpiresAt === undefined
            ? none
            : isPast
              ? tell.fill(w.past, { endsAt: keyExpiresAt })
              : tell.day(keyExpiresAt),
      },
    ],
  };
}

/** A key as the tools of its format write it; none where a certificate names who signed. */
function keyOf(format: string | undefined, { fingerprint, keyId, identity }: AuditSigner['signer']): string[] {
  if (fingerprint !== undefined) return [writtenFingerprint(format ?? '', fingerprint)];
  return keyId === undefined || identity !== undefined ? [] : [groupsOfFour(keyId)];
}

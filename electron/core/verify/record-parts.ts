import { digestName } from '../../../shared/digest-name.ts';
import type { CaseWords } from '../../../shared/catalogue/en/verdict.ts';
import type { AppWords } from '../../../shared/catalogue/languages.ts';
import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import type { Note, Verdict } from '../../../shared/model/verdict.ts';
import { fillPlaces } from '../../../shared/places.ts';
import { textFor } from '../../../shared/plural.ts';
import { writtenFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { readerWords } from '../util/reader-words.ts';

/** The language that a record is written in, with the locale of its dates and the way it is written. */
export interface RecordLanguage {
  words: AppWords;
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** Values under a heading: each has a name, and is set in fixed width where it is raw. */
export interface RecordSection {
  title: string;
  rows: { name: string; values: string[]; raw: boolean }[];
}

/** What a record says, in reading order. Nothing of it is safe to show as it is: names in it are strangers'. */
export interface RecordParts {
  title: string;
  verdict: Verdict;
  verdictWord: string;
  sentence: string;
  more: string;
  checkedAt: string;
  whatNow: string;
  next: string;
  sections: RecordSection[];
  checksTitle: string;
  checks: { outcome: string; seen: string }[];
  remarksTitle: string;
  remarks: string[];
  notProof: string;
}

/** Puts a result into words for reading. */
export function partsOf(result: CheckResult, { words, lang }: RecordLanguage): RecordParts {
  const { window: w, verdict: cases } = words;
  const noteOf = notesOf(words, result.git !== undefined);
  const said = { ...cases[result.case], ...(result.git === undefined ? {} : ownWords(result.case, words)) };
  const tell = readerWords(lang, words.evidence);
  const fill = (text: string): string => tell.fill(text, { ...result.params, ...result.says });
  const { notes, signatures, evidence } = result;
  return {
    title: w.record.title,
    verdict: result.verdict,
    verdictWord: w.verdictWord[result.verdict],
    sentence: fill(said.sentence),
    more: fill(said.more),
    checkedAt: fillPlaces(w.record.checkedAt, () => tell.moment(result.checkedAt)),
    whatNow: w.record.whatNow,
    next:
      result.verdict === 'verified'
        ? ''
        : [fill(said.next).replace(/ …$/, ''), fill(said.how)].filter(Boolean).join('. '),
    sections: [
      fileSection(result, w, lang),
      ...signatures.map((signature) => signatureSection(signature, words, tell.moment, result.git !== undefined)),
      ...listSection(result, w, lang, tell.number),
    ],
    checksTitle: w.card.checks,
    checks: evidence.map((check) => ({
      outcome: w.outcome[check.outcome],
      seen: check.says === undefined ? check.detail : tell.says(check.says) || check.detail,
    })),
    remarksTitle: w.card.notes,
    remarks: notes.filter((each) => !signatures.some((one) => one.notes.includes(each))).map((each) => noteOf(each)),
    notProof: w.record.notProof,
  };
}

/** What is said otherwise of a tag or a commit. */
function ownWords(said: CheckResult['case'], { git }: AppWords): Partial<CaseWords> {
  const own: Partial<Record<string, Partial<CaseWords>>> = git;
  return own[said] ?? {};
}

/** What a remark means, of a tag or a commit in its own words. */
function notesOf({ note, gitNote }: AppWords, isGit: boolean): (each: Note) => string {
  const own: Partial<Record<string, string>> = isGit ? gitNote : {};
  return (each) => own[each] ?? note[each];
}

type Row = RecordSection['rows'][number];

const row = (name: string, value: string | undefined, raw = false): Row[] =>
  value === undefined || value === '' ? [] : [{ name, values: [value], raw }];

function fileSection({ artifact, publisher, git }: CheckResult, w: AppWords['window'], lang: string): RecordSection {
  const size = artifact.size === undefined ? undefined : new Intl.NumberFormat(lang, BYTES).format(artifact.size);
  return {
    title: git === undefined ? w.record.file : w.chainGit[git.type],
    rows: [
      ...row(w.value.name, artifact.name, true),
      ...row(w.value.path, artifact.path, true),
      ...row(w.value.repository, git?.repository, true),
      ...row(w.repositories.object, git?.id, true),
      ...row(w.repositories.saysGit, git?.letter, true),
      ...row(w.value.size, size),
      ...Object.entries(artifact.digests).flatMap(([name, hex]) => row(digestName(name), hex, true)),
      ...row(w.value.publisher, publisher),
    ],
  };
}

const BYTES = { style: 'unit', unit: 'byte', unitDisplay: 'long' } as const;

function signatureSection(
  signature: JudgedSignature,
  words: AppWords,
  moment: (time: string) => string,
  isGit: boolean,
): RecordSection {
  const { window: w } = words;
  const noteOf = notesOf(words, isGit);
  const { signer, signedAt, notes } = signature;
  return {
    title: w.record.signature,
    rows: [
      ...row(w.record.verdict, w.verdictWord[signature.verdict]),
      ...row(w.record.result, w.result[signature.result]),
      ...row(w.value.claim, signer?.userId),
      ...row(w.value.identity, signer?.identity, true),
      ...row(w.value.issuer, signer?.issuer, true),
      ...row(w.value.instance, signer?.instance, true),
      ...row(w.value.repository, signer?.build?.repository, true),
      ...row(w.value.repositoryId, signer?.build?.repositoryId, true),
      ...row(w.value.workflow, signer?.build?.workflow, true),
      ...row(w.value.ref, signer?.build?.ref, true),
      ...row(w.value.commit, signer?.build?.commit, true),
      ...row(w.value.trigger, signer?.build?.trigger, true),
      ...row(w.value.run, signer?.build?.runUrl, true),
      ...row(w.value.builder, signer?.build?.builder, true),
      ...row(w.value.fingerprint, signer?.fingerprint && writtenFingerprint(signer.kind, signer.fingerprint), true),
      ...row(w.value.subkey, signer?.keyFingerprint === signer?.fingerprint ? '' : signer?.keyFingerprint, true),
      ...row(w.value.keyId, signer?.fingerprint === undefined ? signer?.keyId : undefined, true),
      ...row(w.record.expected, signature.expected ? w.record.expectedYes : w.record.expectedNo),
      ...row(w.value.made, signedAt && fillPlaces(w.dateProof[signature.dateProvenBy], () => moment(signedAt))),
      ...row(w.value.method, signature.digestAlgorithm),
      ...row(w.value.over, isGit ? '' : signature.over === 'manifest' ? w.value.overList : w.value.overFile),
      ...row(w.value.path, signature.path, true),
      ...notes.flatMap((each) => row(w.card.notes, noteOf(each))),
    ],
  };
}

function listSection(
  { manifest }: CheckResult,
  w: AppWords['window'],
  lang: string,
  number: (value: number) => string,
): RecordSection[] {
  if (manifest === undefined) return [];
  const { matched, listed, line } = manifest;
  const lines = fillPlaces(w.record.linesOf, (name) => number(name === 'matched' ? matched : listed));
  const counted = (group: 'mismatched' | 'missing' | 'unlisted') => {
    const names = manifest[group];
    const word = textFor(w.manifest, group, names.length, lang);
    return names.length === 0 ? [] : [{ name: fillPlaces(word, () => number(names.length)), values: names, raw: true }];
  };
  return [
    {
      title: w.record.list,
      rows: [
        ...row(w.value.path, manifest.path, true),
        ...row(w.value.line, line && `${line.digest}  ${line.name}`, true),
        ...(line === undefined ? row(w.record.lines, lines) : []),
        ...counted('mismatched'),
        ...counted('missing'),
        ...counted('unlisted'),
      ],
    },
  ];
}

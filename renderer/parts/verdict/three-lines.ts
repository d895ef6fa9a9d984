import type { CARD } from '../../../shared/catalogue/en/card.ts';
import { digestAlone } from '../../../shared/digest-name.ts';
import type { CheckResult, JudgedSignature } from '../../../shared/model/result.ts';
import type { Note, Verdict } from '../../../shared/model/verdict.ts';

/** How a line is marked: a verdict's own mark, or `plain`: a yes on a card that is not green, which must not look green. */
export type Tone = Verdict | 'plain';

/** The answer to one of the card's three questions: a key of the catalogue and whose name stands in it. */
export interface Line<A extends string> {
  answer: A;
  tone: Tone;
}

export type UnchangedAnswer = keyof (typeof CARD)['unchanged'];
export type SignedAnswer = keyof (typeof CARD)['signed'];
export type ExpectedAnswer = keyof (typeof CARD)['expected'];

export interface ThreeLines {
  unchanged: Line<UnchangedAnswer>;
  signed: Line<SignedAnswer>;
  expected: Line<ExpectedAnswer>;
}

/** The signature that a card speaks of first: an expected good one, else a good one, else the first. */
export function leadSignature(result: CheckResult): JudgedSignature | undefined {
  const { signatures } = result;
  if (result.verdict === 'invalid') {
    const wrong = signatures.find((signature) => signature.verdict === 'invalid');
    if (wrong !== undefined) return wrong;
  }
  return (
    signatures.find((signature) => signature.result === 'good' && signature.expected) ??
    signatures.find((signature) => signature.result === 'good') ??
    signatures[0]
  );
}

/** What the card answers to *Unchanged?*, *Who signed?* and *Somebody you expect?*. */
export function threeLines(result: CheckResult): ThreeLines {
  const yes: Tone = result.verdict === 'verified' ? 'verified' : 'plain';
  return { unchanged: unchanged(result, yes), signed: signed(result, yes), expected: expected(result, yes) };
}

function unchanged(result: CheckResult, yes: Tone): Line<UnchangedAnswer> {
  const good = result.signatures.some((signature) => signature.result === 'good');
  const bad = result.signatures.some((signature) => signature.result === 'bad');
  switch (result.case) {
    case 'tampered':
    case 'list-mismatch':
    case 'list-has-mismatches':
    case 'digest-mismatch':
      return { answer: 'no', tone: 'invalid' };
    case 'wrong-signature':
    case 'other-statement':
      return { answer: 'doesNotFit', tone: 'invalid' };
    case 'text-mode':
      return { answer: 'textMode', tone: 'untrusted' };
    case 'list-unsigned':
    case 'list-unsigned-whole':
      return { answer: 'listed', tone: 'incomplete' };
    case 'list-incomplete':
      return good ? { answer: 'listPartly', tone: 'incomplete' } : { answer: 'listed', tone: 'incomplete' };
    case 'list-none-here':
      return good ? { answer: 'listOnly', tone: 'incomplete' } : { answer: 'unknown', tone: 'incomplete' };
    case 'digest-only':
      return { answer: 'digestOnly', tone: 'incomplete' };
    case 'weak-sum-only':
      return { answer: 'weakSum', tone: 'incomplete' };
    default:
      if (good && bad) return { answer: 'mixed', tone: 'invalid' };
      if (good && hasNote(result, 'weak-digest')) return { answer: 'weak', tone: 'untrusted' };
      if (good && digestAlone(result.artifact) !== undefined && result.verdict !== 'invalid')
        return { answer: 'digestSigned', tone: yes };
      if (good) return { answer: asSigned(result), tone: yes };
      return fitsAlone(result)
        ? { answer: 'asSignedUseless', tone: 'plain' }
        : { answer: 'unknown', tone: 'incomplete' };
  }
}

/** The bytes are those that were signed, but nothing that has to vouch for the signer does. */
function fitsAlone(result: CheckResult): boolean {
  const lead = leadSignature(result);
  return lead !== undefined && UNPROVEN.some((note) => lead.notes.includes(note)) && outcomeOf(result) === 'passed';
}

/** What came of comparing the signature with the bytes. */
function outcomeOf({ evidence }: CheckResult): 'passed' | 'failed' | undefined {
  const found = evidence.filter(({ check }) => check === 'signature').map(({ outcome }) => outcome);
  if (found.includes('failed')) return 'failed';
  return found.includes('passed') ? 'passed' : undefined;
}

/** That the bytes are those that were signed comforts only where the signer does. */
function asSigned(result: CheckResult): UnchangedAnswer {
  if (result.verdict === 'verified') return 'yes';
  if (result.verdict === 'invalid') return 'asSignedUseless';
  return leadSignature(result)?.expected === true ? 'asSigned' : 'asSignedByWhoever';
}

function signed(result: CheckResult, yes: Tone): Line<SignedAnswer> {
  const lead = leadSignature(result);
  if (lead === undefined) return { answer: 'nobody', tone: 'incomplete' };
  if (result.case === 'one-good-one-bad') return { answer: 'mixed', tone: 'invalid' };
  // That key is there; but who was named logs in.
  if (result.case === 'key-not-identity') return { answer: 'unnamed', tone: 'incomplete' };
  if (lead.result === 'no-key' && lead.signer !== undefined) return { answer: 'keyMissing', tone: 'incomplete' };
  if (lead.result === 'no-key') return { answer: 'nobody', tone: 'incomplete' };
  if (lead.result === 'unsupported') {
    return { answer: lead.notes.includes('unknown-instance') ? 'unknownInstance' : 'unread', tone: 'incomplete' };
  }
  if (lead.result === 'bad') {
    return { answer: lead.signer === undefined ? 'badUnnamed' : 'bad', tone: wrong(result) };
  }
  if (lead.notes.includes('key-revoked')) return { answer: 'revoked', tone: 'invalid' };
  if (lead.notes.includes('key-may-not-sign') || lead.notes.includes('key-not-valid-then')) {
    return { answer: 'notAllowed', tone: 'invalid' };
  }
  if (result.case === 'known-elsewhere') return { answer: 'known', tone: 'plain' };
  if (lead.expected) return { answer: isNamed(lead) ? 'expected' : 'unnamed', tone: yes };
  const tone = result.verdict === 'invalid' ? 'invalid' : 'untrusted';
  if (lead.signer?.identity !== undefined) return { answer: 'identity', tone };
  return { answer: lead.signer?.userId === undefined ? 'unnamed' : 'claimed', tone };
}

function expected(result: CheckResult, yes: Tone): Line<ExpectedAnswer> {
  const lead = leadSignature(result);
  if (result.case === 'verified-own-key') return { answer: 'own', tone: yes };
  if (result.case === 'key-not-identity') return { answer: 'notNamed', tone: 'incomplete' };
  if (lead === undefined || lead.result === 'no-key' || lead.result === 'unsupported') {
    return { answer: 'unknown', tone: 'incomplete' };
  }
  if (lead.result === 'bad') {
    const lacks: readonly Note[] = [...UNPROVEN, 'subject-mismatch'];
    const fits = outcomeOf(result) !== 'failed' && lacks.some((note) => lead.notes.includes(note));
    if (lead.notes.includes('malformed') && lead.signer === undefined)
      return { answer: 'unknown', tone: wrong(result) };
    return { answer: fits ? 'notRelied' : 'notFitting', tone: wrong(result) };
  }
  if (result.case === 'signer-changed' || result.case === 'signer-changed-identity')
    return { answer: 'somebodyElse', tone: 'invalid' };
  if (result.case === 'signer-not-named') return { answer: 'notNamed', tone: 'invalid' };
  if (BREAKS.some((note) => lead.notes.includes(note))) return { answer: 'noDifference', tone: 'invalid' };
  if (result.case === 'known-elsewhere') return { answer: 'elsewhere', tone: 'untrusted' };
  if (!lead.expected) {
    return { answer: lead.signer?.identity === undefined ? 'notSaid' : 'notSaidSigner', tone: 'untrusted' };
  }
  if (result.verdict !== 'verified') return { answer: BUT[result.case] ?? 'yesBut', tone: 'plain' };
  return { answer: result.publisher === undefined ? 'named' : 'yes', tone: yes };
}

/** What is bad is red only on a card that is: of a proof that can still be had, the card says that it is missing. */
function wrong({ verdict }: CheckResult): Tone {
  return verdict === 'invalid' ? 'invalid' : 'incomplete';
}

function isNamed({ signer }: JudgedSignature): boolean {
  return signer?.userId !== undefined || signer?.identity !== undefined;
}

/** Why it is not enough that the signer is expected. */
const BUT: Partial<Record<CheckResult['case'], ExpectedAnswer>> = {
  'expired-since': 'butExpired',
  'key-retired': 'butRetired',
  'weak-method': 'butWeak',
  'signature-expired': 'butEnded',
  'dated-in-future': 'butFuture',
  'text-mode': 'butText',
  'list-incomplete': 'butMissing',
  'list-none-here': 'butList',
  'threshold-not-met': 'butFew',
};

const BREAKS = ['key-revoked', 'key-may-not-sign', 'key-not-valid-then'] as const;

/** The signature may fit, but what has to vouch for it does not. */
const UNPROVEN = ['chain', 'sct', 'log-proof', 'log-promise', 'checkpoint', 'timestamp', 'no-trusted-time'] as const;

function hasNote(result: CheckResult, note: CheckResult['notes'][number]): boolean {
  return result.notes.includes(note) || result.signatures.some((signature) => signature.notes.includes(note));
}

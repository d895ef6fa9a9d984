import type { Note } from '../../../shared/model/verdict.ts';
import { seen } from '../../../shared/seen.ts';
import type { ArtifactSource } from './artifact-source.ts';
import type { SigstoreContent } from './content.ts';
import { readEntryBody } from './entry-body.ts';
import type { SigstoreFinding } from './finding.ts';
import { Inquiry } from './inquiry.ts';
import type { Root, SigstoreJudgedBy } from './judged-by.ts';
import { judgeEntries } from './log-entries.ts';
import { MalformedError } from './malformed.ts';
import { basics, dated, digestSigned, isForAnother, weakness } from './outcome.ts';
import { publicKeyOf } from './public-key.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import { fitOf } from './signature-fit.ts';
import type { Fit } from './signature-fit.ts';
import { judgeSigned, statementOf } from './signed.ts';
import { judgeTimestamps, knowsStamp } from './timestamps.ts';

/** How many keys that the signature does not name are tried. */
const MAX_GUESSES = 64;

interface Candidate {
  key: PublicKeyMaterial;
  from: 'given' | 'entry';
  /** The signature names this very key, or brings it. */
  named: boolean;
}

/** Judges a signature by a key: one of those at hand, or one that came along, which is evidence and no expectation. */
export async function judgeKeyed(
  content: SigstoreContent,
  artifact: ArtifactSource,
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding> {
  const candidates = candidatesFor(content, by.keys);
  const { candidate, fit } = await bestFit(content, artifact, candidates);
  if (candidate === undefined || fit === undefined) return await noKey(content, artifact, candidates, by);
  const { key, from } = candidate;
  const inquiry = new Inquiry();
  const signed = await judgeSigned(content, artifact, key, fit, inquiry);
  const madeIt = seen(from === 'given' ? 'keyMadeIt' : 'keyCameAlong', { key: key.fingerprint, kind: key.algorithm });
  if (fit.fits === true) inquiry.passed('key', madeIt, { key: key.spki.toString('base64') });
  const root = rootFor(content, by.roots);
  const { tlogs = [], timestampAuthorities = [] } = root?.material ?? {};
  const source = inquiry.bad ? null : artifact;
  // A timestamp that is newer than the log says nothing: a key's signature may have been there, and in the log, long before it.
  const entries = await judgeEntries(content, { spki: key.spki }, source, tlogs, [], inquiry);
  const stamps = judgeTimestamps(content.timestamps, content.signed.signature, timestampAuthorities, inquiry);
  const { notes: dateNotes, ...date } = dated(entries.times, stamps.times, by.now, inquiry);
  const { notes: keyNotes, ...weak } = weakness(key, inquiry);
  const base: SigstoreFinding = {
    ...basics(content, inquiry),
    ...digestSigned(content, fit),
    ...statementOf(signed),
    ...date,
    ...weak,
    signer: { fingerprint: key.fingerprint },
    keyFrom: from,
    ...(root === undefined ? {} : { instance: root.instance }),
  };
  if (inquiry.bad) return { ...base, result: 'bad', notes: inquiry.wrong };
  // What is there must be checked by somebody who can: where none of it can, it is not known what it says.
  const timed = entries.times.length + stamps.times.length > 0;
  const unknown = (entries.good === 0 ? entries.unknown : undefined) ?? (timed ? undefined : stamps.unknown);
  if (unknown !== undefined) return { ...base, result: 'unsupported', notes: ['unknown-instance'], unknown };
  const missing = signed.missing ?? entries.missing;
  if (missing !== undefined) return { ...base, result: 'unsupported', notes: [], kind: missing };
  const notes: Note[] = [
    ...dateNotes,
    ...keyNotes,
    ...outOfTime(key, [...entries.times, ...stamps.times], by.now, inquiry),
  ];
  if (!timed) inquiry.notMade('time', seen('timeUnproven'));
  if (content.entries.length === 0 && content.timestamps.length === 0) {
    inquiry.notMade('log-entry', seen('entryNone'));
    notes.push('not-logged');
  }
  return { ...base, result: 'good', notes };
}

/** The keys to try: first the one that the signature names, then the others at hand, then those that came along. */
function candidatesFor(content: SigstoreContent, given: readonly PublicKeyMaterial[]): Candidate[] {
  const hint = content.verifier.kind === 'key' ? content.verifier.hint : '';
  const along = keysAlong(content);
  const isNamed = (key: PublicKeyMaterial) =>
    names(hint, key) || along.some(({ fingerprint }) => fingerprint === key.fingerprint);
  const mine = given.map((key): Candidate => ({ key, from: 'given', named: isNamed(key) }));
  const theirs = along.map((key): Candidate => ({ key, from: 'entry', named: true }));
  const ordered = [...mine.filter(({ named }) => named), ...mine.filter(({ named }) => !named).slice(0, MAX_GUESSES)];
  return [...ordered, ...theirs.filter(({ key }) => !given.some(({ fingerprint }) => fingerprint === key.fingerprint))];
}

/** Cosign's hint is the base64 of the key's SHA-256; others write it in hexadecimal. */
function names(hint: string, { fingerprint }: PublicKeyMaterial): boolean {
  return hint.toUpperCase() === fingerprint || hint === Buffer.from(fingerprint, 'hex').toString('base64');
}

/** Keys in cosign's older JSON and in log entries. */
function keysAlong({ verifier, entries }: SigstoreContent): PublicKeyMaterial[] {
  const own = verifier.kind === 'key' ? verifier.spki : undefined;
  const logged = entries.flatMap((entry) => {
    try {
      const body = readEntryBody(entry);
      return body?.verifier.kind === 'key' ? [body.verifier.der] : [];
    } catch (error) {
      if (error instanceof MalformedError) return [];
      throw error;
    }
  });
  return [...(own === undefined ? [] : [own]), ...logged].flatMap((der) => publicKeyOf(der) ?? []);
}

/** The key that fits; else one of which it cannot be told; else the one that the signature names, which then it does not fit. */
async function bestFit(
  content: SigstoreContent,
  artifact: ArtifactSource,
  candidates: readonly Candidate[],
): Promise<{ candidate?: Candidate; fit?: Fit }> {
  let best: { candidate?: Candidate; fit?: Fit } = {};
  for (const candidate of candidates) {
    const fit = await fitOf(candidate.key.key, content.signed, artifact);
    if (fit.fits === true) return { candidate, fit };
    const tells = fit.fits === 'unknown' && (candidate.named || candidates.length === 1);
    if ((tells && best.fit?.fits !== 'unknown') || (candidate.named && best.candidate === undefined)) {
      best = { candidate, fit };
    }
  }
  return best;
}

async function noKey(
  content: SigstoreContent,
  artifact: ArtifactSource,
  candidates: readonly Candidate[],
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding> {
  const inquiry = new Inquiry();
  const base = basics(content, inquiry);
  if (await isForAnother(content, artifact, inquiry)) return { ...base, result: 'bad' };
  const hint = content.verifier.kind === 'key' ? content.verifier.hint : '';
  if (hint === '' && by.keysAreNamed === true && candidates.length > 0) {
    inquiry.failed('signature', null, seen('signatureDoesNotFit'));
    return { ...base, result: 'bad' };
  }
  inquiry.notMade('signature', hint === '' ? seen('signatureNoKeyNamed') : seen('keyNotHere', { key: hint }));
  return hint === '' ? base : { ...base, signer: { keyId: hint } };
}

/** The root of the instance whose services are named. */
function rootFor({ entries, timestamps }: SigstoreContent, roots: readonly Root[]): Root | undefined {
  return (
    roots.find(({ material }) =>
      entries.some((entry) => material.tlogs.some(({ logID }) => logID.equals(entry.logId))),
    ) ?? roots.find(({ material }) => timestamps.some((stamp) => knowsStamp(stamp, material.timestampAuthorities)))
  );
}

/** A key that somebody limited to a time must have been used in it (CVE-2026-54787); without a proven time, nobody can tell. */
function outOfTime({ validFor }: PublicKeyMaterial, times: readonly Date[], now: Date, inquiry: Inquiry): Note[] {
  if (validFor === undefined) return [];
  const { start, end } = validFor;
  if (times.length === 0 && end !== undefined && end < now) {
    inquiry.failedSoftly('key-validity', seen('keyExpired', { endedAt: end.toISOString() }));
    return ['key-expired-since'];
  }
  const wrong = times.find((time) => (start !== undefined && time < start) || (end !== undefined && end < time));
  if (wrong === undefined) return [];
  inquiry.failedSoftly('key-validity', seen('keyNotThen', { signedAt: wrong.toISOString() }));
  return ['key-not-valid-then'];
}

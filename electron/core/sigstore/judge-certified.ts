import type { Note } from '../../../shared/model/verdict.ts';
import { seen } from '../../../shared/seen.ts';
import type { ArtifactSource } from './artifact-source.ts';
import { judgeChain, knowsIssuer } from './certificate-chain.ts';
import { judgeScts } from './certificate-log.ts';
import type { SigstoreContent } from './content.ts';
import { nameIn } from './distinguished-name.ts';
import type { SigstoreFinding } from './finding.ts';
import { Inquiry } from './inquiry.ts';
import type { Root, SigstoreJudgedBy } from './judged-by.ts';
import { readLeafCertificate } from './leaf-certificate.ts';
import type { LeafCertificate } from './leaf-certificate.ts';
import { judgeEntries } from './log-entries.ts';
import { MalformedError } from './malformed.ts';
import { basics, dated, digestSigned, malformed, weakness } from './outcome.ts';
import { publicKeyOf } from './public-key.ts';
import type { PublicKeyMaterial } from './public-key.ts';
import { shownAddress } from './shown-address.ts';
import { fitOf } from './signature-fit.ts';
import type { Fit } from './signature-fit.ts';
import { judgeSigned, statementOf } from './signed.ts';
import { judgeIdentity, sayUnprovenIdentity } from './signer-identity.ts';
import { judgeTimestamps } from './timestamps.ts';

/** One signature with its certificate, and whether the arithmetic fits, which no trusted root changes. */
interface Certified {
  content: SigstoreContent;
  artifact: ArtifactSource;
  leaf: LeafCertificate;
  key: PublicKeyMaterial;
  fit: Fit;
}

/** Judges a signature by the certificate that came with it: by each trusted root that knows its issuer, and the best of these counts. */
export async function judgeCertified(
  content: SigstoreContent,
  der: Buffer,
  artifact: ArtifactSource,
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding> {
  let leaf: LeafCertificate;
  try {
    leaf = readLeafCertificate(der);
  } catch (error) {
    if (error instanceof MalformedError) return malformed(content, error.message);
    throw error;
  }
  const key = publicKeyOf(leaf.spki);
  if (key === undefined) {
    const inquiry = new Inquiry();
    inquiry.notMade('signature', seen('keyKindUnusable', { kind: '?' }));
    return { ...basics(content, inquiry), result: 'unsupported', kind: 'X.509' };
  }
  const certified = { content, artifact, leaf, key, fit: await fitOf(key.key, content.signed, artifact) };
  const roots = by.roots.filter(({ material }) => knowsIssuer(material.certificateAuthorities, leaf));
  const findings: SigstoreFinding[] = [];
  for (const root of roots) {
    const finding = await judgeByRoot(certified, root, by.now);
    if (finding.result === 'good' && finding.notes.length === 0) return finding;
    findings.push(finding);
  }
  return findings.sort((a, b) => weight(a) - weight(b))[0] ?? (await judgeUnknown(certified));
}

/**
 * Authorities of several instances bear one name (public-good's and staging's do): what the one says that did issue the certificate counts,
 * before the other's word that it did not.
 */
function weight({ result, notes, entryElsewhere }: SigstoreFinding): number {
  if (result !== 'bad') return ['good', 'unsupported', 'no-key'].indexOf(result);
  if (entryElsewhere !== undefined) return 3;
  return notes.includes('chain') ? 5 : 4;
}

/** Nobody at hand can say anything of the certificate; what the signature and its statement are about can still be wrong. */
async function judgeUnknown({ content, artifact, leaf, key, fit }: Certified): Promise<SigstoreFinding> {
  const inquiry = new Inquiry();
  const signed = await judgeSigned(content, artifact, key, fit, inquiry);
  const name = nameIn(leaf.parsed.issuer);
  inquiry.notMade('certificate-chain', seen('certificateUnknown', { authority: name }), {
    certificate: leaf.der.toString('base64'),
  });
  sayUnprovenIdentity(leaf, inquiry);
  const base = { ...basics(content, inquiry), ...digestSigned(content, fit), ...statementOf(signed) };
  if (inquiry.bad) return { ...base, result: 'bad', notes: inquiry.wrong };
  return {
    ...base,
    result: 'unsupported',
    notes: ['unknown-instance'],
    unknown: { service: 'certificate-authority', name },
  };
}

async function judgeByRoot(certified: Certified, root: Root, now: Date): Promise<SigstoreFinding> {
  const { content, artifact, leaf, key, fit } = certified;
  const { material } = root;
  const inquiry = new Inquiry();
  const signed = await judgeSigned(content, artifact, key, fit, inquiry);
  const signedBy = { spki: key.spki, certificate: leaf.der };
  const after = new Inquiry();
  const ofStamps = new Inquiry();
  const stamps = judgeTimestamps(content.timestamps, content.signed.signature, material.timestampAuthorities, ofStamps);
  const source = inquiry.bad ? null : artifact;
  const entries = await judgeEntries(content, signedBy, source, material.tlogs, stamps.times, after);
  after.append(ofStamps);
  const times = [...entries.times, ...stamps.times];
  const issuer = judgeChain(leaf, material.certificateAuthorities, times, inquiry);
  const isElsewhere = times.length === 0 && mayBeElsewhere(content);
  const unknownCtLog = issuer && judgeScts(leaf.parsed, issuer, material.ctlogs, inquiry, isElsewhere);
  const signer = issuer && judgeIdentity(leaf, root.instance, inquiry);
  inquiry.append(after);
  const { notes: dateNotes, ...date } = dated(entries.times, stamps.times, now, inquiry);
  const { notes: keyNotes, ...weak } = weakness(key, inquiry);
  const base: SigstoreFinding = {
    ...basics(content, inquiry),
    ...digestSigned(content, fit),
    ...statementOf(signed),
    ...date,
    ...weak,
    ...(signer === undefined ? {} : { signer }),
    instance: root.instance,
    mustBeLogged: material.tlogs.length > 0,
  };
  if (inquiry.bad) return { ...base, result: 'bad', notes: inquiry.wrong };
  const unknown =
    unknownCtLog ??
    (material.tlogs.length > 0 ? entries.unknown : undefined) ??
    (times.length === 0 ? stamps.unknown : undefined);
  if (unknown !== undefined) {
    return { ...base, result: 'unsupported', notes: ['unknown-instance'], unknown };
  }
  const missing = signed.missing ?? entries.missing;
  if (missing !== undefined) return { ...base, result: 'unsupported', notes: [], kind: missing };
  if (times.length === 0) return untimed(base, content, logThen(root, leaf), inquiry);
  const notes: Note[] = [...dateNotes, ...keyNotes];
  if (entries.good === 0) {
    inquiry.notMade('log-entry', seen('entryNone'));
    notes.push('not-logged');
  }
  return { ...base, result: 'good', notes };
}

/** Without a proven time, the certificate's few minutes may be long over: whoever found its key could have signed. */
function untimed(
  base: SigstoreFinding,
  content: SigstoreContent,
  log: string | undefined,
  inquiry: Inquiry,
): SigstoreFinding {
  const finding: SigstoreFinding = { ...base, result: 'bad', notes: ['no-trusted-time'] };
  if (!mayBeElsewhere(content)) {
    inquiry.failedSoftly('time', seen('timeUnproven'));
    return finding;
  }
  inquiry.notMade('time', log === undefined ? seen('timeUnproven') : seen('timeAskLog', { log }));
  return { ...finding, entryElsewhere: log === undefined ? {} : { log } };
}

/** The log to ask: one that there was when the certificate began. */
function logThen({ material: { tlogs } }: Root, { notBefore }: LeafCertificate): string | undefined {
  const then = tlogs.find(({ validFor }) => validFor.start <= notBefore && notBefore <= validFor.end);
  const log = then ?? tlogs[0];
  return log && shownAddress(log.baseURL);
}

/** A form that holds no log entry: nothing but the log itself can tell then. */
function mayBeElsewhere({ form, entries }: SigstoreContent): boolean {
  return form === 'detached' || (form === 'gitsign' && entries.length === 0);
}

import { createHash } from 'node:crypto';
import { AppError } from '../../../../shared/error.ts';
import { seen } from '../../../../shared/seen.ts';
import type { LogEntry } from '../content.ts';
import { readEntryBody } from '../entry-body.ts';
import type { SigstoreFinding } from '../finding.ts';
import { judgeSigstore } from '../judge.ts';
import type { SigstoreJudgedBy } from '../judged-by.ts';
import { readLeafCertificate } from '../leaf-certificate.ts';
import { MalformedError } from '../malformed.ts';
import { shownAddress } from '../shown-address.ts';
import { judgeGitsign, sourceOf, type GitsignFinding } from './judge.ts';
import { readGitsign, type ReadCms } from './read.ts';

/** Gives the entries that a log has of a certificate; undefined where it is not to be asked. */
export type AskLog = (address: string, certificate: Buffer) => Promise<LogEntry[] | undefined>;

/**
 * Judges a signature without a log entry by what the log says that has it. `called`: the name of the tag or commit. Most real ones are in
 * the log by another signature of the same key over the object's name, in hexadecimal digits (gitsign's `rekorMode` online); that the key was
 * used within its certificate's minutes, and for this very object, is what it proves. What the log answers makes nothing worse.
 */
export async function judgeLogged(
  signature: Uint8Array,
  payload: Buffer,
  called: string,
  ask: AskLog,
  by: SigstoreJudgedBy,
): Promise<GitsignFinding> {
  const { form, finding: alone } = await judgeGitsign(signature, payload, by);
  const read = readGitsign(signature, payload);
  if (alone.entryElsewhere === undefined || read.kind !== 'content' || read.content.verifier.kind !== 'certificate')
    return { form, finding: alone };
  const { der } = read.content.verifier;
  const remarks: SigstoreFinding['checks'] = [];
  for (const address of addressesFor(der, alone, by)) {
    const log = shownAddress(address);
    try {
      const entries = await ask(address, der);
      if (entries === undefined) continue;
      for (const entry of entries) {
        const finding = await judgeWith(entry, read, called, alone, by);
        if (finding?.result !== 'good') continue;
        const found = { check: 'log-lookup', outcome: 'passed', ...seen('logLookedUp', { log }) } as const;
        return { form, finding: { ...finding, checks: [...finding.checks, found] } };
      }
      remarks.push({ check: 'log-lookup', outcome: 'not-made', ...seen('logHasNone', { log }) });
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      const says =
        error.code === 'unsupported'
          ? seen('logHasNoSearch', { log })
          : seen('logNotAsked', { log, technical: `${error.code} ${error.detail}` });
      remarks.push({ check: 'log-lookup', outcome: 'not-made', ...says });
    }
  }
  return { form, finding: { ...alone, checks: [...alone.checks, ...remarks] } };
}

/** The logs that there were when the certificate began, of the instance that vouches for it. */
function addressesFor(der: Buffer, { instance }: SigstoreFinding, { roots }: SigstoreJudgedBy): string[] {
  const { notBefore } = readLeafCertificate(der);
  const logs = roots.filter((root) => root.instance === instance).flatMap(({ material }) => material.tlogs);
  const then = logs.filter(({ validFor }) => validFor.start <= notBefore && notBefore <= validFor.end);
  return [...new Set(then.map(({ baseURL }) => baseURL))];
}

/** What the signature comes to with this entry; undefined where the entry is about another. */
async function judgeWith(
  entry: LogEntry,
  { content, signed }: ReadCms,
  called: string,
  alone: SigstoreFinding,
  by: SigstoreJudgedBy,
): Promise<SigstoreFinding | undefined> {
  const logged = bodyOf(entry);
  if (logged === undefined) return undefined;
  if (logged.signature.equals(content.signed.signature))
    return judgeSigstore({ ...content, entries: [entry] }, sourceOf(signed), by);
  const name = Buffer.from(called);
  const value = createHash('sha256').update(name).digest();
  if (!logged.digest.value.equals(value)) return undefined;
  const digest = { algorithm: 'sha256', value } as const;
  const ofName = {
    ...content,
    signed: { kind: 'message', signature: logged.signature, digest },
    entries: [entry],
  } as const;
  const finding = await judgeSigstore(ofName, sourceOf(name), by);
  const own = alone.checks.filter(({ check }) => check === 'signature');
  const { digestAlgorithm } = alone;
  return {
    ...finding,
    ...(digestAlgorithm === undefined ? {} : { digestAlgorithm }),
    checks: [...own, ...finding.checks.filter(({ check }) => check !== 'signature')],
  };
}

function bodyOf(entry: LogEntry): ReturnType<typeof readEntryBody> {
  try {
    return readEntryBody(entry);
  } catch (error) {
    if (error instanceof MalformedError) return undefined;
    throw error;
  }
}

import { readCertificates } from '../certificate.ts';
import { stateOf } from '../policy.ts';
import { verifySelfSignatures } from '../self-signatures.ts';
import { summarizeCertificate } from '../summary.ts';
import type { CertificateSummary } from '../summary.ts';

/** A certificate's summary by the policy that signatures are judged by, and whether its primary itself may sign. */
export interface Standing extends CertificateSummary {
  primaryMaySign: boolean;
}

/** How the one certificate in `bytes` stands as of `now`; undefined where nothing can be said of it (it signed nothing of itself). */
export async function standingOf(bytes: Uint8Array, now: Date): Promise<Standing | undefined> {
  const [certificate] = readCertificates(bytes).certificates;
  if (certificate === undefined) return undefined;
  const summary = await summarizeCertificate(certificate, now);
  const selfSigned = await verifySelfSignatures(certificate);
  if (summary === undefined || selfSigned === undefined) return undefined;
  const { primary } = stateOf(selfSigned, Math.floor(now.getTime() / 1000));
  return { ...summary, primaryMaySign: primary.mayNotSign === undefined };
}

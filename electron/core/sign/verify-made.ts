import { AppError } from '../../../shared/error.ts';
import type { SignSource } from '../engines/engine.ts';
import type { Reading } from '../hash/reading.ts';
import type { CertificateIndex } from '../openpgp/certificate-index.ts';
import { cleartextDigestSource, wantedFor } from '../openpgp/digest-source.ts';
import { inspectOpenpgp } from '../openpgp/inspect.ts';
import { judgeSignature } from '../openpgp/judge.ts';
import type { DigestSource } from '../openpgp/model.ts';
import type { SignatureEntry } from '../openpgp/signature-packet.ts';
import type { SigningKey } from './signing.ts';

/**
 * Judges what was made by the verifying side: every one of these OpenPGP keys must have a good signature in `bytes`, without a remark that
 * would spoil it, over the digest of the read that signed. Throws `verify-after-sign`.
 */
export async function verifyPackets(
  keys: readonly SigningKey[],
  certificates: CertificateIndex,
  bytes: Uint8Array,
  source: SignSource,
  reading: Reading,
  now: Date,
): Promise<void> {
  const content = inspectOpenpgp(bytes);
  if (content.kind !== 'signatures' && content.kind !== 'cleartext')
    throw new AppError('verify-after-sign', `what was made is ${content.kind}`);
  if (content.kind === 'cleartext' && source.kind === 'file')
    throw new AppError('verify-after-sign', 'a detached signature was asked for');
  const digest: DigestSource =
    content.kind === 'cleartext'
      ? cleartextDigestSource(content.text)
      : (wanted, suffix) => reading.digest(wanted, suffix);
  const signers = await goodSigners(content.signatures, digest, certificates, now);
  const missing = keys.filter((key) => !signers.has(key.summary.fingerprint));
  if (missing.length > 0)
    throw new AppError('verify-after-sign', missing.map((key) => key.summary.fingerprint).join(', '));
}

async function goodSigners(
  entries: readonly SignatureEntry[],
  digest: DigestSource,
  certificates: CertificateIndex,
  now: Date,
): Promise<Set<string>> {
  const good = new Set<string>();
  for (const entry of entries) {
    if (wantedFor(entry) === undefined)
      throw new AppError('verify-after-sign', entry.problem?.reason ?? 'it cannot be read');
    const found = await judgeSignature(entry, digest, certificates, now);
    const spoilt = found.notes.filter((note) => note !== 'sha1-self-signature' && note !== 'text-mode');
    if (found.result !== 'good' || spoilt.length > 0) {
      throw new AppError(
        'verify-after-sign',
        [found.result, ...spoilt, ...found.checks.map((check) => check.detail)].join('; '),
      );
    }
    if (found.fingerprint !== undefined) good.add(found.fingerprint);
  }
  return good;
}

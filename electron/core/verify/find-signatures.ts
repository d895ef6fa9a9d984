import { setImmediate } from 'node:timers/promises';
import type { Check } from '../../../shared/model/check.ts';
import { seen } from '../../../shared/seen.ts';
import type { Wanted } from '../hash/reading.ts';
import type { CertificateIndex } from '../openpgp/certificate-index.ts';
import { cleartextDigestSource, wantedFor } from '../openpgp/digest-source.ts';
import { judgeSignature } from '../openpgp/judge.ts';
import type { DigestSource } from '../openpgp/model.ts';
import type { ArtifactSource } from '../sigstore/artifact-source.ts';
import type { AllowedSigners } from '../ssh/allowed-signers.ts';
import type { SignatureFinding } from './finding.ts';
import type { Item } from './item.ts';
import { openpgpFinding } from './openpgp-verifier.ts';
import type { SigstoreVerifier } from './sigstore-verifier.ts';

/** What one item's signatures are judged by. */
export interface JudgedBy {
  certificates: CertificateIndex;
  now: Date;
  /** When a certificate's revocations were last looked up, by its primary key's fingerprint. */
  refreshedAt: (fingerprint: string) => string | null;
  /** Whom the user lets sign with SSH keys; absent where no list of them was named. */
  allowed?: AllowedSigners;
  /** Absent where no Sigstore signature is there: then nothing of it is loaded. */
  sigstore?: SigstoreVerifier;
}

/** The bytes that are signed: their digests, and whether they are text. For a cleartext signature also the text itself, to compare. */
export interface SignedBytes {
  digest: DigestSource;
  isText: boolean;
  /** The whole file, for comparing it with a cleartext that repeats it; null where it is larger than any cleartext. */
  readWhole: () => Promise<Uint8Array | null>;
  /** The same as Sigstore asks for it; absent for a cleartext, which is in memory and never signed so. */
  artifact?: ArtifactSource;
  /** True where the bytes are the cleartext-signed file itself. */
  isItself: boolean;
}

/** The hashes that an item's signatures need from a read of what they cover. */
export function hashesWanted({ content }: Item, { sigstore }: JudgedBy): Wanted[] {
  if (content.kind === 'ssh') return content.hash === undefined ? [] : [{ algorithm: content.hash }];
  if (content.kind === 'sigstore') return content.contents.flatMap((one) => sigstore?.wanted(one) ?? []);
  return content.kind === 'signature' ? content.entries.flatMap((entry) => wantedFor(entry) ?? []) : [];
}

/** Judges every signature that an item holds over `bytes`. Never throws for what the item holds. */
export async function findSignatures(item: Item, bytes: SignedBytes, by: JudgedBy): Promise<SignatureFinding[]> {
  const { content } = item;
  const path = item.origin === 'pasted' ? undefined : item.path;
  const at = { ...(path === undefined ? {} : { path }), ...(item.line === undefined ? {} : { line: item.line }) };
  switch (content.kind) {
    case 'signature':
      return oneByOne(content.entries, async (entry) =>
        openpgpFinding(await judgeSignature(entry, bytes.digest, by.certificates, by.now), at, bytes.isText, by),
      );
    case 'cleartext': {
      const source = cleartextDigestSource(content.text);
      const same = bytes.isItself || (await repeats(bytes, content.text));
      const isText = bytes.isItself || bytes.isText;
      const findings = await oneByOne(content.entries, async (entry) =>
        openpgpFinding(await judgeSignature(entry, source, by.certificates, by.now), at, isText, by),
      );
      return same
        ? findings
        : findings.map((finding) => ({ ...finding, result: 'bad', notes: [], checks: [NOT_THE_SAME_TEXT] }));
    }
    case 'sigstore': {
      const { sigstore } = by;
      const { artifact } = bytes;
      if (sigstore === undefined || artifact === undefined) return [];
      return oneByOne(content.contents, async (one) => ({ ...(await sigstore.find(one, artifact)), ...at }));
    }
    case 'ssh': {
      const { artifact } = bytes;
      if (artifact === undefined) return [];
      return [{ ...(await findSsh(content.bytes, artifact, by)), ...at }];
    }
    case 'unreadable-signature':
      return [
        {
          format: content.format,
          ...at,
          result: 'unsupported',
          notes: [],
          dateProvenBy: 'nothing',
          kind: content.label,
          checks: [unread(content.label)],
        },
      ];
    case 'no-signature':
      return [
        {
          format: 'openpgp',
          ...at,
          result: 'bad',
          notes: ['malformed'],
          dateProvenBy: 'nothing',
          fault: content.fault,
          checks: [
            {
              check: 'signature',
              outcome: 'failed',
              ...seen('signatureNone', { name: item.name, reason: content.why }),
            },
          ],
        },
      ];
    case 'certificate':
    case 'public-key':
      return [
        {
          format: content.kind === 'certificate' ? 'openpgp' : 'sigstore',
          ...at,
          result: 'no-key',
          notes: ['key-instead-of-signature'],
          dateProvenBy: 'nothing',
          checks: [{ check: 'signature', outcome: 'not-made', ...seen('signatureIsKey', { name: item.name }) }],
        },
      ];
    case 'artifact':
    case 'x509':
    case 'manifest':
    case 'manifest-malformed':
      return [];
  }
}

/** Loads what SSH's signatures take only where there is one. A file bears no date by which it could be judged: now counts. */
async function findSsh(
  signature: Uint8Array,
  artifact: ArtifactSource,
  { allowed, now }: JudgedBy,
): Promise<SignatureFinding> {
  const [{ judgeSsh }, { sshFinding }] = await Promise.all([import('../ssh/judge.ts'), import('./ssh-verifier.ts')]);
  const by = { namespace: 'file', now, ...(allowed === undefined ? {} : { allowed }) };
  return sshFinding(await judgeSsh(signature, (algorithm) => artifact.digest(algorithm), by), undefined);
}

/** A signature may have to be tried with many keys: the event loop is let go after each. */
async function oneByOne<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const one of all) {
    if (done.length > 0) await setImmediate();
    done.push(await work(one));
  }
  return done;
}

const NOT_THE_SAME_TEXT: Check = {
  check: 'signature',
  outcome: 'failed',
  ...seen('signatureOtherText'),
};

function unread(label: string): Check {
  return { check: 'signature', outcome: 'not-made', ...seen('signatureUnreadKind', { kind: label }) };
}

/** Whether a file's text is the signed one: line ends and white space at line ends are not signed (RFC 9580, section 7.2). */
async function repeats(bytes: SignedBytes, text: Uint8Array): Promise<boolean> {
  const whole = await bytes.readWhole();
  return whole !== null && normalText(whole) === normalText(text);
}

function normalText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text
    .replace(/[ \t]*\r?\n/g, '\n')
    .replace(/[ \t]+$/, '')
    .replace(/\n$/, '');
}

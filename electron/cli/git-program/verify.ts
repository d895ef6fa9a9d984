import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { signerName } from '../../../shared/signer-name.ts';
import { groupsOfFour } from '../../../shared/visible-text.ts';
import { publisherForGit } from '../../core/git/setup/record.ts';
import { inspectOpenpgp, MAX_INSPECTED_BYTES } from '../../core/openpgp/inspect.ts';
import type { SignaturePacket } from '../../core/openpgp/signature-packet.ts';
import type { Services } from '../../core/services.ts';
import type { SignatureFinding } from '../../core/verify/finding.ts';
import type { GitLetter } from '../../core/verify/git-letter.ts';
import { note } from '../output.ts';
import type { GitProgramCall } from './call.ts';
import { verifyStatus, type ToldSignature } from './gpg-status.ts';
import { readPayload } from './payload.ts';

/** `--status-fd=1 --verify FILE -`: checks the signature in a file over standard input, and says what was found as gpg says it. */
export async function verify(
  call: Extract<GitProgramCall, { kind: 'verify' }>,
  { gitProgram, home }: Services,
): Promise<number> {
  const payload = await readPayload();
  const signature = await readSignature(call.signature);
  // Git starts this program where the repository's files are.
  const publisher = await publisherForGit(home, await realpath('.'));
  const { form, found, letter, isTrusted } = await gitProgram.judge({
    payload,
    signature,
    ...(publisher === undefined ? {} : { publisher }),
  });
  const [finding] = found;
  const told = await tellSignature(form, signature, payload, finding);
  const isKeyMissing = found.length === 1 && finding?.result === 'no-key';
  const statusStream = call.status === 1 ? process.stdout : process.stderr;
  statusStream.write(verifyStatus(letter, told, { isTrusted, isKeyMissing }));
  explain(letter, told, { isTrusted, found, isKeyMissing });
  // Anybody can make a certificate and put it into the signature: gpgsm, too, calls that no success.
  if (letter === 'G' || (letter === 'U' && form !== 'x509')) return 0;
  return letter === 'E' || letter === 'N' ? 2 : 1;
}

/** A larger one is told as one that cannot be read. */
async function readSignature(path: string): Promise<Buffer> {
  if ((await stat(path)).size > MAX_INSPECTED_BYTES) return Buffer.alloc(0);
  return readFile(path);
}

async function tellSignature(
  form: string,
  signature: Buffer,
  payload: Buffer,
  finding: SignatureFinding | undefined,
): Promise<ToldSignature> {
  const { signer } = finding ?? {};
  const packet = form === 'openpgp' ? packetOf(signature) : undefined;
  const at = packet === undefined ? new Date(finding?.signedAt ?? 0) : new Date(packet.created * 1000);
  const fingerprint =
    signer?.keyFingerprint ??
    signer?.fingerprint ??
    signer?.keyId ??
    (await certificateDigest(form, signature, payload));
  const name = signer?.userId ?? signer?.principal ?? (signer?.identity === undefined ? undefined : signerName(signer));
  return {
    fingerprint,
    ...(signer?.keyFingerprint !== undefined && signer.fingerprint !== undefined
      ? { primary: signer.fingerprint }
      : {}),
    name: name ?? '[?]',
    at,
    ...(packet === undefined ? {} : { packet }),
  };
}

function packetOf(signature: Buffer): SignaturePacket | undefined {
  const content = inspectOpenpgp(signature);
  return content.kind === 'signatures' ? content.signatures[0]?.packet : undefined;
}

/** What gpgsm calls a certificate by. */
async function certificateDigest(form: string, signature: Buffer, payload: Buffer): Promise<string> {
  const none = '0'.repeat(40);
  if (form !== 'gitsign' && form !== 'x509') return none;
  const { readGitsign } = await import('../../core/sigstore/gitsign/read.ts');
  const read = readGitsign(signature, payload);
  if (read.kind !== 'content' || read.content.verifier.kind !== 'certificate') return none;
  return createHash('sha1').update(read.content.verifier.der).digest('hex').toUpperCase();
}

const SENTENCES: Readonly<Record<GitLetter, string>> = {
  G: 'Good signature by somebody you expect',
  U: 'Good signature, but nobody here has confirmed who made it',
  B: 'BAD signature',
  X: 'Good signature, but it has expired',
  Y: 'Good signature, but its key has expired',
  R: 'Good signature, but its key was revoked',
  E: 'The signature cannot be checked',
  N: 'There is no signature',
};

/** The same for people; git shows it with `--show-signature`. */
function explain(
  letter: GitLetter,
  { name, fingerprint }: ToldSignature,
  of: { isTrusted: boolean; isKeyMissing: boolean; found: readonly SignatureFinding[] },
): void {
  const sentence = of.isKeyMissing ? 'The key that the signature names is not here' : SENTENCES[letter];
  note(`countersign: ${sentence}.`);
  if (name !== '[?]') note(`  ${of.isTrusted ? 'signer' : 'it says of itself'}: ${name}`);
  if (/[1-9A-F]/.test(fingerprint)) note(`  key: ${groupsOfFour(fingerprint)}`);
  for (const { checks } of of.found) {
    for (const { outcome, detail } of checks) if (outcome === 'failed') note(`  ${detail}`);
  }
}

import { basename } from 'node:path';
import type { Receipt, SignedFile } from '../../../shared/model/sign.ts';
import { groupsOfFour, visibleText } from '../../../shared/visible-text.ts';
import type { SignRequest } from '../services.ts';
import { manifestForm } from './plan.ts';

/** What to tell the people who download: the commands that check the release, and whose key it is. Plain text, to be pasted. */
export function instructionsFor(
  files: readonly SignedFile[],
  signers: Receipt['signers'],
  request: SignRequest,
): string {
  const manifest = files.find((file) => file.outputs.some((output) => output.format === 'manifest'));
  const signed = files.find((file) => file !== manifest);
  const lines = ['How to check this download', ''];
  if (manifest !== undefined) lines.push(...manifestCommands(manifest, request));
  if (signed !== undefined) lines.push(...signatureCommands(signed, request.options.signature === 'cleartext'));
  const keyed = keyedSigners(files);
  if (keyed.size > 0) lines.push('', `${PUBLIC_KEY} is our public Sigstore key, from our own page.`);
  lines.push('', 'Or drop the files into Countersign.');
  if (signers.length > 0) {
    lines.push('', signers.length === 1 ? 'Signed with this key:' : 'Signed with these keys:');
    for (const { fingerprint, userId } of signers) {
      // What a Sigstore key is called is its owner's own note.
      const name = userId === undefined || keyed.has(fingerprint) ? '' : `  ${visibleText(userId)}`;
      lines.push(`  ${groupsOfFour(fingerprint)}${name}${keyed.has(fingerprint) ? '  (Sigstore key, SHA-256)' : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What the public key is called in the commands: as cosign calls the one that it makes. */
const PUBLIC_KEY = 'cosign.pub';

/** Fingerprints of the keys that made bundles. */
function keyedSigners(files: readonly SignedFile[]): Set<string> {
  const outputs = files.flatMap((file) => file.outputs).filter(({ format }) => format === 'sigstore');
  return new Set(outputs.flatMap(({ signer }) => signer ?? []));
}

function manifestCommands(manifest: SignedFile, request: SignRequest): string[] {
  const check = `${request.options.manifest?.algorithm ?? 'sha256'}sum --check --ignore-missing`;
  const signature = signatureName(manifest);
  const bundled = bundleCommands(manifest);
  const plain = `  ${check} ${quote(manifest.artifact.name)}`;
  // The plain list beside a cleartext signature is covered by nothing: what gpg found good is what must be compared.
  if (signature !== undefined && manifestForm(request) === 'cleartext')
    return [`  gpg --decrypt ${signature} | ${check}`, ...bundled, ...(bundled.length > 0 ? [plain] : [])];
  return [...signatureCommands(manifest, false), plain];
}

function signatureCommands(file: SignedFile, isCleartext: boolean): string[] {
  const signature = signatureName(file);
  const gpg = isCleartext ? `  gpg --verify ${signature}` : `  gpg --verify ${signature} ${quote(file.artifact.name)}`;
  return [...(signature === undefined ? [] : [gpg]), ...bundleCommands(file)];
}

function bundleCommands({ artifact, outputs }: SignedFile): string[] {
  const bundle = outputs.find(({ format, logged }) => format === 'sigstore' && logged !== undefined);
  if (bundle === undefined) return [];
  // Without this, cosign refuses a bundle that is in no log.
  const unlogged = bundle.logged === true ? '' : ' --insecure-ignore-tlog';
  const name = quote(basename(bundle.path));
  return [`  cosign verify-blob --key ${PUBLIC_KEY}${unlogged} --bundle ${name} ${quote(artifact.name)}`];
}

function signatureName(file: SignedFile): string | undefined {
  const signature = file.outputs.find((output) => output.format === 'openpgp');
  return signature === undefined ? undefined : quote(basename(signature.path));
}

/** A file name as a POSIX shell reads it back, and no program takes for an option. */
function quote(name: string): string {
  const plain = name.startsWith('-') ? `./${name}` : name;
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}

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
  if (signed !== undefined) lines.push(...signatureCommand(signed, request.options.signature === 'cleartext'));
  lines.push('', 'Or drop the files into Countersign.');
  if (signers.length > 0) {
    lines.push('', signers.length === 1 ? 'Signed with this key:' : 'Signed with these keys:');
    for (const { fingerprint, userId } of signers) {
      lines.push(`  ${groupsOfFour(fingerprint)}${userId === undefined ? '' : `  ${visibleText(userId)}`}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function manifestCommands(manifest: SignedFile, request: SignRequest): string[] {
  const check = `${request.options.manifest?.algorithm ?? 'sha256'}sum --check --ignore-missing`;
  const signature = signatureName(manifest);
  // The plain list beside a cleartext signature is covered by nothing: what gpg found good is what must be compared.
  if (signature !== undefined && manifestForm(request) === 'cleartext')
    return [`  gpg --decrypt ${signature} | ${check}`];
  return [...signatureCommand(manifest, false), `  ${check} ${quote(manifest.artifact.name)}`];
}

function signatureCommand(file: SignedFile, isCleartext: boolean): string[] {
  const signature = signatureName(file);
  if (signature === undefined) return [];
  return [isCleartext ? `  gpg --verify ${signature}` : `  gpg --verify ${signature} ${quote(file.artifact.name)}`];
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

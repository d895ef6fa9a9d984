import { basename } from 'node:path';
import type { Receipt, SignedFile, SignOptions } from '../../../shared/model/sign.ts';
import { groupsOfFour, visibleText } from '../../../shared/visible-text.ts';

/** What to tell the people who download: the commands that check the release, and whose key it is. Plain text, to be pasted. */
export function instructionsFor(
  files: readonly SignedFile[],
  signers: Receipt['signers'],
  options: SignOptions,
): string {
  const manifest = files.find((file) => file.outputs.some((output) => output.format === 'manifest'));
  const signed = files.find((file) => file !== manifest);
  const lines = ['How to check this download', ''];
  if (manifest !== undefined) {
    const list = manifest.artifact.name;
    lines.push(
      ...signatureCommand(manifest, options),
      `  ${options.manifest?.algorithm ?? 'sha256'}sum --check --ignore-missing ${quote(list)}`,
    );
  }
  if (signed !== undefined && options.signature !== 'none') lines.push(...signatureCommand(signed, options));
  lines.push('', 'Or drop the files into Countersign.');
  if (signers.length > 0) {
    lines.push('', signers.length === 1 ? 'Signed with this key:' : 'Signed with these keys:');
    for (const { fingerprint, userId } of signers) {
      lines.push(`  ${groupsOfFour(fingerprint)}${userId === undefined ? '' : `  ${visibleText(userId)}`}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function signatureCommand(file: SignedFile, options: SignOptions): string[] {
  const signature = file.outputs.find((output) => output.format === 'openpgp');
  if (signature === undefined) return [];
  const name = quote(basename(signature.path));
  return [
    options.signature === 'cleartext'
      ? `  gpg --verify ${name}`
      : `  gpg --verify ${name} ${quote(file.artifact.name)}`,
  ];
}

/** A file name as a POSIX shell reads it back. */
function quote(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) && !name.startsWith('-') ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

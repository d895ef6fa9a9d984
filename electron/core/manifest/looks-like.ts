import { isManifestName } from './algorithm-names.ts';

const BEGINNING = 16 * 1024;
const LINES = 20;
/** A digest and a name, of whatever length the digest is: a list with a digest cut short is a (bad) list, not something else. */
const UNTAGGED = /^[ \t]*\\?[0-9A-Fa-f]{16,}[ \t]+\S/;
const TAGGED = /^[ \t]*\\?[A-Z][A-Za-z0-9-]+ ?\(.*\)[ \t]*=[ \t]*[0-9A-Fa-f]*[ \t]*$/;

/**
 * Whether a file is meant as a manifest: by the lines that it begins with, or by a name that says nothing else (`SHA256SUMS`, `x.sha256`).
 * `bytes` may be the file's beginning (16 KiB are enough). Whether it is a good one, `parseManifest` says.
 */
export function looksLikeManifest(bytes: Uint8Array, name: string): boolean {
  if (isManifestName(name.split(/[/\\]/).at(-1) ?? '')) return true;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, BEGINNING)).toString('utf8');
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    // The last one may be cut off.
    .slice(0, bytes.length > BEGINNING ? -1 : undefined)
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .slice(0, LINES);
  const alike = lines.filter((line) => UNTAGGED.test(line) || TAGGED.test(line)).length;
  return lines.length > 0 && alike * 2 >= lines.length;
}

import { AppError } from '../../../shared/error.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';
import type { Manifest } from './model.ts';
import { safeName } from './safe-name.ts';

/** The tags that coreutils writes; others are read but not written. */
const TAGS: Partial<Record<DigestAlgorithm, string>> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha224: 'SHA224',
  sha256: 'SHA256',
  sha384: 'SHA384',
  sha512: 'SHA512',
  blake2b512: 'BLAKE2b',
};

/**
 * A manifest's text, byte for byte as `sha256sum` (`gnu`) and `sha256sum --tag` (`bsd`) of coreutils 9 write it, in the order of its lines.
 * Throws `malformed` for a name that no reader could take (absolute, leading out of the folder), `unsupported` for an algorithm without a tag.
 */
export function writeManifest(manifest: Manifest, style: 'gnu' | 'bsd'): string {
  return manifest.lines.map((line) => `${writeLine(line, style)}\n`).join('');
}

function writeLine(line: Manifest['lines'][number], style: 'gnu' | 'bsd'): string {
  if (safeName(line.name) !== line.name) throw new AppError('malformed', `a name that cannot be listed: ${line.name}`);
  const name = line.name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  const mark = name === line.name ? '' : '\\';
  if (style === 'gnu') return `${mark}${line.digest}  ${name}`;
  const tag = TAGS[line.algorithm];
  if (tag === undefined) throw new AppError('unsupported', `no tagged lines for ${line.algorithm}`);
  return `${mark}${tag} (${name}) = ${line.digest}`;
}

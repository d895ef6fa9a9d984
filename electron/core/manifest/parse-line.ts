import { algorithmOfTag } from './algorithm-names.ts';
import { DIGEST_LENGTHS } from './model.ts';
import type { DigestAlgorithm } from '../hash/reading.ts';

/** One line as it stands. `algorithm` only where the line itself names it; `name` absent where it holds a digest alone. */
export interface RawLine {
  style: 'gnu' | 'reversed' | 'tagged' | 'bare';
  digest: string;
  name?: string;
  algorithm?: DigestAlgorithm;
}

const TAGGED = /^([A-Za-z0-9-]+) ?\((.*)\)[ \t]*=[ \t]*([0-9A-Fa-f]+)$/s;
const UNTAGGED = /^([0-9A-Fa-f]+)[ \t](.*)$/s;
const BARE = /^[0-9A-Fa-f]+[ \t]{0,2}$/;
/** In characters: the longest path that Linux takes, every byte escaped, and a digest. */
const MAX_LINE = 10_000;

/**
 * Splits one line (without its end) as coreutils 9 does: GNU `HEX  NAME` and `HEX *NAME`, BSD `SHA256 (NAME) = HEX`, OpenSSL
 * `SHA2-256(NAME)= HEX`, the one-space lines of `md5 -r`, a leading backslash where the name is escaped. `reversed` says that an earlier line
 * had one space only: then all that follows is the name. Undefined where it is none of these.
 */
export function parseLine(text: string, reversed: boolean): RawLine | undefined {
  if (text.length > MAX_LINE) return undefined;
  const trimmed = text.replace(/^[ \t]+/, '');
  const escaped = trimmed.startsWith('\\');
  const line = escaped ? trimmed.slice(1) : trimmed;
  const tagged = TAGGED.exec(line);
  const algorithm = algorithmOfTag(tagged?.[1] ?? '');
  if (tagged !== null && algorithm !== undefined) return taggedLine(tagged, algorithm, escaped);
  if (BARE.test(line) && !escaped) return { style: 'bare', digest: line.trimEnd().toLowerCase() };
  const untagged = UNTAGGED.exec(line);
  if (untagged === null) return undefined;
  const [, digest = '', rest = ''] = untagged;
  const oneSpace = reversed || rest.length === 1 || !/^[ *]/.test(rest);
  const name = unescapeName(oneSpace ? rest : rest.slice(1), escaped);
  if (name === undefined) return undefined;
  return { style: oneSpace ? 'reversed' : 'gnu', digest: digest.toLowerCase(), name };
}

function taggedLine(match: RegExpExecArray, algorithm: DigestAlgorithm, escaped: boolean): RawLine | undefined {
  const [, , rawName = '', digest = ''] = match;
  const name = unescapeName(rawName, escaped);
  if (name === undefined || digest.length !== DIGEST_LENGTHS[algorithm]) return undefined;
  return { style: 'tagged', digest: digest.toLowerCase(), name, algorithm };
}

/** Takes back what coreutils escapes; undefined where a backslash stands before anything else. */
function unescapeName(name: string, escaped: boolean): string | undefined {
  if (!escaped) return name;
  if (/\\(?![nr\\])/.test(name.replaceAll('\\\\', ''))) return undefined;
  return name.replace(/\\([nr\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'));
}

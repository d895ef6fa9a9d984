import type { GitHeader } from './headers.ts';
import { readIdent, type GitIdent } from './ident.ts';
import type { GitObject } from './signed-object.ts';

/** An object's bytes as text: by the encoding that it names, else UTF-8, else byte for byte. For showing, never for checking. */
export function decodeText(bytes: Uint8Array, { headers }: Pick<GitObject, 'headers'>): string {
  return decodeBy(bytes, header(headers, 'encoding')?.value.toString('latin1'));
}

/** Bytes as text by the encoding that is named beside them, where one is. */
export function decodeBy(bytes: Uint8Array, named: string | undefined): string {
  for (const encoding of [...(named === undefined ? [] : [named.trim()]), 'utf-8']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Of another encoding than it says, or of one that is unknown.
    }
  }
  return Buffer.from(bytes).toString('latin1');
}

/** The first paragraph of a message in one line, as git shows it. */
export function subjectOf(message: string): string {
  const [first = ''] = message.replace(/^\s*\n/, '').split(/\n\s*\n/, 1);
  return first
    .trim()
    .split(/\s*\n\s*/)
    .join(' ');
}

/** Who made the object last, and when: a commit's committer, a tag's tagger. Absent in the oldest tags. */
export function madeBy(object: GitObject): GitIdent | undefined {
  return identOf(object, object.type === 'tag' ? 'tagger' : 'committer');
}

/** One of an object's people. */
export function identOf(object: GitObject, name: 'author' | 'committer' | 'tagger'): GitIdent | undefined {
  const found = header(object.headers, name);
  return found === undefined ? undefined : readIdent(decodeText(found.value, object));
}

function header(headers: readonly GitHeader[], name: string): GitHeader | undefined {
  return headers.find((one) => one.name === name);
}

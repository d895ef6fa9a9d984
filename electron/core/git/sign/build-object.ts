import type { GitCommit, GitTag } from '../signed-object.ts';
import type { ObjectFormat } from '../object-id.ts';

/** What is put into a tag. */
export interface TagParts {
  target: { id: string; type: string };
  name: string;
  /** The value of the `tagger` header. */
  tagger: string;
  /** As `tidyMessage` gives it. */
  message: string;
}

/** What a tag's signature is made over: all of it. */
export function tagPayload({ target, name, tagger, message }: TagParts): Buffer {
  return Buffer.from(`object ${target.id}\ntype ${target.type}\ntag ${name}\ntagger ${tagger}\n\n${message}`);
}

/** A tag with its signature, which stands behind everything else, whatever the repository names its objects by. */
export function signedTag(payload: Buffer, signature: string): Buffer {
  return Buffer.concat([payload, Buffer.from(signature)]);
}

/** An old tag's payload with another tagger line, where one is given; its message stays byte for byte. */
export function payloadOf(tag: GitTag, tagger: string): Buffer {
  const { target, name, message } = tag;
  const head = Buffer.from(`object ${target.id}\ntype ${target.type}\ntag ${name}\ntagger ${tagger}\n\n`);
  const ended = message.length === 0 || message.at(-1) === LF ? message : Buffer.concat([message, Buffer.of(LF)]);
  return Buffer.concat([head, ended]);
}

const LF = 0x0a;
const HEADER: Readonly<Record<ObjectFormat, string>> = { sha1: 'gpgsig', sha256: 'gpgsig-sha256' };

/**
 * What a commit's new signature is made over: the commit without any signature, its parents as `parentOf` names them now, and else byte for
 * byte what it was, but for the value of `committer` where one is given.
 */
export function commitPayload(
  commit: GitCommit,
  raw: Buffer,
  parentOf: (id: string) => string,
  committer?: string,
): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  let parents = 0;
  for (const { name, value, start, end } of commit.headers) {
    const isSignature = name.startsWith('gpgsig');
    const isParent = name === 'parent' && parents < commit.parents.length;
    const isCommitter = name === 'committer' && committer !== undefined;
    if (!isSignature && !isParent && !isCommitter) continue;
    parts.push(raw.subarray(at, start));
    if (isCommitter) parts.push(Buffer.from(`committer ${committer}\n`));
    if (isParent) {
      parents++;
      parts.push(Buffer.from(`parent ${parentOf(value.toString('latin1'))}\n`));
    }
    at = end;
  }
  return Buffer.concat([...parts, raw.subarray(at)]);
}

/** A commit with its signature, which is the last header, as git writes it. */
export function signedCommit(payload: Buffer, signature: string, format: ObjectFormat): Buffer {
  const lines = signature.trimEnd().split('\n');
  const header = Buffer.from(`${HEADER[format]} ${lines.join('\n ')}\n`);
  const headersEnd = payload.indexOf('\n\n');
  const split = headersEnd === -1 ? payload.length : headersEnd + 1;
  return Buffer.concat([payload.subarray(0, split), header, payload.subarray(split)]);
}

import { readHeaders, type GitHeader } from './headers.ts';
import { gitObjectId, ID_LENGTH, type ObjectFormat } from './object-id.ts';
import { nameOf } from './name-bytes.ts';
import { signatureFormAt, signatureStarts } from './signature-form.ts';
import type { GitCommit, GitSignature, GitTag, ReadGitObject } from './signed-object.ts';

/** The header that holds a commit's signature, for each way to name objects. */
const SIGNATURE_HEADER: Readonly<Record<ObjectFormat, string>> = { sha1: 'gpgsig', sha256: 'gpgsig-sha256' };

const SIGNATURE_HEADERS: readonly string[] = Object.values(SIGNATURE_HEADER);

/** Takes a raw tag apart. Its signature stands at its end, and covers what stands before it but for the headers of other signatures. */
export function readTag(raw: Uint8Array, format: ObjectFormat): ReadGitObject<GitTag> {
  const bytes = asBuffer(raw);
  const id = gitObjectId('tag', bytes, format);
  const read = readHeaders(bytes);
  if (read === undefined) return tooMany(id);
  const { headers, bodyAt } = read;
  const [object, type, tag] = headers;
  const target = { id: idIn(object, 'object', format), type: textOf(type, 'type') };
  const name = textOf(tag, 'tag');
  if (target.id === undefined || target.type === undefined || name === undefined)
    return { kind: 'malformed', id, reason: 'the tag does not begin with its object, type and name' };
  const starts = signatureStarts(bytes);
  const last = starts.at(-1);
  const others = headers.filter(isSignature);
  const faults = [
    ...faultsOf(bytes, headers, ['object', 'type', 'tag', 'tagger']),
    // Git leaves out one of them.
    ...(others.length > 1 ? ['the tag has more than one signature for other names'] : []),
    ...(starts.length > 1 ? ['the tag has more than one signature'] : []),
    ...(last !== undefined && last < bodyAt ? ['the signature stands among the headers'] : []),
  ];
  return {
    kind: 'object',
    object: {
      type: 'tag',
      format,
      id,
      headers,
      message: bytes.subarray(bodyAt, Math.max(bodyAt, last ?? bytes.length)),
      ...(last === undefined
        ? {}
        : { signature: signed(bytes.subarray(last), without(bytes.subarray(0, last), others)) }),
      hasOtherSignature: others.length > 0,
      faults,
      name,
      target: { id: target.id, type: target.type },
    },
  };
}

/** Takes a raw commit apart. Its signature is a header, and covers everything else but for the headers of other signatures. */
export function readCommit(raw: Uint8Array, format: ObjectFormat): ReadGitObject<GitCommit> {
  const bytes = asBuffer(raw);
  const id = gitObjectId('commit', bytes, format);
  const read = readHeaders(bytes);
  if (read === undefined) return tooMany(id);
  const { headers, bodyAt } = read;
  const tree = idIn(headers[0], 'tree', format);
  const parents: string[] = [];
  for (const header of headers.slice(1)) {
    const parent = idIn(header, 'parent', format);
    if (parent === undefined) break;
    parents.push(parent);
  }
  if (tree === undefined) return { kind: 'malformed', id, reason: 'the commit does not begin with its tree' };
  const signatures = headers.filter(isSignature);
  const own = signatures.filter(({ name }) => name === SIGNATURE_HEADER[format]);
  const [author, committer] = headers.slice(1 + parents.length);
  const faults = [
    ...faultsOf(bytes, headers, ['tree', 'author', 'committer', 'encoding', ...SIGNATURE_HEADERS]),
    ...(author?.name === 'author' && committer?.name === 'committer'
      ? []
      : ['the commit has its author and committer not where they belong']),
    ...(headers.filter(({ name }) => name === 'parent').length > parents.length ? ['a parent out of its place'] : []),
    ...(own.length > 1 ? ['the commit has more than one signature'] : []),
  ];
  return {
    kind: 'object',
    object: {
      type: 'commit',
      format,
      id,
      headers,
      message: bytes.subarray(bodyAt),
      // Git puts the lines of all its headers together.
      ...(own.length === 0
        ? {}
        : {
            signature: signed(
              Buffer.concat(own.flatMap(({ value }) => [value, Buffer.from('\n')])),
              without(bytes, signatures),
            ),
          }),
      hasOtherSignature: signatures.length > own.length,
      faults,
      tree,
      parents,
    },
  };
}

function tooMany(id: string): { kind: 'malformed'; id: string; reason: string } {
  return { kind: 'malformed', id, reason: 'it has more headers than anybody writes' };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function signed(bytes: Buffer, payload: Buffer): GitSignature {
  return { form: signatureFormAt(bytes, 0), bytes, payload };
}

/** Git leaves out of what is signed whatever header begins so. */
function isSignature({ name }: GitHeader): boolean {
  return name.startsWith('gpgsig');
}

function without(bytes: Buffer, headers: readonly GitHeader[]): Buffer {
  if (headers.length === 0) return bytes;
  const kept: Buffer[] = [];
  let at = 0;
  for (const { start, end } of headers) {
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

function faultsOf(bytes: Buffer, headers: readonly GitHeader[], once: readonly string[]): string[] {
  const names = headers.map(({ name }) => name);
  const twice = once.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  const unknown = headers.some(
    // Git does not agree with itself whether one that holds nothing is left out.
    ({ name, value }) => name.startsWith('gpgsig') && (!SIGNATURE_HEADERS.includes(name) || value.length === 0),
  );
  return [
    // Git shows an object up to a NUL: what stands behind it would be signed and never seen.
    ...(bytes.includes(0) ? ['the object holds a NUL'] : []),
    ...twice.map((name) => `the header ${name} stands there twice`),
    ...(unknown ? ['a header that is left out of what is signed'] : []),
    ...(headers[0]?.name.includes('\r') === true || names.includes('\r') ? ['line ends with CR'] : []),
  ];
}

function idIn(header: GitHeader | undefined, name: string, format: ObjectFormat): string | undefined {
  const text = textOf(header, name);
  return text?.length === ID_LENGTH[format] && /^[0-9a-f]+$/.test(text) ? text : undefined;
}

function textOf(header: GitHeader | undefined, name: string): string | undefined {
  if (header?.name !== name || header.value.length === 0 || header.value.includes(0x0a)) return undefined;
  return nameOf(header.value);
}

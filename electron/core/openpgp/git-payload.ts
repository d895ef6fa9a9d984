import { MalformedError } from './malformed.ts';

/** A signed git object taken apart: what is signed, and the signature as its armor stands there. */
export interface SignedPayload {
  payload: Uint8Array;
  signature: Uint8Array;
}

/** Why a git object cannot be judged by one OpenPGP signature. */
export type GitPayload = SignedPayload | { problem: 'unsigned' | 'malformed'; reason: string };

const ARMOR = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE)-----/;

/** A raw annotated tag: the signature is the armor at its end, the payload all before it (git's `parse_signature`). */
export function splitSignedTag(bytes: Uint8Array): GitPayload {
  return guarded(bytes, (text) => {
    const bodyAt = text.indexOf('\n\n');
    const starts = bodyAt === -1 ? [] : [...text.matchAll(/^-----BEGIN (PGP SIGNATURE|PGP MESSAGE)-----/gm)];
    const [only, ...others] = starts.map(({ index }) => index).filter((index) => index > bodyAt);
    if (only === undefined) return { problem: 'unsigned', reason: 'the tag has no OpenPGP signature' };
    if (others.length > 0) throw new MalformedError('the tag has two signatures');
    if (/^gpgsig/m.test(text.slice(0, bodyAt + 1))) throw new MalformedError('the tag has two signatures');
    return split(text.slice(0, only), text.slice(only));
  });
}

/** A raw commit: the signature is its `gpgsig` header, the payload all but that header. */
export function splitSignedCommit(bytes: Uint8Array): GitPayload {
  return guarded(bytes, (text) => {
    const bodyAt = text.indexOf('\n\n');
    if (bodyAt === -1) throw new MalformedError('the commit has no end of its headers');
    const kept: string[] = [];
    const signature: string[] = [];
    let inSignature = false;
    for (const line of text.slice(0, bodyAt).split('\n')) {
      if (line.startsWith('gpgsig ') || line.startsWith('gpgsig-sha256 ')) {
        if (signature.length > 0) throw new MalformedError('the commit has two signatures');
        inSignature = true;
        signature.push(line.slice(line.indexOf(' ') + 1));
      } else if (inSignature && line.startsWith(' ')) {
        signature.push(line.slice(1));
      } else {
        inSignature = false;
        kept.push(line);
      }
    }
    if (!ARMOR.test(signature[0] ?? '')) {
      return { problem: 'unsigned', reason: 'the commit has no OpenPGP signature' };
    }
    return split(`${kept.join('\n')}${text.slice(bodyAt)}`, `${signature.join('\n')}\n`);
  });
}

/** Git cuts some readings of an object at a NUL: what stands behind it would be signed and never shown. */
function guarded(bytes: Uint8Array, read: (text: string) => GitPayload): GitPayload {
  if (bytes.includes(0)) return { problem: 'malformed', reason: 'the object holds a NUL' };
  try {
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
  } catch (error) {
    if (error instanceof MalformedError) return { problem: 'malformed', reason: error.message };
    throw error;
  }
}

function split(payload: string, signature: string): SignedPayload {
  return {
    payload: new Uint8Array(Buffer.from(payload, 'latin1')),
    signature: new Uint8Array(Buffer.from(signature, 'latin1')),
  };
}

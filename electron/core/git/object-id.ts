import { createHash } from 'node:crypto';

/** The digest that a repository names its objects by. */
export type ObjectFormat = 'sha1' | 'sha256';

/** The kinds of objects that can be signed. */
export type SignedType = 'tag' | 'commit';

/** How many hexadecimal digits an object's name has. */
export const ID_LENGTH: Readonly<Record<ObjectFormat, number>> = { sha1: 40, sha256: 64 };

/** What git names an object with this content. */
export function gitObjectId(type: SignedType, bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The digest that an object's name was made with, by its length; undefined for what is no whole name. */
export function formatOfId(id: string): ObjectFormat | undefined {
  if (!/^[0-9a-f]+$/.test(id)) return undefined;
  return id.length === ID_LENGTH.sha1 ? 'sha1' : id.length === ID_LENGTH.sha256 ? 'sha256' : undefined;
}

import type { GitHeader } from './headers.ts';
import type { ObjectFormat, SignedType } from './object-id.ts';

/** The kinds of signatures that git makes, by the line that each begins with. */
export type SignatureForm = 'openpgp' | 'ssh' | 'x509';

/** A signature as it stands in an object, and what it covers. */
export interface GitSignature {
  /** Undefined: it begins with no line that git knows. */
  form: SignatureForm | undefined;
  /** Its bytes, the lines of a header without the space that continues them. */
  bytes: Buffer;
  /** All bytes that it was made over. */
  payload: Buffer;
}

/** A tag or commit taken apart, its bytes as they are: nothing was decoded, and nothing of it is proven. */
export interface GitObject {
  type: SignedType;
  format: ObjectFormat;
  /** Its name, computed from its bytes. */
  id: string;
  headers: readonly GitHeader[];
  /** Its message, of a tag without the signature at its end. */
  message: Buffer;
  /** The one signature that git would check. */
  signature?: GitSignature;
  /** A signature over the same object under the repository's other names, which nothing here covers. */
  hasOtherSignature: boolean;
  /**
   * What no sound tool writes, in technical English: the object can be read in two ways, so a signature that fits one of them
   * must not speak for it.
   */
  faults: readonly string[];
}

/** A tag: what it names itself, and what it points to. */
export interface GitTag extends GitObject {
  type: 'tag';
  /** The name that was signed. */
  name: string;
  target: { id: string; type: string };
}

/** A commit. */
export interface GitCommit extends GitObject {
  type: 'commit';
  tree: string;
  parents: readonly string[];
}

/** `malformed`: git itself would not take it for such an object. `reason` is technical English. */
export type ReadGitObject<T extends GitObject> =
  { kind: 'object'; object: T } | { kind: 'malformed'; id: string; reason: string };

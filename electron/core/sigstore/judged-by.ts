import type { PublicKeyMaterial } from './public-key.ts';
import type { TrustMaterial } from './trusted-root.ts';

/** The instance that is built in. A signer that another one vouches for carries its name. */
export const PUBLIC_GOOD = 'public-good';

/** An instance's trusted root. */
export interface Root {
  instance: string;
  material: TrustMaterial;
}

/** What Sigstore signatures are judged by. The first of `roots` that finds a signature good speaks for it. */
export interface SigstoreJudgedBy {
  roots: readonly Root[];
  keys: readonly PublicKeyMaterial[];
  /**
   * `keys` are those that the user named for this very check: a signature that names no key and fits none of them does not fit the bytes,
   * where it would else be one whose key is not here.
   */
  keysAreNamed?: boolean;
  now: Date;
}

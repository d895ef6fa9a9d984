import type { SigningConfig } from '@sigstore/protobuf-specs';
import type { TrustMaterial } from './trusted-root.ts';

/** A set of Sigstore services that is signed with, and what their answers are checked by. */
export interface SigningInstance {
  name: string;
  config: SigningConfig;
  trust: TrustMaterial;
  /** Whether anybody can read its logs. Only one that the user added as a private one is not public. */
  isPublic: boolean;
}

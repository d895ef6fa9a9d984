import { readFileSync } from 'node:fs';
import type { SigningConfig } from '@sigstore/protobuf-specs';
import { readSigningConfig } from '../../../electron/core/sigstore/signing-config.ts';
import { readTrustedRoot, type TrustMaterial } from '../../../electron/core/sigstore/trusted-root.ts';
import type { ConfigChoice, Lab } from '../../lab/lab.ts';

/** A lab's two files as the core reads them; another signing config where `choice` says so. */
export function labTrust(lab: Lab, choice?: ConfigChoice): { config: SigningConfig; trust: TrustMaterial } {
  const path = choice === undefined ? lab.files.signingConfig : lab.writeSigningConfig(choice);
  const root = readTrustedRoot(readFileSync(lab.files.trustedRoot));
  if (root.kind === 'refused') throw new Error(root.reason.detail);
  return { config: readSigningConfig(readFileSync(path)), trust: root.material };
}

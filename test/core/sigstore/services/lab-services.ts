import { readFileSync } from 'node:fs';
import { SigningConfig, TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial } from '@sigstore/verify';
import { openTransport, type Transport } from '../../../../electron/core/sigstore/services/transport.ts';
import type { WitnessServices } from '../../../../electron/core/sigstore/services/witness.ts';
import type { ConfigChoice, Lab } from '../../../lab/lab.ts';

/** A lab's services as the core is given them, impatient. */
export function labServices(lab: Lab, choice?: ConfigChoice): WitnessServices & { transport: Transport } {
  const path = choice === undefined ? lab.files.signingConfig : lab.writeSigningConfig(choice);
  return {
    config: SigningConfig.fromJSON(JSON.parse(readFileSync(path, 'utf8'))),
    trust: toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(readFileSync(lab.files.trustedRoot, 'utf8')))),
    transport: openTransport({ offline: () => false, backoffMs: 1, timeoutMs: 3_000, attempts: 2 }),
    clock: () => new Date(),
  };
}

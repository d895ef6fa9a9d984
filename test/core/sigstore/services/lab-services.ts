import { openTransport, type Transport } from '../../../../electron/core/sigstore/services/transport.ts';
import type { WitnessServices } from '../../../../electron/core/sigstore/services/witness.ts';
import type { ConfigChoice, Lab } from '../../../lab/lab.ts';
import { labTrust } from '../lab-trust.ts';

/** A lab's services as the core is given them, impatient. */
export function labServices(lab: Lab, choice?: ConfigChoice): WitnessServices & { transport: Transport } {
  const transport = openTransport({ offline: () => false, backoffMs: 1, timeoutMs: 3_000, attempts: 2 });
  return { ...labTrust(lab, choice), transport, clock: () => new Date() };
}

import {
  openTransport,
  type Transport,
  type TransportOptions,
} from '../../../../electron/core/sigstore/services/transport.ts';
import type { WitnessServices } from '../../../../electron/core/sigstore/services/witness.ts';
import type { ConfigChoice, Lab } from '../../../lab/lab.ts';
import { labTrust } from '../lab-trust.ts';

/**
 * A lab's services as the core is given them, with short pauses.
 * Who asks a service that stalls names a `timeoutMs`: a busy machine must not turn an answer that lies into a second question.
 */
export function labServices(
  lab: Lab,
  choice?: ConfigChoice,
  options?: Partial<TransportOptions>,
): WitnessServices & { transport: Transport } {
  const transport = openTransport({ offline: () => false, backoffMs: 1, attempts: 2, ...options });
  return { ...labTrust(lab, choice), transport, clock: () => new Date() };
}

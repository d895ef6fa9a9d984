import type { SigningConfig, TransparencyLogEntry } from '@sigstore/protobuf-specs';
import { AppError } from '../../../../shared/error.ts';
import type { Clock } from '../../util/clock.ts';
import type { TrustMaterial } from '../trusted-root.ts';
import { checkEntry } from './check-answer.ts';
import { askOperators, howMany, operatorsOf } from './choose.ts';
import { logToV1 } from './log-v1.ts';
import { logToV2 } from './log-v2.ts';
import type { SignedDigest } from './signed.ts';
import { askTimestamp } from './timestamp.ts';
import type { Transport } from './transport.ts';

/** Where witnesses are found, and by what their answers are checked. */
export interface WitnessServices {
  config: SigningConfig;
  trust: TrustMaterial;
  transport: Transport;
  clock: Clock;
}

/** Which witnesses are wanted. Nothing goes to a log that is not asked for. */
export interface WitnessWish {
  log: boolean;
  timestamp: boolean;
  signal?: AbortSignal | undefined;
}

/** What services say of a signature; every part was checked by the trusted root. */
export interface Witnessed {
  tlogEntries: TransparencyLogEntry[];
  /** Whole responses of timestamp authorities (RFC 3161, DER). */
  timestamps: Uint8Array[];
  /** Why there is no log entry although one was wanted; the timestamps stand, so it can be logged later. */
  notLogged?: AppError;
}

/** Whether a configuration asks for log entries and for timestamps: what is done where the user says nothing. */
export function wantedBy(config: SigningConfig, now: Date): { log: boolean; timestamp: boolean } {
  return {
    log: operatorsOf(config.rekorTlogUrls, LOG_VERSIONS, now).length > 0,
    timestamp: operatorsOf(config.tsaUrls, TIMESTAMP_VERSIONS, now).length > 0,
  };
}

/** The versions of a log that we speak. */
export const LOG_VERSIONS: readonly number[] = [2, 1];
const TIMESTAMP_VERSIONS = [1];

/**
 * Has a signature witnessed as the signing configuration says: timestamps first, since they prove when, then log entries, which stay public for
 * ever. What does not verify counts as no answer, and the next service of the list is asked.
 * A log that cannot be had is told in `notLogged`. Throws `service-absent`, `cancelled`, `offline`, and for timestamps `service-failed`,
 * `service-refused`, `service-answer`, `network-tls`, `too-large`.
 */
export async function witness(signed: SignedDigest, services: WitnessServices, wish: WitnessWish): Promise<Witnessed> {
  // Asked first, so that a configuration that cannot be met is told before anything is sent.
  const authorities = wish.timestamp ? chosen(services, 'timestamp') : undefined;
  const logs = wish.log ? chosen(services, 'log') : undefined;
  const { transport, trust } = services;
  const { signal } = wish;
  const timestamps =
    authorities === undefined
      ? []
      : await askOperators(authorities.operators, authorities.count, (service) =>
          askTimestamp(service, signed, { transport, trust, signal }),
        );
  const witnessed: Witnessed = { tlogEntries: [], timestamps: timestamps.map(({ response }) => response) };
  if (logs === undefined) return witnessed;
  try {
    witnessed.tlogEntries = await askOperators(logs.operators, logs.count, async (service) => {
      const entry =
        service.majorApiVersion === 2
          ? await logToV2(service, signed, { transport, trust, signal })
          : await logToV1(service, signed, transport, signal);
      checkEntry(entry, signed, trust);
      return entry;
    });
    return witnessed;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled' || error.code === 'offline') throw error;
    return { ...witnessed, notLogged: error };
  }
}

function chosen({ config, clock }: WitnessServices, kind: 'log' | 'timestamp') {
  const isLog = kind === 'log';
  const services = isLog ? config.rekorTlogUrls : config.tsaUrls;
  const operators = operatorsOf(services, isLog ? LOG_VERSIONS : TIMESTAMP_VERSIONS, clock());
  if (operators.length === 0) throw new AppError('service-absent', kind);
  return { operators, count: howMany(operators, isLog ? config.rekorTlogConfig : config.tsaConfig) };
}

import { seen } from '../../../shared/seen.ts';
import { nameIn } from './distinguished-name.ts';
import type { Inquiry, Unknown } from './inquiry.ts';
import { RFC3161Timestamp } from './library.ts';
import type { CertAuthority } from './library.ts';
import { isStampedBy, signersOf } from './stamp-signer.ts';

/** What the timestamps of one signature come to. */
export interface JudgedTimestamps {
  times: Date[];
  /** Set where there are timestamps, none of them by an authority that is known. */
  unknown?: Unknown;
}

/** Judges all timestamps over one signature by the authorities of one trusted root. What is wrong is said to the inquiry. */
export function judgeTimestamps(
  timestamps: readonly Buffer[],
  signature: Buffer,
  authorities: readonly CertAuthority[],
  inquiry: Inquiry,
): JudgedTimestamps {
  const judged: JudgedTimestamps = { times: [] };
  const before = new Set<string>();
  for (const der of timestamps) {
    const stamp = read(der);
    if (stamp === undefined) {
      inquiry.failed('timestamp', 'timestamp', seen('stampUnreadable'));
      continue;
    }
    const { time, issuer, serial } = stamp;
    const authority = nameIn(issuer);
    const raw = { genTime: time.toISOString(), serialNumber: serial.toString('hex'), authority };
    const id = der.toString('latin1');
    if (before.has(id)) {
      inquiry.notMade('timestamp', seen('stampTwice'), raw);
      continue;
    }
    before.add(id);
    const signers = signersOf(stamp.parsed, authorities);
    if (signers.length === 0) {
      inquiry.notMade('timestamp', seen('stampUnknown', { authority }), raw);
      judged.unknown ??= { service: 'timestamp-authority', name: authority };
    } else if (signers.some((signer) => isStampedBy(signer, stamp.parsed, signature))) {
      inquiry.passed('timestamp', seen('stampGood', { authority, stampedAt: time.toISOString() }), raw);
      judged.times.push(time);
    } else {
      inquiry.failed('timestamp', 'timestamp', seen('stampWrong', { authority }), raw);
    }
  }
  if (judged.times.length > 0) delete judged.unknown;
  return judged;
}

/** Whether one of the authorities is the one that a timestamp names. */
export function knowsStamp(der: Buffer, authorities: readonly CertAuthority[]): boolean {
  const stamp = read(der);
  return stamp !== undefined && signersOf(stamp.parsed, authorities).length > 0;
}

interface Stamp {
  parsed: RFC3161Timestamp;
  time: Date;
  issuer: Buffer;
  serial: Buffer;
}

function read(der: Buffer): Stamp | undefined {
  try {
    const parsed = RFC3161Timestamp.parse(Buffer.from(der));
    const { signingTime: time, signerIssuer: issuer, signerSerialNumber: serial } = parsed;
    return Number.isNaN(time.getTime()) ? undefined : { parsed, time, issuer, serial };
  } catch {
    return undefined;
  }
}

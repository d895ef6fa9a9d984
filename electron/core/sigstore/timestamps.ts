import { seen } from '../../../shared/seen.ts';
import { nameIn } from './distinguished-name.ts';
import type { Inquiry, Unknown } from './inquiry.ts';
import { RFC3161Timestamp, verifyRFC3161Timestamp } from './library.ts';
import type { CertAuthority } from './library.ts';

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
    if (!authorities.some((known) => isSignedBy(known, stamp))) {
      inquiry.notMade('timestamp', seen('stampUnknown', { authority }), raw);
      judged.unknown ??= { service: 'timestamp-authority', name: authority };
    } else if (isRight(stamp.parsed, signature, authorities)) {
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
  return stamp !== undefined && authorities.some((known) => isSignedBy(known, stamp));
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

function isSignedBy({ certChain: [leaf] }: CertAuthority, { issuer, serial }: Stamp): boolean {
  return leaf?.serialNumber.equals(serial) === true && leaf.issuer.equals(issuer);
}

function isRight(stamp: RFC3161Timestamp, signature: Buffer, authorities: readonly CertAuthority[]): boolean {
  try {
    verifyRFC3161Timestamp(stamp, signature, [...authorities]);
    return true;
  } catch {
    return false;
  }
}

import type { ErrorCode } from '../../../../shared/error.ts';
import { isErrorCode } from '../../../../shared/messages.ts';
import { isServiceAddress } from '../service-address.ts';
import { requireInstanceName } from './instance-name.ts';

/** What is kept of an instance: public facts only. Bytes are base64. */
export interface StoredInstance {
  name: string;
  /** RFC 3339, as all dates here. */
  addedAt: string;
  /** Absent: the root came in files, and stays. */
  repository?: string;
  /** The repository's metadata as they were last verified. */
  tuf?: StoredTuf;
  trustedRoot?: string;
  signingConfig?: string;
  refreshedAt?: string;
  /** The last attempt to refresh, whatever came of it. */
  triedAt?: string;
  /** Why the last attempt failed. */
  problem?: { code: ErrorCode; detail: string; at: string };
}

export interface StoredTuf {
  root: string;
  timestamp?: string;
  snapshot?: string;
  targets?: string;
}

const LONGEST_DETAIL = 1000;

/** What a file holds of an instance, field by field. Throws where one does not fit, and never anything but an `Error`. */
export function readStoredInstance(content: unknown): StoredInstance {
  const fields = asObject(content);
  const name = asText(fields['name']);
  requireInstanceName(name);
  const repository = optional(fields['repository'], asText);
  if (repository !== undefined && !isServiceAddress(repository)) throw new Error('its repository has no address');
  return defined({
    name,
    addedAt: asDate(fields['addedAt']),
    repository,
    tuf: optional(fields['tuf'], asTuf),
    trustedRoot: optional(fields['trustedRoot'], asBase64),
    signingConfig: optional(fields['signingConfig'], asBase64),
    refreshedAt: optional(fields['refreshedAt'], asDate),
    triedAt: optional(fields['triedAt'], asDate),
    problem: optional(fields['problem'], asProblem),
  });
}

function asTuf(value: unknown): StoredTuf {
  const { root, timestamp, snapshot, targets } = asObject(value);
  return defined({
    root: asBase64(root),
    timestamp: optional(timestamp, asBase64),
    snapshot: optional(snapshot, asBase64),
    targets: optional(targets, asBase64),
  });
}

function asProblem(value: unknown): NonNullable<StoredInstance['problem']> {
  const { code, detail, at } = asObject(value);
  const known = asText(code);
  if (!isErrorCode(known)) throw new Error('its problem is unknown');
  return { code: known, detail: asText(detail).slice(0, LONGEST_DETAIL), at: asDate(at) };
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an object was expected');
  return value as Record<string, unknown>;
}

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a text was expected');
  return value;
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

function asDate(value: unknown): string {
  const text = asText(value);
  if (!DATE.test(text) || Number.isNaN(Date.parse(text))) throw new Error('a date was expected');
  return text;
}

function asBase64(value: unknown): string {
  const text = asText(value);
  if (text === '' || Buffer.from(text, 'base64').toString('base64') !== text) throw new Error('base64 was expected');
  return text;
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the fields that are not there. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

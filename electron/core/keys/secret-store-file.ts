import { join } from 'node:path';
import { jsonFile, type JsonFile } from '../util/json-file.ts';
import type { ScryptParameters, Sealed } from './secret-store-crypto.ts';

/** How the wrapping key is kept. `probe` is sealed under it and tells whether a key is the right one. */
export type StoreLock =
  | { place: 'keychain'; account: string; probe: Sealed }
  | { place: 'passphrase'; scrypt: ScryptParameters; wrapped: Sealed; probe: Sealed };

/** The store as it lies in the home folder; null `lock`: not made yet. */
export interface StoreContent {
  lock: StoreLock | null;
  secrets: Record<string, Sealed>;
}

/** The store's document `secrets.json`. Everything in it that is secret is sealed. */
export function secretsFile(home: string): JsonFile<StoreContent> {
  return jsonFile<StoreContent>({
    path: join(home, 'secrets.json'),
    version: 1,
    empty: () => ({ lock: null, secrets: {} }),
    check: (content) => {
      const { lock, secrets } = record(content);
      return {
        lock: lock === null ? null : checkLock(record(lock)),
        secrets: Object.fromEntries(Object.entries(record(secrets)).map(([id, value]) => [id, sealed(value)])),
      };
    },
    largest: 64 * 1024 * 1024,
  });
}

function checkLock(lock: Record<string, unknown>): StoreLock {
  if (lock['place'] === 'keychain')
    return { place: 'keychain', account: text(lock['account']), probe: sealed(lock['probe']) };
  if (lock['place'] !== 'passphrase') throw new Error('neither keychain nor passphrase');
  const { n, r, p, salt } = record(lock['scrypt']);
  return {
    place: 'passphrase',
    scrypt: { n: number(n), r: number(r), p: number(p), salt: text(salt) },
    wrapped: sealed(lock['wrapped']),
    probe: sealed(lock['probe']),
  };
}

function sealed(value: unknown): Sealed {
  const { nonce, data } = record(value);
  return { nonce: text(nonce), data: text(data) };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a part is no object');
  return value as Record<string, unknown>;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a part is no text');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error('a part is no number');
  return value;
}

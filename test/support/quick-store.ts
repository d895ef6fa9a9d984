import { scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newScryptParameters, newWrappingKey, seal } from '../../electron/core/keys/secret-store-crypto.ts';

/** The smallest cost that a store may ask for: an eighth of what a new one does. */
const QUICK = 2 ** 14;

/**
 * Puts an empty store of secrets under this passphrase into a home that has none: one that opens quickly. A store that the app makes takes
 * a third of a second of computing on an idle machine, and the same for each process that opens it.
 */
export function furnishStore(home: string, passphrase: string): void {
  const path = join(home, 'secrets.json');
  if (existsSync(path)) return;
  const scrypt = { ...newScryptParameters(), n: QUICK };
  const salt = Buffer.from(scrypt.salt, 'base64');
  const outer = scryptSync(passphrase, salt, 32, { N: scrypt.n, r: scrypt.r, p: scrypt.p, maxmem: 2 ** 26 });
  const key = newWrappingKey();
  const lock = {
    place: 'passphrase',
    scrypt,
    wrapped: seal(outer, 'wrapping key', key),
    probe: seal(key, 'probe', Buffer.alloc(0)),
  };
  mkdirSync(home, { mode: 0o700, recursive: true });
  writeFileSync(path, JSON.stringify({ version: 1, content: { lock, secrets: {} } }), { mode: 0o600 });
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { StoredInstance } from '../../electron/core/sigstore/instances/stored-instance.ts';
import { REPOSITORIES } from '../../electron/core/sigstore/instances/shipped.ts';
import type { Lab } from '../lab/lab.ts';

/**
 * Puts a lab in the place of public-good in a home folder, as if its files had come by today's refresh: what is public for ever at
 * public-good is tried out on this machine, and no socket leaves it.
 */
export function labAsPublicGood(home: string, lab: Lab): void {
  const now = new Date().toISOString();
  const base64 = (path: string): string => readFileSync(path).toString('base64');
  const repository = REPOSITORIES['public-good'];
  const seeds = createRequire(import.meta.url)('@sigstore/tuf/seeds.json') as Record<string, { 'root.json': string }>;
  const stored: StoredInstance = {
    name: 'public-good',
    addedAt: now,
    repository,
    tuf: { root: seeds[repository]!['root.json'] },
    trustedRoot: base64(lab.files.trustedRoot),
    signingConfig: base64(lab.files.signingConfig),
    refreshedAt: now,
    // Nobody asks again today.
    triedAt: now,
  };
  mkdirSync(join(home, 'instances'), { recursive: true, mode: 0o700 });
  const text = JSON.stringify({ version: 1, content: stored });
  writeFileSync(join(home, 'instances', 'public-good.json'), text, { mode: 0o600 });
}

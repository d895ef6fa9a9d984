import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { REPOSITORIES } from '../../electron/core/sigstore/instances/shipped.ts';
import type { StoredInstance } from '../../electron/core/sigstore/instances/stored-instance.ts';
import { shippedTrustedRoot } from '../../electron/core/sigstore/shipped-root.ts';

const DAY_MS = 86_400_000;

/** Leaves in a home folder what an app leaves that got no new roots for long: no network, and a repository that nobody tends. */
export function leaveOldRoots(home: string): void {
  const at = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
  const seeds = createRequire(import.meta.url)('@sigstore/tuf/seeds.json') as Record<string, { 'root.json': string }>;
  const repository = REPOSITORIES['public-good'];
  const old = (name: string, days: number, problem: StoredInstance['problem']): StoredInstance => ({
    name,
    addedAt: at(days + 90),
    repository: name === 'public-good' ? repository : `https://tuf.${name}.example`,
    tuf: { root: seeds[repository]!['root.json'] },
    trustedRoot: Buffer.from(shippedTrustedRoot()).toString('base64'),
    refreshedAt: at(days),
    // Nobody asks again today.
    triedAt: at(0.1),
    ...(problem === undefined ? {} : { problem }),
  });
  const instances = [
    old('public-good', 214, { code: 'network', detail: 'getaddrinfo ENOTFOUND', at: at(0.1) }),
    old('sextant', 97, { code: 'root-outdated', detail: 'timestamp.json is expired', at: at(0.1) }),
  ];
  mkdirSync(join(home, 'instances'), { recursive: true, mode: 0o700 });
  for (const content of instances)
    writeFileSync(join(home, 'instances', `${content.name}.json`), JSON.stringify({ version: 1, content }), {
      mode: 0o600,
    });
}

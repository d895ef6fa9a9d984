import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab, type Lab } from '../lab/lab.ts';
import { trustConfigOf } from '../lab/trust-files.ts';
import { peers } from './peers.ts';
import type { Ground } from './servers.ts';

const ADA = 'ada@example.org';

/** The lab stands in for the real thing in every other test: it must be real enough for everybody's clients. */
describe.each([
  { log: 2, timestamp: true },
  { log: 1, timestamp: false },
] as const)('the lab with a log of version $log', (choice) => {
  let lab: Lab;
  let ground: Ground;
  beforeAll(async () => {
    lab = await startLab(choice);
    const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
    const trustConfig = join(lab.files.folder, 'trust_config.json');
    const { trustedRoot, signingConfig } = lab.files;
    writeFileSync(trustConfig, JSON.stringify(trustConfigOf(read(trustedRoot), read(signingConfig))));
    const offlineConfig = lab.writeSigningConfig({ log: 'none', timestamp: false });
    ground = { folder: lab.files.folder, files: { trustedRoot, signingConfig, trustConfig, offlineConfig } };
  });
  afterAll(() => lab.close());

  it.each(peers().filter((peer) => peer.signKeyless !== undefined))('serves $name', async (signer) => {
    const file = join(lab.files.folder, 'a.bin');
    const altered = join(lab.files.folder, 'b.bin');
    writeFileSync(file, randomBytes(500));
    writeFileSync(altered, randomBytes(500));
    const bundle = join(lab.files.folder, `${signer.name}.json`);
    const signed = await signer.signKeyless!(ground, file, bundle, lab.token({ email: ADA }));
    expect(signed, signed.stderr).toMatchObject({ status: 0 });
    for (const verifier of peers()) {
      const expected = { identity: ADA, issuer: lab.issuer };
      const good = await verifier.verifyKeyless!(ground, file, bundle, expected);
      expect(good, `${verifier.name}: ${good.stderr}`).toMatchObject({ status: 0 });
      expect((await verifier.verifyKeyless!(ground, altered, bundle, expected)).status).not.toBe(0);
    }
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigChoice, type Identity, startLab } from '../lab/lab.ts';
import { trustConfigOf } from '../lab/trust-files.ts';

/** Who may log in: people, people of another issuer, and builds. */
export type Issuers = 'people' | 'others' | 'builds';

/** A Sigstore that peers are pointed at: its files, and a folder for everything else. */
export interface Ground {
  folder: string;
  files: {
    trustedRoot: string;
    signingConfig: string;
    /** Both in one, as sigstore-python wants them. */
    trustConfig: string;
    /** A config without log and timestamps, for those who sign by key alone. */
    offlineConfig: string;
  };
  issuers: Record<Issuers, string>;
  /** A ready ID token, as a login would give it. */
  token(identity: Identity, issuer?: Issuers): string;
  close(): Promise<void>;
}

/** The lab as a ground; its builds are people. */
export async function labGround(choice: ConfigChoice): Promise<Ground> {
  const lab = await startLab(choice);
  const { folder, trustedRoot, signingConfig } = lab.files;
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const trustConfig = join(folder, 'trust_config.json');
  writeFileSync(trustConfig, JSON.stringify(trustConfigOf(read(trustedRoot), read(signingConfig))));
  const offlineConfig = lab.writeSigningConfig({ log: 'none', timestamp: false });
  return {
    folder,
    files: { trustedRoot, signingConfig, trustConfig, offlineConfig },
    issuers: { people: lab.issuer, others: 'https://accounts.example.org', builds: lab.issuer },
    token: (identity) => lab.token(identity),
    close: () => lab.close(),
  };
}

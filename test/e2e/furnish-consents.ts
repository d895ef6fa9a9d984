import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Remembered } from '../../shared/model/remembered.ts';

/** Writes into a fresh home what runs and logins of earlier days would have left: a consent of each kind, and two logins. */
export function furnishConsents(home: string): void {
  const at = '2026-11-02T10:15:00.000Z';
  const place = (name: string): string => {
    mkdirSync(join(home, 'work', name), { recursive: true });
    return realpathSync(join(home, 'work', name));
  };
  const remembered: Remembered = {
    consents: [
      {
        who: { identity: 'ada@lantern.example', issuer: 'https://github.com/login/oauth' },
        instance: 'public-good',
        place: { path: place('lantern'), kind: 'repository' },
        at,
      },
      {
        who: { fingerprint: '5F0C3D7E9A1B2C4D6E8F0A1B3C5D7E9F5F0C3D7E9A1B2C4D6E8F0A1B3C5D7E9F' },
        instance: 'public-good',
        place: { path: place('release'), kind: 'folder' },
        at,
      },
    ],
    neverPublic: [{ path: place('customer'), at }],
    logins: [
      {
        ...{ identity: 'ada@lantern.example', issuer: 'https://github.com/login/oauth' },
        ...{ instance: 'public-good', at: '2026-11-20T08:30:00.000Z', tokenUntil: null },
      },
      {
        ...{ identity: 'ada@compass.example', issuer: 'https://login.compass.example' },
        ...{ instance: 'compass', at: '2026-11-21T08:00:00.000Z', tokenUntil: '2026-11-21T20:00:00.000Z' },
      },
    ],
  };
  const { consents, neverPublic, logins } = remembered;
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(home, name), JSON.stringify({ version: 1, content }), { mode: 0o600 });
  write('consent.json', { consents, neverPublic });
  write('logins.json', logins);
}

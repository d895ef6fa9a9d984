import { describe, expect, it } from 'vitest';
import { matches } from '../../renderer/screens/activity/search.ts';
import type { ActivityEntry } from '../../shared/model/activity.ts';
import type { KeySummary } from '../../shared/model/key.ts';

const check = {
  id: '1',
  at: '2026-05-01T00:00:00Z',
  kind: 'check',
  result: {
    verdict: 'invalid',
    artifact: { name: 'Compass-7.1.dmg', path: '/home/ada/Downloads/Compass-7.1.dmg', digests: {} },
    publisher: 'Compass',
    signatures: [{ signer: { userId: 'Nova Lind <nova@compass.example>', fingerprint: 'AB12' } }],
  },
} as unknown as ActivityEntry;
const signed = {
  id: '2',
  at: '2026-05-01T00:00:00Z',
  kind: 'sign',
  receipt: {
    folder: '/releases/lantern',
    files: [{ artifact: { name: 'lantern.zip' }, outputs: [{ path: '/releases/lantern/lantern.zip.asc' }] }],
    signers: [{ fingerprint: 'CD34', userId: 'Ada' }],
  },
} as unknown as ActivityEntry;

const tag = {
  id: '3',
  at: '2026-05-01T00:00:00Z',
  kind: 'sign-git',
  receipt: {
    repository: '/code/compass',
    made: { type: 'tag', name: 'v7.3', object: 'ef56ab' },
    signer: { fingerprint: 'CD34', userId: 'Ada' },
  },
} as unknown as ActivityEntry;

describe('finding in Activity', () => {
  it('finds every word of the query in the names of an entry, whatever their case', () => {
    for (const query of ['', 'compass', '7.1 NOVA', 'downloads ab12']) expect(matches(check, 'all', query)).toBe(true);
    for (const query of ['lantern', 'releases', 'ada cd34', '.asc']) expect(matches(signed, 'all', query)).toBe(true);
  });

  it('finds what was signed in a repository, among what was signed', () => {
    for (const query of ['v7.3', 'compass ada', 'ef56', 'cd34']) expect(matches(tag, 'signed', query)).toBe(true);
    expect(matches(tag, 'all', 'lantern')).toBe(false);
    expect(matches(tag, 'verified', '')).toBe(false);
  });

  it('finds what was taken back by its repository and branch, among what was signed', () => {
    const undone = { repository: '/code/compass', ref: 'refs/heads/side', before: 'ab12', after: 'cd34' };
    const entry = { id: '4', at: '', kind: 'undo-git', undone } as unknown as ActivityEntry;
    for (const query of ['', 'compass', 'side ab12']) expect(matches(entry, 'signed', query)).toBe(true);
    for (const query of ['lantern', 'ef56']) expect(matches(entry, 'all', query)).toBe(false);
    expect(matches(entry, 'verified', '')).toBe(false);
  });

  it('finds a name however its accents were put together', () => {
    const lantern = {
      ...signed,
      receipt: { folder: '', files: [], signers: [{ fingerprint: '', userId: 'Zo\u0308e' }] },
    };
    expect(matches(lantern as unknown as ActivityEntry, 'all', 'ZÖE')).toBe(true);
    expect(matches(lantern as unknown as ActivityEntry, 'all', 'zoe')).toBe(false);
  });

  it('finds a Sigstore key by the name that it has today, and an OpenPGP key by the one that it signed with', () => {
    const keys = [{ type: 'cosign', fingerprint: 'CD34', userIds: ['Lantern 5'] }] as unknown as KeySummary[];
    expect(matches(signed, 'all', 'lantern 5 ada', keys)).toBe(false);
    expect(matches(signed, 'all', 'lantern 5 cd34', keys)).toBe(true);
    const unnamed = [{ ...keys[0]!, userIds: [] }];
    const openpgp = [{ ...keys[0]!, type: 'openpgp' as const }];
    for (const others of [unnamed, openpgp, null]) expect(matches(signed, 'all', 'ada cd34', others)).toBe(true);
  });

  it('does not find what one of the words is missing in', () => {
    expect(matches(check, 'all', 'compass petr')).toBe(false);
    expect(matches(signed, 'all', 'compass')).toBe(false);
  });

  it('keeps to the verdict, or to what was signed', () => {
    expect([matches(check, 'invalid', ''), matches(check, 'verified', ''), matches(check, 'signed', '')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([matches(signed, 'signed', ''), matches(signed, 'invalid', '')]).toEqual([true, false]);
  });
});

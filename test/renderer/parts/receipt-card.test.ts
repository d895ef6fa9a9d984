import { describe, expect, it } from 'vitest';
import { carried, restOf } from '../../../renderer/parts/receipt-card.tsx';
import type { Receipt } from '../../../shared/model/sign.ts';

const receipt = (failed: string[], left?: string[], list?: string): Receipt => ({
  signedAt: '2026-11-21T17:00:00Z',
  folder: '/r',
  files: [],
  failed: failed.map((path) => ({ path, code: 'not-text', detail: '' })),
  cancelled: false,
  ...(left === undefined ? {} : { left }),
  ...(list === undefined ? {} : { list }),
  signers: [],
  instructions: '',
});

describe('restOf', () => {
  it('tells the list from the files that are not done, whatever its name', () => {
    for (const list of ['/r/SHA256SUMS', '/r/checksums of my release'])
      for (const rest of [receipt(['/r/a'], ['/r/b', list], list), receipt([list, '/r/a'], ['/r/b'], list)])
        expect(restOf(rest)).toEqual({ files: ['/r/a', '/r/b'], list });
  });

  it('speaks of no list where it was written or not asked for', () => {
    expect(restOf(receipt(['/r/a'], [], '/r/SHA256SUMS'))).toEqual({ files: ['/r/a'] });
    expect(restOf(receipt(['/r/SHA256SUMS'], ['/r/b']))).toEqual({ files: ['/r/SHA256SUMS', '/r/b'] });
    expect(restOf(receipt([]))).toEqual({ files: [] });
    expect(restOf({ ...receipt([], [], '/r/SHA256SUMS'), pending: [{ path: '/r/SHA256SUMS', sha256: '00' }] })).toEqual(
      { files: [] },
    );
  });
});

describe('carried', () => {
  const made = (...outputs: Receipt['files'][number]['outputs']): Receipt => ({
    ...receipt([]),
    files: [{ artifact: { name: 'a', size: 1, digests: {} }, outputs, verified: true }],
  });
  const bundle = (logged: boolean, timestamped: boolean) =>
    ({ path: '/r/a.sigstore.json', format: 'sigstore', logged, timestamped }) as const;

  it('says once what the bundles of a run carry', () => {
    expect(carried(made(bundle(false, false), bundle(false, false)))).toEqual(['neither']);
    expect(carried(made(bundle(true, true)))).toEqual(['both']);
    expect(carried(made(bundle(true, false), bundle(false, true)))).toEqual(['log', 'timestamp']);
  });

  it('says nothing of other signatures', () => {
    expect(carried(made({ path: '/r/a.asc', format: 'openpgp' }, { path: '/r/a.sig', format: 'sigstore' }))).toEqual(
      [],
    );
  });
});

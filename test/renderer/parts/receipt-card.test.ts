import { describe, expect, it } from 'vitest';
import { restOf } from '../../../renderer/parts/receipt-card.tsx';
import type { Receipt } from '../../../shared/model/sign.ts';

const receipt = (failed: string[], left?: string[]): Receipt => ({
  signedAt: '2026-11-21T17:00:00Z',
  folder: '/r',
  files: [],
  failed: failed.map((path) => ({ path, code: 'not-text', detail: '' })),
  cancelled: false,
  ...(left === undefined ? {} : { left }),
  signers: [],
  instructions: '',
});

describe('restOf', () => {
  it('tells the list from the files that are not done', () => {
    expect(restOf(receipt(['/r/a'], ['/r/b', '/r/SHA256SUMS']))).toEqual({
      files: ['/r/a', '/r/b'],
      list: '/r/SHA256SUMS',
    });
    expect(restOf(receipt(['SHA512SUMS.txt']))).toEqual({ files: [], list: 'SHA512SUMS.txt' });
  });

  it('takes for a list neither what stands before other files nor a name that is none', () => {
    expect(restOf(receipt(['/r/SHA256SUMS'], ['/r/b']))).toEqual({ files: ['/r/SHA256SUMS', '/r/b'] });
    expect(restOf(receipt(['/r/sums-of-money.pdf']))).toEqual({ files: ['/r/sums-of-money.pdf'] });
    expect(restOf(receipt([]))).toEqual({ files: [] });
  });
});

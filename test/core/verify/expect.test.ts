import { describe, expect, it } from 'vitest';
import type { Memory } from '../../../electron/core/audit/activity-log.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { expectFor, expectForListed, prepareExpecting } from '../../../electron/core/verify/expect.ts';

const publisher = (name: string, fingerprint: string, ...stems: string[]): Publisher => ({
  name,
  own: false,
  since: '2026-01-01T00:00:00Z',
  pins: [{ fingerprint, confirmed: { how: 'pasted', at: '2026-01-01T00:00:00Z' } }],
  stems,
});
const NOTHING: Memory = { firstSeen: () => undefined, verifiedOf: () => [] };
const expecting = (...publishers: Publisher[]) => prepareExpecting({ publishers, memory: NOTHING, threshold: 1 });
const P = publisher('P', 'A'.repeat(40), 'bitcoin');
const Q = publisher('Q', 'B'.repeat(40), 'bitcoin', 'other');

describe('who is expected for a file’s name', () => {
  it.each([
    ['bitcoin-27.0.tar.gz', 'P'],
    ['BITCOIN_27.0.exe', 'P'],
    ['bitcoin-knots-27.tar.gz', undefined],
    ['bitcoin.tar.gz', undefined],
    ['SHA256SUMS', undefined],
    ['bitcoin-27.0.tar.gz.asc', undefined],
    ['bitcoin-27.0.sha256', undefined],
    ['setup-1.0.exe', undefined],
    ['bitсoin-27.0.tar.gz', undefined],
  ])('%s: %s', (name, who) => {
    expect(expectFor(name, [], expecting(P)).expected?.publisher).toBe(who);
  });

  it('two publishers with one stem: nobody', () => {
    expect(expectFor('bitcoin-27.0.tar.gz', [], expecting(P, Q)).expected).toBeUndefined();
    expect(expectForListed(['bitcoin'], [], expecting(P, Q))).toEqual([]);
  });

  it('for what a list names: each publisher once, and nobody where the user named one', () => {
    const listed = expectForListed(['bitcoin', 'bitcoin', 'unheard'], [], expecting(P));
    expect(listed.map((one) => one.expected?.publisher)).toEqual(['P']);
    expect(expectForListed(['bitcoin'], [], { ...expecting(P), named: Q })).toEqual([]);
  });

  it('keys named for the call replace the pins, for every name', () => {
    const call = { ...expecting(P), signers: [{ fingerprint: 'C'.repeat(40) }] };
    expect(expectFor('bitcoin-27.0.tar.gz', [], call).expected).toEqual({
      own: false,
      signers: [{ fingerprint: 'C'.repeat(40) }],
    });
  });
});

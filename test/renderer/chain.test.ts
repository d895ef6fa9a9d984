import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainOf } from '../../renderer/parts/verdict/chain.ts';
import { linkWord } from '../../renderer/parts/verdict/link-words.ts';
import { CASES, type CheckResult } from '../../shared/model/result.ts';
import { NOTES, RESULTS } from '../../shared/model/verdict.ts';
import { VERDICTS } from '../../shared/verdicts.ts';
import { result, signature } from './results.ts';

const states = (of: CheckResult): string[] => chainOf(of).map(({ kind, state }) => `${kind} ${state}`);
const manifest = { path: '/d/SHA256SUMS', listed: 2, matched: 1, missing: [], mismatched: [], unlisted: [] };

describe('chainOf', () => {
  it('holds from the file to the reason to expect its signer', () => {
    expect(states(result())).toEqual(['file holds', 'digest holds', 'signature holds', 'key holds', 'expected holds']);
  });

  it('goes through the list that the signature is over', () => {
    const listed = result({ case: 'verified-by-manifest', manifest, signatures: [signature({ over: 'manifest' })] });
    expect(states(listed)).toContain('manifest holds');
    expect(states(result({ manifest }))).not.toContain('manifest holds');
  });

  it('breaks at a line that does not match, and does not reach what comes after', () => {
    const changed = result({
      verdict: 'invalid',
      case: 'list-mismatch',
      manifest: { ...manifest, matched: 0, mismatched: ['x'] },
      signatures: [],
    });
    expect(states(changed)).toEqual([
      'file holds',
      'digest holds',
      'manifest broken',
      'signature after',
      'key after',
      'expected after',
    ]);
  });

  it('breaks at a signature that does not fit', () => {
    const bad = signature({ result: 'bad', verdict: 'invalid', expected: false });
    expect(states(result({ verdict: 'invalid', case: 'tampered', signatures: [bad] }))).toEqual([
      'file holds',
      'digest holds',
      'signature broken',
      'key after',
      'expected after',
    ]);
  });

  it('breaks at a key that was reported stolen, and at a signer who is not the expected one', () => {
    const stolen = signature({ verdict: 'invalid', notes: ['key-revoked'] });
    expect(states(result({ verdict: 'invalid', case: 'key-revoked', signatures: [stolen] })).slice(-2)).toEqual([
      'key broken',
      'expected after',
    ]);
    const other = signature({ verdict: 'invalid', expected: false, notes: ['signer-changed'] });
    expect(states(result({ verdict: 'invalid', case: 'signer-changed', signatures: [other] })).at(-1)).toBe(
      'expected broken',
    );
  });

  it('is open where something is missing', () => {
    const missing = signature({ result: 'no-key', verdict: 'incomplete', signer: { keyId: '8F90' }, expected: false });
    expect(states(result({ verdict: 'incomplete', case: 'key-missing', signatures: [missing] })).slice(-3)).toEqual([
      'signature open',
      'key after',
      'expected after',
    ]);
    expect(states(result({ verdict: 'incomplete', case: 'nothing-to-check', signatures: [] }))).toContain(
      'signature open',
    );
    const stranger = signature({ verdict: 'untrusted', expected: false });
    expect(states(result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] })).at(-1)).toBe(
      'expected open',
    );
  });

  it('says where it is weak, and goes on', () => {
    const old = signature({ verdict: 'untrusted', notes: ['key-expired-since'] });
    expect(states(result({ verdict: 'untrusted', case: 'expired-since', signatures: [old] })).slice(-2)).toEqual([
      'key weak',
      'expected holds',
    ]);
  });

  it('never holds to its end but for a verified result, and has words for every link', () => {
    const anyResult = fc.record({
      verdict: fc.constantFrom(...VERDICTS.filter((verdict) => verdict !== 'verified')),
      case: fc.constantFrom(...CASES),
      signatures: fc.array(
        fc
          .record({
            result: fc.constantFrom(...RESULTS),
            verdict: fc.constantFrom(...VERDICTS),
            expected: fc.boolean(),
            notes: fc.subarray([...NOTES]),
          })
          .map(signature),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(anyResult, (changed) => {
        const made = result(changed);
        const chain = chainOf(made);
        expect(chain.some(({ state }) => state !== 'holds')).toBe(true);
        for (const link of chain)
          if (link.kind !== 'file' && link.kind !== 'digest') expect(linkWord(link, made)).toBeTypeOf('string');
      }),
    );
  });
});

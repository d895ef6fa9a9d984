import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainOf } from '../../renderer/parts/verdict/chain.ts';
import { linkWord } from '../../renderer/parts/verdict/link-words.ts';
import { CASES, type CheckResult, type JudgedSignature } from '../../shared/model/result.ts';
import { NOTES, RESULTS } from '../../shared/model/verdict.ts';
import { VERDICTS } from '../../shared/verdicts.ts';
import { result, signature } from './results.ts';

const states = (of: CheckResult): string[] => chainOf(of).map(({ kind, state }) => `${kind} ${state}`);
const LOGIN = { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
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
            format: fc.constantFrom('openpgp' as const, 'sigstore' as const),
            expected: fc.boolean(),
            signer: fc.constantFrom(LOGIN, { fingerprint: 'AB' }, undefined),
            dateProvenBy: fc.constantFrom('log' as const, 'timestamp' as const, 'nothing' as const),
            notes: fc.subarray([...NOTES]),
          })
          .map(({ signer, ...changed }) => ({ ...signature(changed), ...(signer === undefined ? {} : { signer }) })),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(anyResult, (changed) => {
        const made = result(changed);
        const chain = chainOf(made);
        expect(chain.some(({ state }) => state !== 'holds')).toBe(true);
        for (const link of chain)
          if (!['file', 'digest', 'identity'].includes(link.kind)) expect(linkWord(link, made)).toBeTypeOf('string');
      }),
    );
  });
});

const keyless = (changed: Partial<JudgedSignature> = {}): JudgedSignature =>
  signature({ format: 'sigstore', signer: LOGIN, dateProvenBy: 'log', signedAt: '2026-05-03T00:00:00Z', ...changed });
const passed = (check: string): CheckResult['evidence'][number] => ({ check, outcome: 'passed', detail: '' });
const last = (of: Partial<CheckResult>): string[] => states(result(of)).slice(2);
const bad = (notes: JudgedSignature['notes'], changed: Partial<JudgedSignature> = {}): Partial<CheckResult> => ({
  verdict: 'invalid',
  case: 'tampered',
  signatures: [
    keyless({ result: 'bad', verdict: 'invalid', expected: false, dateProvenBy: 'nothing', notes, ...changed }),
  ],
  evidence: [passed('signature'), passed('certificate-chain')],
});

describe('chainOf a Sigstore signature', () => {
  it('goes by its certificate, whom that names and the log', () => {
    expect(last({ signatures: [keyless()] })).toEqual([
      'signature holds',
      'certificate holds',
      'identity holds',
      'log holds',
      'expected holds',
    ]);
    const stranger = keyless({ verdict: 'untrusted', expected: false });
    expect(last({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] }).slice(-2)).toEqual([
      'log holds',
      'expected open',
    ]);
  });

  it.each([
    ['subject-mismatch', 'signature broken'],
    ['malformed', 'signature broken'],
    ['chain', 'certificate broken'],
    ['sct', 'certificate broken'],
    ['log-proof', 'log broken'],
    ['log-promise', 'log broken'],
    ['checkpoint', 'log broken'],
    ['timestamp', 'log broken'],
    ['no-trusted-time', 'log broken'],
  ] as const)('breaks where %s is wrong', (note, where) => {
    expect(last(bad([note])).find((link) => !link.endsWith('holds'))).toBe(where);
  });

  it('breaks at a signature that does not fit, whatever else is wrong', () => {
    expect(last(bad([]))[0]).toBe('signature broken');
    const both = { ...bad(['log-proof']), evidence: [{ ...passed('signature'), outcome: 'failed' as const }] };
    expect(last(both)[0]).toBe('signature broken');
    expect(last({ ...bad(['sct', 'subject-mismatch']) })[0]).toBe('signature broken');
  });

  it('is open where nobody who is known vouches', () => {
    const nobody = bad(['unknown-instance'], { result: 'unsupported', verdict: 'incomplete' });
    const unnamed = { ...keyless(nobody.signatures?.[0]), signer: {} };
    const evidence = [passed('signature'), { ...passed('certificate-chain'), outcome: 'not-made' as const }];
    expect(
      last({ ...nobody, verdict: 'incomplete', case: 'unknown-instance', signatures: [unnamed], evidence }),
    ).toEqual(['signature holds', 'certificate open', 'identity after', 'log after', 'expected after']);
    expect(last({ ...nobody, verdict: 'incomplete', case: 'unknown-instance' })).toContain('log open');
  });

  it('by key has a log only where there is one', () => {
    const key = { signer: { fingerprint: 'AB' } };
    expect(last({ signatures: [keyless({ ...key, dateProvenBy: 'nothing', notes: ['not-logged'] })] })).toEqual([
      'signature holds',
      'key holds',
      'expected holds',
    ]);
    expect(last({ signatures: [keyless(key)] })).toContain('log holds');
    expect(last(bad(['log-proof'], key))).toContain('log broken');
  });
});

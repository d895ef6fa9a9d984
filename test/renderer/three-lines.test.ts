import { describe, expect, it } from 'vitest';
import { threeLines } from '../../renderer/parts/verdict/three-lines.ts';
import { result, signature } from './results.ts';

describe('threeLines', () => {
  it('is green in all lines for a verified file only', () => {
    const lines = threeLines(result());
    expect([lines.unchanged.tone, lines.signed.tone, lines.expected.tone]).toEqual([
      'verified',
      'verified',
      'verified',
    ]);
  });

  it('never marks a line green on a card that is not', () => {
    const stranger = signature({ expected: false, verdict: 'untrusted' });
    const cards = [
      result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] }),
      result({ verdict: 'untrusted', case: 'weak-method' }),
      result({ verdict: 'invalid', case: 'key-revoked', signatures: [signature({ notes: ['key-revoked'] })] }),
      result({ verdict: 'invalid', case: 'signer-changed', signatures: [stranger] }),
      result({ verdict: 'incomplete', case: 'threshold-not-met' }),
    ];
    for (const card of cards) {
      for (const line of Object.values(threeLines(card))) expect((line as { tone: string }).tone).not.toBe('verified');
    }
  });

  it('names a claim as a claim', () => {
    const stranger = signature({ expected: false, verdict: 'untrusted' });
    const lines = threeLines(result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual([
      'asSignedByWhoever',
      'claimed',
      'notSaid',
    ]);
  });

  it('does not comfort with unchanged bytes where the signer is wrong', () => {
    const stranger = signature({ expected: false, verdict: 'invalid', notes: ['signer-changed'] });
    const lines = threeLines(result({ verdict: 'invalid', case: 'signer-changed', signatures: [stranger] }));
    expect([lines.unchanged.answer, lines.signed.tone, lines.expected.answer]).toEqual([
      'asSignedUseless',
      'invalid',
      'somebodyElse',
    ]);
  });

  it('finds no comfort in an expected key that was reported stolen', () => {
    const stolen = signature({ verdict: 'invalid', notes: ['key-revoked'] });
    const lines = threeLines(result({ verdict: 'invalid', case: 'key-revoked', signatures: [stolen] }));
    expect([lines.signed.answer, lines.expected]).toEqual(['revoked', { answer: 'noDifference', tone: 'invalid' }]);
  });

  it('does not name an expected key by its end twice', () => {
    const signer = { fingerprint: 'A'.repeat(64) };
    expect(threeLines(result({ signatures: [signature({ signer })] })).signed).toEqual({
      answer: 'unnamed',
      tone: 'verified',
    });
  });

  it('is red in no line of a card that only lacks a proof', () => {
    const evidence = [{ check: 'signature', outcome: 'passed' as const, detail: 'fits' }];
    const bad = signature({ format: 'sigstore', result: 'bad', verdict: 'incomplete', notes: ['no-trusted-time'] });
    const grey = threeLines(result({ verdict: 'incomplete', case: 'log-not-asked', signatures: [bad], evidence }));
    expect([grey.unchanged.tone, grey.signed.tone, grey.expected.tone]).toEqual(['plain', 'incomplete', 'incomplete']);
    const red = threeLines(result({ verdict: 'invalid', case: 'no-proof-of-time', signatures: [bad], evidence }));
    expect([red.unchanged.answer, red.signed.tone, red.expected.tone]).toEqual([
      'asSignedUseless',
      'invalid',
      'invalid',
    ]);
  });

  it('says no where the bytes do not fit', () => {
    const bad = signature({ result: 'bad', verdict: 'invalid' });
    const lines = threeLines(result({ verdict: 'invalid', case: 'tampered', signatures: [bad] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual(['no', 'bad', 'notFitting']);
  });

  it('does not comfort with a list whose files were not looked at', () => {
    const alone = threeLines(result({ verdict: 'incomplete', case: 'list-none-here' }));
    expect([alone.unchanged, alone.expected]).toEqual([
      { answer: 'listOnly', tone: 'incomplete' },
      { answer: 'butList', tone: 'plain' },
    ]);
    const unsigned = threeLines(result({ verdict: 'incomplete', case: 'list-none-here', signatures: [] }));
    expect(unsigned.unchanged.answer).toBe('unknown');
    const some = threeLines(result({ verdict: 'incomplete', case: 'list-incomplete' }));
    expect([some.unchanged.answer, some.expected.answer]).toEqual(['listPartly', 'butMissing']);
  });

  it('has nobody to name without a signature', () => {
    const lines = threeLines(result({ verdict: 'incomplete', case: 'nothing-to-check', signatures: [] }));
    expect([lines.unchanged.answer, lines.signed.answer, lines.expected.answer]).toEqual([
      'unknown',
      'nobody',
      'unknown',
    ]);
  });

  it('says of a digest that was pasted that no file was looked at', () => {
    const hex = 'ab'.repeat(32);
    const artifact = { name: `sha256:${hex}`, digests: { sha256: hex } };
    expect(threeLines(result({ artifact })).unchanged).toEqual({ answer: 'digestSigned', tone: 'verified' });
    const stranger = signature({ expected: false, verdict: 'invalid', notes: ['signer-changed'] });
    const changed = threeLines(
      result({ artifact, verdict: 'invalid', case: 'signer-changed', signatures: [stranger] }),
    );
    expect(changed.unchanged.answer).toBe('asSignedUseless');
  });

  it('speaks of no signer where what should be a signature is none', () => {
    const page = signature({ result: 'bad', verdict: 'invalid', notes: ['malformed'] });
    delete page.signer;
    const lines = threeLines(
      result({ verdict: 'invalid', case: 'signature-is-web-page', signatures: [{ ...page, expected: false }] }),
    );
    expect([lines.signed.answer, lines.expected.answer]).toEqual(['badUnnamed', 'unknown']);
    const named = signature({ result: 'bad', verdict: 'invalid', notes: ['malformed'], expected: false });
    expect(threeLines(result({ verdict: 'invalid', case: 'tampered', signatures: [named] })).expected.answer).toBe(
      'notFitting',
    );
  });

  it('does not miss a key that is there, where a login was named for the check', () => {
    const keyed = signature({ result: 'no-key', verdict: 'incomplete', signer: { fingerprint: 'A'.repeat(64) } });
    const lines = threeLines(result({ verdict: 'incomplete', case: 'key-not-identity', signatures: [keyed] }));
    expect([lines.signed, lines.expected]).toEqual([
      { answer: 'unnamed', tone: 'incomplete' },
      { answer: 'notNamed', tone: 'incomplete' },
    ]);
  });
});

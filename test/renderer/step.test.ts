import { describe, expect, it } from 'vitest';
import { nowOf } from '../../renderer/parts/verdict/now.ts';
import { remarksOf } from '../../renderer/parts/verdict/remarks.ts';
import { adviceFor, deedOf } from '../../renderer/parts/verdict/step.ts';
import { CARD } from '../../shared/catalogue/en/card.ts';
import { VERDICT_SENTENCES } from '../../shared/catalogue/en/verdict.ts';
import { CASES, STEPS } from '../../shared/model/result.ts';
import { result, signature } from './results.ts';

describe('the next step', () => {
  it('has a deed for every step, and advice where the deed is not ours', () => {
    for (const step of STEPS)
      if (deedOf(step) === 'advice')
        expect(adviceFor(result({ step, case: 'dated-in-future' })).length).toBeGreaterThan(0);
  });

  it('is explained for every case that is not green', () => {
    for (const said of CASES) if (!said.startsWith('verified')) expect(VERDICT_SENTENCES[said].how, said).not.toBe('');
  });

  it('keeps evidence: nothing tells to delete, and every red file is to be kept or left alone', () => {
    for (const line of Object.values(CARD.advice)) expect(line).not.toMatch(/\b(delete|remove)\b/i);
  });
});

describe('nowOf', () => {
  it('is silent on a green card only', () => {
    expect(nowOf(result())).toBeUndefined();
    for (const said of CASES)
      for (const verdict of ['invalid', 'untrusted', 'incomplete'] as const)
        expect(nowOf(result({ verdict, case: said })), said).toBeDefined();
  });

  it('names the file where the sentence begins with another', () => {
    expect(nowOf(result({ verdict: 'invalid', case: 'signature-is-web-page' }))).toBe('waitName');
    expect(nowOf(result({ verdict: 'invalid', case: 'list-malformed' }))).toBe('neverName');
  });

  it('says never for what is wrong, and not yet for what is not known', () => {
    expect(nowOf(result({ verdict: 'invalid', case: 'signer-changed' }))).toBe('never');
    expect(nowOf(result({ verdict: 'untrusted', case: 'first-time' }))).toBe('wait');
    expect(nowOf(result({ verdict: 'incomplete', case: 'list-incomplete' }))).toBe('waitFiles');
    expect(nowOf(result({ verdict: 'incomplete', case: 'list-none-here' }))).toBe('waitFiles');
  });
});

describe('remarksOf', () => {
  it('leaves out what the sentence says', () => {
    const stranger = signature({ expected: false, verdict: 'untrusted', notes: ['signer-not-expected', 'weak-key'] });
    const card = result({ verdict: 'untrusted', case: 'first-time', signatures: [stranger] });
    expect(remarksOf(card)).toEqual(['weak-key']);
  });

  it('leaves out what the list of signatures says', () => {
    const notes = ['signer-not-expected'] as const;
    const card = result({
      case: 'verified-among-several',
      signatures: [signature(), signature({ expected: false, verdict: 'untrusted', notes: [...notes] })],
      notes: ['several-signatures', 'signer-not-expected', 'renamed'],
    });
    expect(remarksOf(card)).toEqual(['renamed']);
  });

  it('leaves out what stands unfolded on the card', () => {
    expect(remarksOf(result({ notes: ['key-not-refreshed', 'downgrade'] }))).toEqual([]);
  });
});

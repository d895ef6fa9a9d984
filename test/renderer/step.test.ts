import { describe, expect, it } from 'vitest';
import { caseWords, noteWords } from '../../renderer/parts/verdict/case-words.ts';
import { chainOf } from '../../renderer/parts/verdict/chain.ts';
import { nowOf } from '../../renderer/parts/verdict/now.ts';
import { remarksOf } from '../../renderer/parts/verdict/remarks.ts';
import { adviceFor, deedOf } from '../../renderer/parts/verdict/step.ts';
import { CARD } from '../../shared/catalogue/en/card.ts';
import { GIT_SENTENCES } from '../../shared/catalogue/en/git.ts';
import { REPOSITORIES } from '../../shared/catalogue/en/repositories.ts';
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

const git = { repository: '/src/x', type: 'tag', id: 'a'.repeat(40), letter: 'G' } as const;

describe('a tag or a commit', () => {
  it('has advice of its own for every step that lies outside of the window', () => {
    for (const step of STEPS)
      if (deedOf(step) === 'advice')
        for (const line of adviceFor(result({ step, git }))) expect(line).toMatch(/^adviceGit\./);
    expect(adviceFor(result({ step: 'tell-publisher', case: 'object-unsigned', git }))).toEqual(['adviceGit.askThem']);
  });

  it('is no file in any word of its card', () => {
    const words = Object.values(GIT_SENTENCES).flatMap((own) => Object.values(own));
    const { adviceGit, cardGit, compareGit, identityGit } = REPOSITORIES;
    for (const text of [
      ...words,
      ...[adviceGit, cardGit, compareGit, identityGit].flatMap((one) => Object.values(one)),
    ])
      expect(text).not.toMatch(/\bfiles?\b|\bdownload\b/);
    for (const said of OF_GIT) {
      for (const part of ['sentence', 'more', 'next', 'how'] as const) {
        const key = caseWords(result({ case: said, git }), part);
        const own: Partial<Record<string, Partial<Record<string, string>>>> = GIT_SENTENCES;
        const text = key.startsWith('git:') ? own[said]?.[part] : VERDICT_SENTENCES[said][part];
        expect(text, key).not.toMatch(/\b(file|download|release)\b|open \{\{name/i);
      }
    }
    expect(caseWords(result({ case: 'tampered' }), 'sentence')).toBe('verdict:tampered.sentence');
    expect(noteWords({ git }, 'renamed')).toBe('gitNote:renamed');
    expect(noteWords({}, 'renamed')).toBe('note:renamed');
  });

  it('has a chain of its own name, which breaks at a name that was not signed', () => {
    const artifact = { name: 'v1', digests: {} };
    expect(chainOf(result({ git, artifact })).every(({ state }) => state === 'holds')).toBe(true);
    const renamed = result({ git, artifact, verdict: 'invalid', case: 'tag-renamed' });
    expect(chainOf(renamed).map(({ state }) => state)).toEqual(['broken', 'after', 'after', 'after', 'after']);
    const check = { check: 'object', outcome: 'failed', detail: '' } as const;
    const misnamed = result({ git, artifact, verdict: 'invalid', case: 'signature-malformed', evidence: [check] });
    expect(chainOf(misnamed)[1]).toMatchObject({ kind: 'digest', state: 'broken' });
  });
});

/** The cases that checking a tag or a commit can come to. */
const OF_GIT = [
  'verified-expired-since',
  'verified-own-key',
  'verified-build',
  'first-time',
  'first-time-unnamed',
  'first-time-identity',
  'first-time-build',
  'proof-broken',
  'known-elsewhere',
  'expired-since',
  'key-retired',
  'text-mode',
  'no-proof-of-time',
  'not-in-log',
  'one-good-one-bad',
  'signer-not-named',
  'unknown-instance',
  'weak-method',
  'signer-changed',
  'signer-changed-identity',
  'tampered',
  'key-revoked',
  'key-missing',
  'key-not-allowed',
  'signature-malformed',
  'dated-in-future',
  'signature-expired',
  'unsupported-kind',
  'could-not-check',
  'tag-renamed',
  'tag-also-named',
  'object-unsigned',
  'object-log-not-asked',
] as const;

describe('nowOf', () => {
  it('is silent on a green card only', () => {
    expect(nowOf(result())).toBeUndefined();
    for (const said of CASES)
      for (const verdict of ['invalid', 'untrusted', 'incomplete'] as const)
        if (said === 'object-unsigned') expect(nowOf(result({ verdict, case: said }))).toBeUndefined();
        else expect(nowOf(result({ verdict, case: said })), said).toBeDefined();
  });

  it('speaks of using a tag or a commit, not of opening it', () => {
    expect(nowOf(result({ verdict: 'invalid', case: 'tag-renamed', git }))).toBe('nowGit.never');
    expect(nowOf(result({ verdict: 'untrusted', case: 'first-time', git }))).toBe('nowGit.wait');
  });

  it('names the file where the sentence begins with another', () => {
    expect(nowOf(result({ verdict: 'invalid', case: 'signature-is-web-page' }))).toBe('now.waitName');
    expect(nowOf(result({ verdict: 'invalid', case: 'list-malformed' }))).toBe('now.neverName');
  });

  it('says never for what is wrong, and not yet for what is not known', () => {
    expect(nowOf(result({ verdict: 'invalid', case: 'signer-changed' }))).toBe('now.never');
    expect(nowOf(result({ verdict: 'untrusted', case: 'first-time' }))).toBe('now.wait');
    expect(nowOf(result({ verdict: 'incomplete', case: 'list-incomplete' }))).toBe('now.waitFiles');
    expect(nowOf(result({ verdict: 'incomplete', case: 'list-none-here' }))).toBe('now.waitFiles');
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

import { describe, expect, it } from 'vitest';
import { emptyTally, endedWords, type Tally } from '../../electron/app/ended-words.ts';
import { EN } from '../../shared/catalogue/en/words.ts';
import type { GitReceipt } from '../../shared/model/git-receipt.ts';
import type { Receipt } from '../../shared/model/sign.ts';

const done = { job: 'j', kind: 'verify', outcome: 'done' } as const;
const tally = (counts: Partial<Tally['counts']>, name = 'a.tar'): Tally => ({
  counts: { ...emptyTally().counts, ...counts },
  name,
});
const title = (end: Parameters<typeof endedWords>[0], found = emptyTally()) =>
  endedWords(end, found, EN.shell, 'en')?.title;
const receipt = (files: number, failed: number) =>
  ({ files: Array.from({ length: files }), failed: Array.from({ length: failed }) }) as unknown as Receipt;

describe('endedWords', () => {
  it('says that a report is saved, or is not', () => {
    const end = { ...done, kind: 'report' } as const;
    expect(title(end)).toBe('The report is saved');
    expect(title({ ...end, outcome: 'failed' })).toBe('The report could not be saved');
    expect(title({ ...end, outcome: 'cancelled' })).toBeUndefined();
  });

  it('names the worst first', () => {
    expect(title(done, tally({ verified: 9, incomplete: 2, invalid: 1 }))).toBe(
      'Stop: 1 of 12 files must not be trusted',
    );
    expect(title(done, tally({ verified: 1, untrusted: 2 }))).toContain('2 of 3 files');
    expect(title(done, tally({ verified: 10_000 }))).toBe('All 10,000 files are verified');
  });

  it('calls a file alone by its name, with nothing in it that cannot be seen', () => {
    expect(title(done, tally({ verified: 1 }))).toBe('a.tar is verified');
    expect(title(done, tally({ invalid: 1 }, 'a\u202Egpj.exe'))).not.toContain('\u202E');
    expect(title(done, tally({ invalid: 1 }, '{{name}}'))).toBe('Do not trust {{name}}');
  });

  it('says what was signed, and what was not before that', () => {
    expect(title({ ...done, kind: 'sign', receipt: receipt(14, 0) })).toBe('14 files signed');
    expect(title({ ...done, kind: 'sign', receipt: receipt(13, 1) })).toBe('1 file could not be signed');
  });

  it('says that a tag or commits were signed, and no name of theirs', () => {
    const made = (what: object) => ({ made: what }) as unknown as GitReceipt;
    const tag = made({ type: 'tag', name: 'v1.0' });
    expect(title({ ...done, kind: 'sign', gitReceipt: tag })).toBe('A tag was signed');
    const commits = made({ type: 'commits', count: 3 });
    expect(title({ ...done, kind: 'sign', gitReceipt: commits })).toBe('3 commits signed');
  });

  it('says whether what waited for a log is logged', () => {
    expect(title({ ...done, kind: 'log' })).toBe('Everything is logged now');
    expect(title({ ...done, kind: 'log', outcome: 'failed' })).toBe('Not everything could be logged');
    expect(title({ ...done, kind: 'log', outcome: 'cancelled' })).toBeUndefined();
  });

  it('says that a job failed without its cause, which may name a path', () => {
    const end = { ...done, outcome: 'failed', error: { code: 'internal', detail: '/home/ada/secret' } } as const;
    expect(JSON.stringify(endedWords(end, emptyTally(), EN.shell, 'en'))).not.toContain('ada');
    expect(title(end)).toBe('The check could not go on');
  });

  it('says nothing of what the user stopped', () => {
    expect(endedWords({ ...done, outcome: 'cancelled' }, tally({ verified: 1 }), EN.shell, 'en')).toBeUndefined();
  });
});

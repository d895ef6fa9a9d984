import { afterEach, describe, expect, it } from 'vitest';
import { setLocale } from '../../renderer/parts/locale.ts';
import {
  formatBytes,
  formatDay,
  formatDuration,
  formatList,
  formatNumber,
  formatRate,
} from '../../renderer/parts/numbers.ts';

afterEach(() => setLocale('en'));

// Between number and unit stands a space that does not break.
const plain = (text: string): string => text.replace(/\u00a0|\u202f/g, ' ');

describe('numbers and dates', () => {
  it('are said in the language of the window', () => {
    setLocale('de-AT');
    expect(plain(formatNumber(10_000))).toMatch(/^10[. ]000$/);
    expect(plain(formatBytes(1_500_000))).toBe('1,5 MB');
    expect(plain(formatRate(310_000_000))).toBe('310 MB/s');
    expect(formatDay('2026-01-03T12:00:00Z')).toBe('3. Jänner 2026');
    setLocale('de');
    expect(formatDay('2026-01-03T12:00:00Z')).toBe('3. Januar 2026');
    setLocale('es');
    expect(formatDay('2026-05-03T12:00:00Z')).toBe('3 de mayo de 2026');
    expect(plain(formatDuration(61))).toBe('2 min');
  });

  it('are in English otherwise', () => {
    expect(formatDay('2026-05-03T12:00:00Z')).toBe('May 3, 2026');
    expect(formatRate(1_400_000)).toBe('1.4 MB/s');
    expect(formatDay('no date')).toBe('no date');
  });
});

describe('several names', () => {
  it('are joined as the reader’s language joins them', () => {
    expect(formatList(['Ada'], 'en')).toBe('Ada');
    expect(formatList(['Ada', 'Bob'], 'en')).toBe('Ada and Bob');
    expect(formatList(['Ada', 'Bob', 'Carol'], 'de')).toBe('Ada, Bob und Carol');
    expect(formatList([], 'en')).toBe('');
  });
});

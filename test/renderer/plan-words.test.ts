import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, lifeOf } from '../../renderer/parts/numbers.ts';
import { below } from '../../renderer/parts/paths.ts';
import { canInclude, isIncluded, touches } from '../../renderer/screens/sign/plan-words.ts';
import { readMinutes } from '../../renderer/screens/settings/settings-slice.ts';
import { pseudo } from '../../shared/catalogue/pseudo.ts';
import { WINDOW } from '../../shared/catalogue/en/window.ts';
import type { KeySummary } from '../../shared/model/key.ts';

const token = { id: 'k', secret: 'token' } as KeySummary;
const manifest = { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } as const;

describe('a plan in words', () => {
  it('counts one touch a signature on a token, none elsewhere', () => {
    expect(touches({ keys: ['k'], signature: 'armored', manifest }, [token], 13)).toBe(14);
    expect(touches({ keys: ['k'], signature: 'none', manifest }, [token], 13)).toBe(1);
    expect(touches({ keys: ['other'], signature: 'none', manifest }, [token], 13)).toBe(0);
  });

  it('follows the tick, else what the plan leaves out', () => {
    const hidden = { path: '/a/.x', relative: '.x', size: 1, leftOut: 'hidden' } as const;
    expect(isIncluded(hidden, {})).toBe(false);
    expect(isIncluded(hidden, { '.x': true })).toBe(true);
    expect(canInclude(hidden)).toBe(true);
    expect(canInclude({ ...hidden, leftOut: 'unreadable' })).toBe(false);
  });

  it('shortens paths below the folder', () => {
    expect(below('/a/b', '/a/b/c/d.asc')).toBe('c/d.asc');
    expect(below('/a/b', '/a/bc/d.asc')).toBe('/a/bc/d.asc');
  });
});

describe('numbers', () => {
  it('writes sizes and durations with units', () => {
    expect(formatBytes(0, 'en')).toBe('0 bytes');
    expect(formatBytes(148_333_221, 'en')).toBe('148 MB');
    expect(formatBytes(1_500, 'en')).toBe('1.5 kB');
    expect(formatDuration(0.2, 'en')).toBe('1 sec');
    expect(formatDuration(61, 'en')).toBe('2 min');
  });

  it('places today in a key’s life', () => {
    const day = 86_400_000;
    expect(lifeOf('2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z', Date.parse('2026-01-06T00:00:00Z'))).toEqual({
      share: 0.5,
      daysLeft: 5,
    });
    expect(
      lifeOf('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', Date.parse('2026-01-02T00:00:00Z') + day).daysLeft,
    ).toBe(-1);
  });

  it('reads minutes or says that they are none', () => {
    expect(readMinutes('0')).toBe(0);
    expect(readMinutes('1440')).toBe(1440);
    for (const wrong of ['', '1441', '-1', '1.5', 'x']) expect(readMinutes(wrong)).toBeNull();
  });
});

describe('pseudo', () => {
  it('changes every text and keeps its places', () => {
    const made = pseudo<Record<string, string>>({ a: 'Sign {{count}} files' });
    expect(made['a']).toContain('{{count}}');
    expect(made['a']).toMatch(/^\[Šíg/);
    expect(Object.keys(pseudo(WINDOW))).toEqual(Object.keys(WINDOW));
  });
});

import { describe, expect, it } from 'vitest';
import { formatBytes, formatDays, formatDuration, lifeOf } from '../../renderer/parts/numbers.ts';
import { below } from '../../renderer/parts/paths.ts';
import { nextRow } from '../../renderer/parts/long-list.tsx';
import { hidesCharacters } from '../../renderer/parts/hidden-characters.tsx';
import { standingOf } from '../../renderer/parts/life-bar.tsx';
import {
  canInclude,
  formatsOf,
  makesBundles,
  formFor,
  includedFiles,
  isIncluded,
  signedAlready,
  tickAll,
  ticked,
  tickKey,
  touches,
} from '../../renderer/screens/sign/plan-words.ts';
import { asksOf, signingKeys } from '../../renderer/parts/signers.ts';
import { Settings } from '../../shared/model/settings.ts';
import type { Receipt, SignPlan } from '../../shared/model/sign.ts';
import { addressOf } from '../../shared/visible-text.ts';
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

  it('knows which formats the keys make, and ticks one of Sigstore’s at a time', () => {
    expect(formatsOf(['A', 'gpg:B'])).toBe('openpgp');
    expect(formatsOf(['A', 'cosign:C'])).toBe('both');
    expect(formatsOf(['cosign:C'])).toBe('sigstore');
    expect(formatsOf(['ssh:S'])).toBe('ssh');
    expect([makesBundles(['A', 'ssh:S']), makesBundles(['A', 'cosign:C'])]).toEqual([false, true]);
    expect(formatsOf(['A', 'ssh-agent:S'])).toBe('several');
    expect(tickKey(['A', 'cosign:C'], 'cosign:D', true)).toEqual(['A', 'cosign:D']);
    expect(tickKey(['A', 'ssh:S', 'cosign:C'], 'ssh-agent:T', true)).toEqual(['A', 'cosign:C', 'ssh-agent:T']);
    expect(tickKey(['A', 'cosign:C'], 'B', true)).toEqual(['A', 'cosign:C', 'B']);
    expect(tickKey(['A', 'cosign:C'], 'cosign:C', false)).toEqual(['A']);
  });

  it('follows the tick, else what the plan leaves out', () => {
    const hidden = { path: '/a/.x', relative: '.x', size: 1, leftOut: 'hidden' } as const;
    expect(isIncluded(hidden, {})).toBe(false);
    expect(isIncluded(hidden, { '.x': true })).toBe(true);
    expect(canInclude(hidden)).toBe(true);
    expect(canInclude({ ...hidden, leftOut: 'unreadable' })).toBe(false);
  });

  const plan: SignPlan = {
    folder: '/r',
    bytes: 3,
    outputs: [],
    files: [
      { path: '/r/a', relative: 'a', size: 1 },
      { path: '/r/b', relative: 'b', size: 1 },
      { path: '/r/.x', relative: '.x', size: 1, leftOut: 'hidden' },
    ],
  };

  it('ticks all but what is left out, or none', () => {
    expect(ticked(plan, {})).toBe('all');
    expect(ticked(plan, { a: false })).toBe('some');
    expect(ticked(plan, tickAll(plan, false))).toBe('none');
    expect(includedFiles(plan, tickAll(plan, false))).toEqual([]);
    expect(includedFiles(plan, tickAll(plan, true))).toEqual(['a', 'b']);
    expect(includedFiles(plan, { '.x': true })).toEqual(['a', 'b', '.x']);
  });

  it('makes of a card the list alone, and else what the settings say', () => {
    const own = { id: 'o', secret: 'keychain' } as KeySummary;
    expect(formFor([own], null)).toEqual({ signature: 'armored', manifest });
    expect(formFor([own, token], null)).toEqual({ signature: 'none', manifest });
    const off = Settings.parse({ signature: 'binary', manifest: { ...manifest, name: 'SUMS', on: false } });
    expect(formFor([own], off)).toEqual({ signature: 'binary', manifest: null });
    // A card is never left with nothing to make.
    expect(formFor([token], off)).toEqual({ signature: 'none', manifest: { ...manifest, name: 'SUMS' } });
    expect(formFor([own], { ...off, signature: 'none' }).manifest).not.toBeNull();
  });

  it('says every question that may come', () => {
    const own = { secret: 'passphrase' } as KeySummary;
    const gpg = { secret: 'gnupg' } as KeySummary;
    const there = { path: '/r/a.asc', kind: 'signature', exists: true } as const;
    expect(asksOf([own], [], false)).toEqual(['nothing']);
    expect(asksOf([own], [], false, true)).toEqual(['publish']);
    expect(asksOf([own], [{ ...there, exists: false }], true)).toEqual(['unlock']);
    expect(asksOf([own, gpg, token], [there], true)).toEqual(['replace', 'unlock', 'passphrase', 'pinAndTouch']);
    expect(asksOf([{ secret: 'keychain' } as KeySummary], [], true)).toEqual(['nothing']);
  });

  it('finds what a stopped run signed', () => {
    const sha256 = '0'.repeat(64);
    const receipt = {
      files: [
        { artifact: { path: '/r/a', digests: { sha256 } } },
        { artifact: { path: '/elsewhere', digests: { sha256 } } },
      ],
    } as unknown as Receipt;
    expect(signedAlready(plan, receipt)).toEqual([{ relative: 'a', sha256 }]);
  });

  it('finds what only waits for its log, but for what was forgotten since', () => {
    const sha256 = '0'.repeat(64);
    const receipt = { files: [], pending: [{ path: '/r/a', sha256 }] } as unknown as Receipt;
    expect(signedAlready(plan, receipt)).toEqual([{ relative: 'a', sha256 }]);
    expect(signedAlready(plan, receipt, ['/r/b'])).toEqual([{ relative: 'a', sha256 }]);
    expect(signedAlready(plan, receipt, ['/r/a'])).toEqual([]);
    // Its OpenPGP signature is there, its bundle will never be: it is signed anew.
    const both = { ...receipt, files: [{ artifact: { path: '/r/a', digests: { sha256 } } }] } as unknown as Receipt;
    expect(signedAlready(plan, both, ['/r/a'])).toEqual([]);
  });

  it('offers only keys that can sign now', () => {
    const key = { canSign: true, secret: 'keychain', status: 'valid' } as KeySummary;
    const not: Partial<KeySummary>[] = [{ canSign: false }, { secret: 'none' }, { status: 'expired' }];
    expect(signingKeys([key, ...not.map((one) => ({ ...key, ...one }))])).toEqual([key]);
  });

  it('goes from row to row, and no further than the ends', () => {
    expect(nextRow('ArrowDown', 0, 3)).toBe(1);
    expect(nextRow('ArrowDown', 2, 3)).toBe(2);
    expect(nextRow('ArrowUp', 0, 3)).toBe(0);
    expect(nextRow('End', 0, 10_000)).toBe(9999);
    expect(nextRow('PageDown', 0, 3)).toBe(2);
    expect(nextRow('Tab', 0, 3)).toBeUndefined();
    expect(nextRow('toString', 0, 3)).toBeUndefined();
    expect(nextRow('End', 0, 0)).toBeUndefined();
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

  it('counts the days that are left as the calendar does, and says none for a key that ended today', () => {
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
    const left = (ends: string, now: string) => lifeOf(at(1, 0), ends, Date.parse(now)).daysLeft;
    expect(left(at(41, 9), at(21, 17))).toBe(20);
    expect(left(at(21, 18), at(21, 17))).toBe(0);
    expect(left(at(21, 16), at(21, 17))).toBe(-1);
    expect([20, 59, 60, 700, 730].map((days) => formatDays(days, 'en'))).toEqual([
      '20 days',
      '59 days',
      '1 month',
      '22 months',
      '2 years',
    ]);
  });

  it('tells how a key stands: revoked before expired, and warns thirty days ahead', () => {
    const now = Date.parse('2026-06-01T00:00:00Z');
    const key = { status: 'valid', createdAt: '2026-01-01T00:00:00Z', expiresAt: '2026-07-01T00:00:00Z' } as const;
    expect(standingOf(key, now)).toEqual({ standing: 'soon', daysLeft: 30 });
    expect(standingOf({ ...key, expiresAt: '2026-07-03T00:00:00Z' }, now).standing).toBe('valid');
    expect(standingOf({ ...key, expiresAt: null }, now).standing).toBe('valid');
    expect(standingOf({ ...key, expiresAt: '2026-05-01T00:00:00Z' }, now).standing).toBe('expired');
    expect(standingOf({ ...key, status: 'expired' }, now).standing).toBe('expired');
    expect(standingOf({ ...key, status: 'revoked', expiresAt: '2026-05-01T00:00:00Z' }, now).standing).toBe('revoked');
  });

  it('takes the address out of a user ID, and hidden characters for what they are', () => {
    expect(addressOf('Ada <ada@example.org>')).toBe('ada@example.org');
    expect(addressOf('Ada')).toBeUndefined();
    expect(addressOf('<ada@example.org>')).toBeUndefined();
    expect(hidesCharacters('Ada\u202Eeroom')).toBe(true);
    expect(hidesCharacters('آدا موراو')).toBe(false);
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

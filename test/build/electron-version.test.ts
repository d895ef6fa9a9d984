import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const locked = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, { version?: string }>;
};

/** Electron's own rule: a new major every eight weeks, the latest three supported. Major 45 came out on 2026-10-20. */
function oldestSupported(at: Date): number {
  const weeks = (at.getTime() - Date.UTC(2026, 9, 20)) / (7 * 24 * 60 * 60 * 1000);
  return 45 + Math.floor(weeks / 8) - 2;
}

describe('the locked Electron', () => {
  it('is a major that its project supports today', () => {
    const version = locked.packages['node_modules/electron']?.version ?? '';
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(oldestSupported(new Date()));
  });

  it('would not be supported three majors later', () => {
    expect(oldestSupported(new Date('2027-05-01'))).toBeGreaterThan(45);
  });
});

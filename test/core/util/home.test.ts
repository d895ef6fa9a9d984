import { chmodSync, mkdtempSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureHome, homePath } from '../../../electron/core/util/home.ts';

const source = { env: {}, userHome: '/u', platform: 'linux' as const };

describe('homePath', () => {
  it('takes the flag before the environment, and the environment before the platform', () => {
    const env = { COUNTERSIGN_HOME: '/env', XDG_DATA_HOME: '/xdg' };
    expect(homePath({ ...source, env, flag: 'x' })).toBe(resolve('x'));
    expect(homePath({ ...source, env })).toBe('/env');
    expect(homePath({ ...source, env: { XDG_DATA_HOME: '/xdg' } })).toBe('/xdg/countersign');
    expect(homePath(source)).toBe('/u/.local/share/countersign');
  });

  it('ignores empty values and a relative XDG_DATA_HOME', () => {
    const env = { COUNTERSIGN_HOME: '', XDG_DATA_HOME: 'rel' };
    expect(homePath({ ...source, flag: '', env })).toBe('/u/.local/share/countersign');
  });

  it("knows the other platforms' places", () => {
    expect(homePath({ ...source, platform: 'darwin' })).toBe('/u/Library/Application Support/Countersign');
    expect(homePath({ ...source, platform: 'win32', env: { APPDATA: '/roaming' } })).toBe('/roaming/Countersign');
  });
});

describe('ensureHome', () => {
  it('makes a folder that only its owner can enter', async () => {
    const home = join(mkdtempSync(join(tmpdir(), 'cs-home-')), 'a', 'b');
    await ensureHome(home);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    await ensureHome(home);
  });

  it('sweeps what killed processes left, and nothing else', async () => {
    const home = mkdtempSync(join(tmpdir(), 'cs-home-'));
    const [stale, fresh, other] = [
      '.countersign-0123456789abcdef.tmp',
      '.countersign-fedcba9876543210.tmp',
      'keys.tmp',
    ];
    for (const name of [stale, fresh, other]) writeFileSync(join(home, name), '');
    for (const name of [stale, other]) utimesSync(join(home, name), 1, 1);
    const now = statSync(join(home, fresh)).mtime;
    await ensureHome(home);
    expect(readdirSync(home)).toHaveLength(3);
    await ensureHome(home, now);
    expect(readdirSync(home).sort()).toEqual([fresh, other].sort());
  });

  it.skipIf(process.getuid?.() === 0)('says what keeps it from being made', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'cs-home-'));
    chmodSync(parent, 0o500);
    await expect(ensureHome(join(parent, 'x'))).rejects.toMatchObject({ code: 'unreadable' });
  });
});

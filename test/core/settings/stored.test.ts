import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteStored, listStored } from '../../../electron/core/settings/stored.ts';

const KEY = 'A'.repeat(40);
const OURS = [
  'secrets.json',
  'publishers.json',
  'settings.json',
  'activity.jsonl',
  'activity.1.jsonl',
  'checks.jsonl',
  'gnupg-certificates.cache',
  'instances/public-good.json',
  `certificates/${KEY}.pgp`,
  `certificates/${KEY}.json`,
  `revocations/${KEY}.asc`,
  `cosign-keys/${'B'.repeat(64)}.json`,
  `ssh-keys/${'C'.repeat(64)}.json`,
  'git-setup.json',
  'git/countersign-git',
  'git/allowed-signers',
];
const OTHERS = [
  'secrets.json.damaged-1',
  'publishers.json.damaged-2',
  'notes.txt',
  'secrets.json.bak',
  `certificates/${KEY}.pgp.damaged-1`,
  'certificates/mine.pgp',
  'instances/acme.json.damaged-1',
  `revocations/${KEY}.pgp`,
  `cosign-keys/${KEY}.json`,
  `cosign-keys/${'B'.repeat(64)}.json.damaged-1`,
  `ssh-keys/${KEY}.json`,
  'ssh-keys/id_ed25519',
  'git/config',
];

let home: string;
const at = (name: string): string => join(home, name);
const write = (names: readonly string[]) => names.forEach((name) => writeFileSync(at(name), 'five!'));

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-stored-'));
  for (const folder of ['certificates', 'revocations', 'cosign-keys', 'ssh-keys', 'git', 'instances', 'window'])
    mkdirSync(at(folder));
  writeFileSync(at('window/window.json'), '{}');
});

describe('what is stored', () => {
  it('is every file of the app’s own by what it holds, and the names of all others', async () => {
    write([...OURS, ...OTHERS, 'secrets.json.lock', '.countersign-0123456789abcdef.tmp']);
    const { files, others } = await listStored(home);
    expect(files.map(({ name }) => name).sort()).toEqual([...OURS].sort());
    expect(files.find(({ name }) => name === 'secrets.json')).toEqual({
      kind: 'keys',
      name: 'secrets.json',
      path: at('secrets.json'),
      size: 5,
    });
    expect(others.sort()).toEqual([...OTHERS].sort());
  });

  it('is nothing where there is no home folder', async () => {
    expect(await listStored(at('nowhere'))).toEqual({ files: [], others: [] });
  });
});

describe('forgetting it', () => {
  it('deletes what is the app’s own and leaves everything else', async () => {
    write([...OURS, ...OTHERS]);
    expect(await deleteStored(home)).toEqual([]);
    expect(OURS.filter((name) => existsSync(at(name)))).toEqual([]);
    expect(OTHERS.filter((name) => !existsSync(at(name)))).toEqual([]);
    expect(existsSync(at('window/window.json'))).toBe(true);
    expect(await listStored(home)).toEqual({ files: [], others: expect.any(Array) as string[] });
  });

  it('removes the folders that are empty then, and no others', async () => {
    write([`certificates/${KEY}.pgp`, `revocations/${KEY}.asc`, 'revocations/mine.txt']);
    await deleteStored(home);
    expect([existsSync(at('certificates')), existsSync(at('revocations'))]).toEqual([false, true]);
  });

  it('deletes a link, not what it leads to', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'cs-outside-'));
    const names = ['precious.json', `${KEY}.pgp`];
    for (const name of names) writeFileSync(join(outside, name), 'mine');
    symlinkSync(join(outside, 'precious.json'), at('settings.json'));
    const linked = join(home, 'linked');
    mkdirSync(linked);
    symlinkSync(outside, join(linked, 'certificates'));
    await deleteStored(home);
    await deleteStored(linked);
    expect(existsSync(at('settings.json'))).toBe(false);
    for (const name of names) expect(readFileSync(join(outside, name), 'utf8')).toBe('mine');
  });

  it('says what could not be deleted, and deletes the rest', async () => {
    write(['settings.json', 'publishers.json']);
    mkdirSync(at('activity.jsonl'));
    expect(await deleteStored(home)).toEqual([]);
    expect([existsSync(at('activity.jsonl')), existsSync(at('settings.json'))]).toEqual([true, false]);
    expect((await listStored(home)).others).toEqual(['activity.jsonl']);
  });
});

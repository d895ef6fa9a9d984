import fc from 'fast-check';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/core/settings/settings-store.ts';
import { Settings } from '../../../shared/model/settings.ts';

let home: string;
const path = (): string => join(home, 'settings.json');
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-set-'));
});

describe('openSettings', () => {
  it("gives the schema's defaults where nothing was chosen", async () => {
    expect(await openSettings(home).get()).toEqual(Settings.parse({}));
  });

  it('keeps what was chosen, for its owner only', async () => {
    const chosen: Settings = {
      theme: 'dark',
      language: 'pseudo',
      offline: true,
      lockAfterMinutes: 0,
      gnupgPrompts: 'pinentry',
      signature: 'binary',
      manifest: { on: false, name: 'checksums.txt', algorithm: 'sha512', style: 'bsd' },
      notifications: false,
      loginWay: 'device',
    };
    expect(await openSettings(home).set(chosen)).toEqual(chosen);
    expect(await openSettings(home).get()).toEqual(chosen);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('allows exactly what the schema allows, whatever the file holds', async () => {
    const field = fc.oneof(
      fc.constantFrom(
        'system',
        'light',
        'dark',
        'en',
        'pseudo',
        'app',
        'pinentry',
        'github',
        'device',
        true,
        false,
        0,
        1440,
        1441,
        -1,
        1.5,
      ),
      fc.jsonValue(),
      fc.record(
        {
          on: fc.constantFrom(true, false, 1),
          name: fc.constantFrom(
            'SHA256SUMS',
            'a b.txt',
            '',
            '.',
            '..',
            '../up',
            'a/b',
            'a\\b',
            'C:x',
            'x\0',
            'x'.repeat(256),
          ),
          algorithm: fc.constantFrom('sha256', 'sha512', 'md5'),
          style: fc.constantFrom('gnu', 'bsd', 'other'),
          more: fc.constant(1),
        },
        { requiredKeys: ['on', 'name', 'algorithm'] },
      ),
    );
    const names = Object.keys(Settings.shape) as (keyof Settings)[];
    const content = fc.record(Object.fromEntries(names.map((name) => [name, field])), { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(content, async (values: Record<string, unknown>) => {
        const text = JSON.stringify({ version: 1, content: values });
        writeFileSync(path(), text);
        const read = await openSettings(home).get();
        // As the file has it, where -0 is 0.
        const { content: written } = JSON.parse(text) as { content: typeof values };
        for (const name of names) {
          const one = Settings.safeParse({ [name]: written[name] });
          expect(read[name]).toEqual(one.success ? one.data[name] : Settings.parse({})[name]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('opens over a damaged file, and keeps it aside when something is chosen', async () => {
    writeFileSync(path(), 'torn');
    expect(await openSettings(home).get()).toEqual(Settings.parse({}));
    await openSettings(home).set(Settings.parse({ theme: 'dark' }));
    expect((await openSettings(home).get()).theme).toBe('dark');
    expect(readFileSync(`${path()}.damaged-1`, 'utf8')).toBe('torn');
  });

  it("reads over a newer version's file, but does not overwrite it", async () => {
    writeFileSync(path(), '{"version":2,"content":{}}');
    expect(await openSettings(home).get()).toEqual(Settings.parse({}));
    await expect(openSettings(home).set(Settings.parse({}))).rejects.toMatchObject({ code: 'store-newer' });
  });

  it('reads a list that is wanted, and one with a name that leads elsewhere as the first one', async () => {
    const list = { on: false, name: 'sums.txt', algorithm: 'sha512', style: 'bsd' };
    const read = async (manifest: unknown) => {
      writeFileSync(path(), JSON.stringify({ version: 1, content: { manifest } }));
      return (await openSettings(home).get()).manifest;
    };
    expect(await read({ ...list, more: 1 })).toEqual(list);
    expect(await read({ ...list, name: '../sums.txt' })).toEqual(Settings.parse({}).manifest);
  });

  it('refuses values outside the schema', async () => {
    const wrong = { ...Settings.parse({}), lockAfterMinutes: -1 };
    await expect(openSettings(home).set(wrong)).rejects.toMatchObject({ code: 'bad-call' });
  });
});

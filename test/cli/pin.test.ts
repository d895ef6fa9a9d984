import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;
let theirs: string;

beforeEach(() => {
  cli = openCommandLine();
  theirs = cli.gpgKey('Eve <eve@example.org>');
  cli.gpg('--armor', '--output', 'eve.asc', '--export', theirs);
});
afterEach(() => cli.close());

const grouped = (fingerprint: string): string => fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
const list = async (...flags: string[]) => (await cli.run(['pin', 'list', '--json', ...flags])).json();

describe('pins', () => {
  it('are added with the fingerprint from the project, listed and removed', async () => {
    const { status, json } = await cli.run([
      ...['pin', 'add', 'Evening News', '--fingerprint', grouped(theirs), '--key', 'eve.asc', '--json'],
    ]);
    expect(status).toBe(0);
    expect(json()).toEqual([
      {
        name: 'Evening News',
        own: false,
        since: expect.any(String) as unknown,
        pins: [
          {
            fingerprint: theirs,
            label: 'Eve <eve@example.org>',
            confirmed: { how: 'command-line', at: expect.any(String) as unknown },
          },
        ],
        stems: [],
      },
    ]);
    expect(await list()).toEqual(json());
    expect((await cli.run(['pin', 'list'])).stdout).toContain(grouped(theirs));
    // The key is kept too, so that a release can be checked with nothing beside it.
    cli.write('paper-1.zip', 'p');
    cli.gpg('--detach-sign', 'paper-1.zip');
    expect((await cli.run(['verify', 'paper-1.zip', '--publisher', 'evening news'])).status).toBe(0);
    const unpinned = await cli.run(['pin', 'remove', 'Evening News', '--fingerprint', theirs, '--json']);
    expect(unpinned.json()).toMatchObject([{ name: 'Evening News', pins: [] }]);
    expect((await cli.run(['verify', 'paper-1.zip', '--publisher', 'Evening News'])).status).toBe(4);
    expect((await cli.run(['pin', 'remove', 'Evening News', '--json'])).json()).toEqual([{ removed: 'Evening News' }]);
    expect(await list()).toEqual([]);
  });

  it('are never made of a file alone, nor of another key than the named one', async () => {
    const alone = await cli.run(['pin', 'add', 'Evening News', '--key', 'eve.asc']);
    expect([alone.status, alone.stdout]).toEqual([2, '']);
    const other = await cli.run(['pin', 'add', 'Evening News', '--key', 'eve.asc', '--fingerprint', '0'.repeat(40)]);
    expect(other.status).toBe(2);
    expect(other.stderr).toContain(`it holds ${theirs}`);
    expect(await list()).toEqual([]);
    expect((await cli.run(['keys', 'list', '--json'])).json()).toEqual([]);
  });

  it('go to another home as hearsay', async () => {
    await cli.run(['pin', 'add', 'Evening News', '--fingerprint', theirs]);
    const made = await cli.run(['pin', 'export', '--output', 'pins.json', '--json']);
    expect(made.json()).toEqual([{ path: 'pins.json' }]);
    expect(JSON.parse(cli.read('pins.json'))).toEqual((await cli.run(['pin', 'export', '--json'])).json()[0]);
    expect((await cli.run(['pin', 'export', '--output', 'pins.json'])).status).toBe(2);
    const home = cli.otherHome('second');
    const { json } = await cli.run(['pin', 'import', 'pins.json', '--json', '--home', home]);
    expect(json()).toMatchObject([
      { name: 'Evening News', pins: [{ fingerprint: theirs, confirmed: { how: 'import' } }] },
    ]);
    expect(await list('--home', home)).toEqual(json());
  });
});

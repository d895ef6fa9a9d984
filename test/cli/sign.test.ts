import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, jsonLines, openCommandLine } from './command-line.ts';

let cli: CommandLine;
let key: string;

beforeEach(async () => {
  cli = openCommandLine();
  key = await cli.appKey('Ada <ada@example.org>');
  cli.gpg('--import', await exported(key));
});
afterEach(() => cli.close());

/** What gpg says of a signature on its status channel; empty where it is not good. */
function goodBy(...args: string[]): string[] {
  const status = cli.gpg('--status-fd', '1', '--verify', ...args);
  return [...status.matchAll(/^\[GNUPG:\] VALIDSIG .* ([0-9A-F]{40})$/gm)].map((found) => found[1] ?? '');
}

async function exported(fingerprint: string): Promise<string> {
  await cli.run(['keys', 'export', fingerprint, '--output', '../public.asc', '--force']);
  return '../public.asc';
}

const sha256sum = (file: string, cwd = cli.folder): string =>
  execFileSync('sha256sum', ['--check', '--strict', file], { cwd, encoding: 'utf8' });

describe('what is signed, gpg and sha256sum verify', () => {
  it('a detached signature, armored', async () => {
    cli.write('a.txt', 'a\n');
    const { status, json } = await cli.run(['sign', 'a.txt', '--json']);
    expect(status).toBe(0);
    expect(json()).toEqual([
      {
        artifact: {
          path: cli.path('a.txt'),
          size: 2,
          digests: { sha256: '87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7' },
        },
        outputs: [{ path: cli.path('a.txt.asc'), format: 'openpgp', signer: key }],
        verified: true,
      },
    ]);
    expect(cli.read('a.txt.asc')).toMatch(/^-----BEGIN PGP SIGNATURE-----\n/);
    expect(goodBy('a.txt.asc', 'a.txt')).toEqual([key]);
  });

  it('binary, in the clear, and at another place', async () => {
    cli.write('a.txt', 'line\n- dash\nlast');
    expect((await cli.run(['sign', 'a.txt', '--binary'])).stdout).toContain('wrote ');
    expect(goodBy('a.txt.sig', 'a.txt')).toEqual([key]);
    expect((await cli.run(['sign', 'a.txt', '--clearsign'])).status).toBe(0);
    expect(cli.read('a.txt.asc')).toMatch(/^-----BEGIN PGP SIGNED MESSAGE-----\n/);
    expect(goodBy('a.txt.asc')).toEqual([key]);
    expect((await cli.run(['sign', 'a.txt', '--signature', 'other/place.asc'])).status).toBe(5);
    mkdirSync(cli.path('other'));
    expect((await cli.run(['sign', 'a.txt', '--signature', 'other/place.asc'])).status).toBe(0);
    expect(goodBy('other/place.asc', 'a.txt')).toEqual([key]);
  });

  it('with several keys into one file', async () => {
    const second = await cli.appKey('Bob <bob@example.org>', '--algorithm', 'rsa4096', '--expires', 'never');
    cli.gpg('--import', await exported(second));
    cli.write('a.txt', 'a\n');
    const ambiguous = await cli.run(['sign', 'a.txt']);
    expect(ambiguous.status).toBe(2);
    expect(ambiguous.stderr).toContain(`--key ${key}`);
    expect(ambiguous.stderr).toContain(`--key ${second}`);
    const keys = ['--key', 'ada@example.org', '--key', second.slice(-16), '--key', key];
    const { status, json } = await cli.run(['sign', 'a.txt', ...keys, '--json']);
    expect(status).toBe(0);
    expect(json()[0]!.outputs.map((output: { signer: string }) => output.signer)).toEqual([key, second]);
    expect(goodBy('a.txt.asc', 'a.txt').sort()).toEqual([key, second].sort());
  });

  it("with GnuPG's own key, at once with the app's", async () => {
    const seen = openCommandLine({ gnupg: true });
    try {
      const theirs = seen.gpgKey('Eve <eve@example.org>');
      const own = await seen.appKey('Ada <ada@example.org>');
      seen.write('a.txt', 'a\n');
      const { status, stderr, json } = await seen.run([
        ...['sign', 'a.txt', '--key', `gpg:${theirs}`, '--key', own, '--json'],
      ]);
      expect([stderr, status]).toEqual(['', 0]);
      expect(json()[0]!.outputs).toHaveLength(2);
      expect(seen.gpg('--status-fd', '1', '--list-packets', 'a.txt.asc').match(/:signature packet:/g)).toHaveLength(2);
    } finally {
      seen.close();
    }
  });

  it('a manifest of everything named, and its signature', async () => {
    cli.write('r/app-1.0.tar.gz', 'app');
    cli.write('r/doc/read me.txt', 'doc');
    cli.write('r/doc/line\nbreak\\.txt', 'odd');
    const { status, json } = await cli.run(['sign', '--manifest', 'r', '--json']);
    expect(status).toBe(0);
    expect(json().at(-1)).toMatchObject({
      artifact: { path: cli.path('r/SHA256SUMS') },
      outputs: [
        { path: cli.path('r/SHA256SUMS'), format: 'manifest' },
        { path: cli.path('r/SHA256SUMS.asc'), format: 'openpgp', signer: key },
      ],
      verified: true,
    });
    expect(sha256sum('SHA256SUMS', cli.path('r')).match(/: OK$/gm)).toHaveLength(3);
    expect(goodBy('r/SHA256SUMS.asc', 'r/SHA256SUMS')).toEqual([key]);
    expect(goodBy('r/app-1.0.tar.gz.asc', 'r/app-1.0.tar.gz')).toEqual([key]);
  });

  it('a manifest alone: another name, SHA-512, BSD lines, binary and in the clear', async () => {
    cli.write('x/a', 'a');
    cli.write('x/y/b', 'b');
    const only = ['sign', '--manifest-only', '--force', '--quiet'];
    expect((await cli.run([...only, '--manifest=SUMS', '--style', 'bsd', 'x/a', 'x/y/b'])).status).toBe(0);
    expect(cli.read('x/SUMS')).toMatch(/^SHA256 \(a\) = [0-9a-f]{64}\nSHA256 \(y\/b\) = /);
    expect(cli.names('x')).toEqual(['SUMS', 'SUMS.asc', 'a', 'y']);
    sha256sum('SUMS', cli.path('x'));
    expect((await cli.run([...only, '--algorithm', 'sha512', '--binary', 'x/y'])).status).toBe(0);
    execFileSync('sha512sum', ['--check', '--strict', 'SHA512SUMS'], { cwd: cli.path('x/y') });
    expect(goodBy('x/y/SHA512SUMS.sig', 'x/y/SHA512SUMS')).toEqual([key]);
    expect((await cli.run([...only, '--clearsign', 'x/y'])).status).toBe(0);
    expect(goodBy('x/y/SHA256SUMS.asc')).toEqual([key]);
  });

  it('manifest create writes a list without a signature, and without a key', async () => {
    cli.write('x/a', 'a');
    cli.write('x/b', 'b');
    const home = cli.otherHome('nobody');
    const made = await cli.run(['manifest', 'create', 'x', '--output', 'LIST.sha256', '--json', '--home', home]);
    expect(made.json()).toMatchObject([{ outputs: [{ path: cli.path('LIST.sha256'), format: 'manifest' }] }]);
    expect(cli.names()).toEqual(['LIST.sha256', 'x']);
    expect(sha256sum('LIST.sha256')).toBe('x/a: OK\nx/b: OK\n');
    expect((await cli.run(['manifest', 'create', 'x', '--output', 'LIST.sha256'])).status).toBe(2);
    expect((await cli.run(['manifest', 'check', 'LIST.sha256', '--json'])).status).toBe(3);
    cli.write('x/b', 'changed');
    const { status, json } = await cli.run(['--json', 'manifest', 'check', 'LIST.sha256']);
    expect(status).toBe(1);
    expect(json()[0]!.manifest).toEqual({
      path: cli.path('LIST.sha256'),
      listed: 2,
      matched: 1,
      missing: [],
      mismatched: ['x/b'],
      unlisted: [],
    });
  });
});

describe('a folder', () => {
  it('stands for its files, hidden ones too; what is left out is said, but for what desktops leave', async () => {
    cli.write('r/a', 'a');
    cli.write('r/.config/b', 'b');
    cli.write('r/.DS_Store', 'x');
    cli.write('r/sub/Thumbs.db', 'x');
    cli.write('r/old.tar.sig', 'x');
    cli.write('r/MD5SUMS', 'x');
    symlinkSync('/etc/hostname', cli.path('r/link'));
    symlinkSync('a', cli.path('r/inside'));
    execFileSync('mkfifo', [cli.path('r/pipe')]);
    const { status, stderr, json } = await cli.run(['sign', 'r', '--manifest', '--json']);
    expect(status).toBe(0);
    const signed = json().map((line) => line.artifact.path.slice(cli.path('r/').length));
    expect(signed).toEqual(['.config/b', 'a', 'inside', 'SHA256SUMS']);
    expect(stderr.split('\n').slice(0, -1).sort()).toEqual([
      `left out: ${cli.path('r/MD5SUMS')} (a manifest, by its name)`,
      `left out: ${cli.path('r/link')} (a link that leads out of the folder)`,
      `left out: ${cli.path('r/old.tar.sig')} (a signature, by its name)`,
      `left out: ${cli.path('r/pipe')} (not a file)`,
    ]);
  });

  it('is verified as it was signed: nothing in it is uncovered', async () => {
    cli.write('r/app-1.0.zip', 'a');
    cli.write('r/.well-known/b', 'b');
    await cli.run(['sign', 'r', '--manifest-only']);
    await cli.run(['pin', 'add', 'Ada', '--fingerprint', key]);
    const { status, json } = await cli.run(['verify', 'r', '--publisher', 'Ada', '--json']);
    expect(json().map(({ verdict }) => verdict)).toEqual(['verified']);
    expect(status).toBe(0);
    cli.write('r/setup.exe', 'MZ');
    const added = await cli.run(['verify', 'r', '--publisher', 'Ada', '--json']);
    expect(added.status).toBe(3);
    expect(added.json().find(({ artifact }) => artifact.path === cli.path('r/setup.exe'))).toMatchObject({
      verdict: 'incomplete',
      notes: ['not-listed'],
    });
  });
});

describe('nothing is overwritten unasked', () => {
  it('a file that is there stops the run before anything is signed', async () => {
    cli.write('r/a', 'a');
    cli.write('r/b', 'b');
    cli.write('r/b.asc', 'mine');
    const { status, stderr } = await cli.run(['sign', 'r']);
    expect(status).toBe(2);
    expect(stderr).toContain(`${cli.path('r/b.asc')} is already there\n  add --force`);
    expect(cli.names('r')).toEqual(['a', 'b', 'b.asc']);
    expect(cli.read('r/b.asc')).toBe('mine');
    expect((await cli.run(['sign', 'r', '--force'])).status).toBe(0);
    expect(goodBy('r/b.asc', 'r/b')).toEqual([key]);
  });

  it('a file that cannot be signed in the clear leaves the others signed, and no manifest', async () => {
    cli.write('a.txt', 'text\n');
    cli.write('b.bin', new Uint8Array([0, 1, 2]));
    const { status, stdout, stderr } = await cli.run(['sign', 'a.txt', 'b.bin', '--clearsign', '--manifest']);
    expect(status).toBe(5);
    expect(stdout).toBe(`wrote ${cli.path('a.txt.asc')}\n`);
    expect(stderr).toContain(`countersign: ${cli.path('b.bin')}\n`);
    expect(stderr).toContain('it cannot be signed in the clear');
    expect(cli.names()).toEqual(['a.txt', 'a.txt.asc', 'b.bin']);
  });
});

describe('the activity log', () => {
  it('has the receipt of every run', async () => {
    cli.write('a.txt', 'a');
    await cli.run(['sign', 'a.txt']);
    const [entry, ...more] = jsonLines(cli.read('../home/activity.jsonl'));
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ kind: 'sign', receipt: { files: [{ artifact: { name: 'a.txt' } }], failed: [] } });
  });

  it('that cannot be written takes no signature and no verdict back', async () => {
    cli.write('a.txt', 'a');
    mkdirSync(cli.path('../home/activity.jsonl'));
    const { status, stdout, stderr } = await cli.run(['sign', 'a.txt']);
    expect([status, stdout.includes('verified again')]).toEqual([0, true]);
    expect(stderr).toContain('could not be written into the activity log');
    const verified = await cli.run(['verify', 'a.txt']);
    expect(verified.status).toBe(4);
    expect(verified.stderr).toContain('could not be written into the activity log');
  });
});

import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine, type Printed } from './command-line.ts';

/** Whole checks through the built program, with real gpg on the other side. Eve's key is pinned, Mallory's is nobody's. */
let cli: CommandLine;
let eve: string;
let mallory: string;
let files = 0;

beforeAll(async () => {
  cli = openCommandLine();
  eve = cli.gpgKey('Eve <eve@example.org>');
  mallory = cli.gpgKey('Eve <eve@example.com>');
  cli.gpg('--armor', '--output', 'eve.pub', '--export', eve);
  cli.gpg('--armor', '--output', 'mallory.pub', '--export', mallory);
  await cli.run(['pin', 'add', 'Evening', '--fingerprint', eve, '--key', 'eve.pub']);
  await cli.run(['keys', 'import', 'mallory.pub']);
});
afterAll(() => cli.close());

/** A folder of its own for a case. */
const folder = (): string => `case-${++files}`;
const sign = (path: string, ...args: string[]): string => cli.gpg('--local-user', eve, ...args, '--detach-sign', path);
const check = async (...args: string[]): Promise<{ status: number | null; results: Printed[] }> => {
  const { status, json } = await cli.run(['verify', '--json', ...args]);
  return { status, results: json() };
};
const forEve = (...args: string[]) => check('--publisher', 'Evening', ...args);

describe('the result', () => {
  it('has the fields of the page, in all', async () => {
    cli.write('all/evening-1.0.zip', 'e');
    cli.write('all/SHA256SUMS', execFileSync('sha256sum', ['evening-1.0.zip'], { cwd: cli.path('all') }));
    sign('all/evening-1.0.zip');
    sign('all/SHA256SUMS', '--armor');
    const { status, results } = await forEve('all/evening-1.0.zip');
    expect(status).toBe(0);
    const signature = {
      format: 'openpgp',
      result: 'good',
      signer: expect.objectContaining({
        fingerprint: eve,
        keyFingerprint: eve,
        userId: 'Eve <eve@example.org>',
      }) as unknown,
      signedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as unknown,
      dateProvenBy: 'nothing',
      expected: true,
      notes: [],
    };
    expect(results).toEqual([
      {
        verdict: 'verified',
        artifact: {
          path: cli.path('all/evening-1.0.zip'),
          size: 1,
          digests: { sha256: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea' },
        },
        publisher: 'Evening',
        signatures: [
          { ...signature, path: cli.path('all/evening-1.0.zip.sig') },
          { ...signature, path: cli.path('all/SHA256SUMS.asc') },
        ],
        manifest: {
          path: cli.path('all/SHA256SUMS'),
          listed: 1,
          matched: 1,
          missing: [],
          mismatched: [],
          unlisted: [],
        },
        evidence: expect.arrayContaining([
          { check: 'digest', outcome: 'passed', detail: expect.any(String) as unknown },
        ]) as unknown,
        notes: ['several-signatures', 'key-not-refreshed'],
        summary: expect.any(String) as unknown,
        nextStep: expect.any(String) as unknown,
      },
    ]);
  });
});

describe('the exit status', () => {
  it('is 0, 1, 4 or 3, and the worst of several', async () => {
    for (const name of ['good-1.zip', 'bad-1.zip', 'bare-1.zip', 'strange-1.zip']) cli.write(`s/${name}`, name);
    for (const name of ['good-1.zip', 'bad-1.zip']) sign(`s/${name}`);
    cli.gpg('--local-user', mallory, '--detach-sign', 's/strange-1.zip');
    cli.write('s/bad-1.zip', 'changed');
    const good = ['--key', 'eve.pub', 's/good-1.zip'];
    expect((await check(...good)).status).toBe(0);
    expect((await check('s/strange-1.zip')).status).toBe(4);
    expect((await check('s/bare-1.zip')).status).toBe(3);
    expect((await check('s/bad-1.zip')).status).toBe(1);
    expect((await check(...good, 's/bare-1.zip')).status).toBe(3);
    expect((await check('s/good-1.zip', 's/strange-1.zip', 's/bare-1.zip')).status).toBe(4);
    expect((await check(...good, 's/bare-1.zip', 's/bad-1.zip')).status).toBe(1);
    expect((await check('--key', 'eve.pub', 's/strange-1.zip')).status).toBe(1);
    const whole = await check('s');
    expect([whole.status, whole.results.length]).toEqual([1, 4]);
  });

  it('of digests', async () => {
    cli.write('d/a', 'e');
    const digest = 'sha256:3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea';
    expect((await check('d/a', digest)).status).toBe(3);
    expect((await check('d/a', digest.replace('3f', '40'))).status).toBe(1);
    expect((await check(digest)).status).toBe(3);
  });

  it('as of another date, and by several signers', async () => {
    const late = cli.gpgKey('Late <late@example.org>', 'ed25519', '2d');
    cli.gpg('--armor', '--output', 'late.pub', '--export', late);
    cli.write('at/a', 'a');
    cli.gpg('--local-user', late, '--local-user', eve, '--detach-sign', 'at/a');
    expect((await check('--key', 'late.pub', 'at/a')).status).toBe(0);
    // Expired since: seen here before, so it stays; a home that never saw it does not believe the date.
    expect((await check('--key', 'late.pub', 'at/a', '--at', '2099-01-01')).status).toBe(0);
    const other = ['--home', cli.otherHome('unaware')];
    const later = await check('--key', 'late.pub', 'at/a', '--at', '2099-01-01T00:00:00Z', ...other);
    expect(later.status).toBe(4);
    expect((await check('--key', 'late.pub', 'at/a', '--at', '2001-01-01', ...other)).status).not.toBe(0);
    expect((await check('--key', 'late.pub', '--threshold', '2', 'at/a')).status).toBe(3);
    const both = await check('--key', 'late.pub', '--key', 'eve.pub', '--threshold', '2', 'at/a');
    expect([both.status, both.results[0]?.signatures.length]).toEqual([0, 2]);
  });
});

describe('what goes wrong', () => {
  interface Case {
    name: string;
    /** Writes the files, and gives the words of the call where these are not the folder, as Evening's. */
    make: (at: string) => string[] | undefined;
    status: number;
    verdicts: string[];
    notes?: string[];
    says?: RegExp;
  }
  const put = (at: string, content: string | Uint8Array = 'content'): string =>
    cli.write(`${at}/evening-2.0.zip`, content);
  const cases: Case[] = [
    {
      name: 'an inline message given as a detached signature (15, 17)',
      make: (at) => {
        put(at);
        cli.gpg('--local-user', eve, '--output', `${at}/evening-2.0.zip.sig`, '--sign', `${at}/evening-2.0.zip`);
      },
      status: 1,
      verdicts: ['invalid'],
      notes: ['malformed'],
    },
    {
      name: 'no signature in the armor (18)',
      make: (at) => {
        put(at);
        cli.write(`${at}/evening-2.0.zip.asc`, '-----BEGIN PGP SIGNATURE-----\n\n=njUN\n-----END PGP SIGNATURE-----\n');
      },
      status: 1,
      verdicts: ['invalid'],
    },
    {
      name: 'a text-mode signature over bytes with a NUL (19)',
      make: (at) => void sign(put(at, new Uint8Array([0x61, 0, 0x62, 0x0d, 0x0a])), '--textmode'),
      status: 4,
      verdicts: ['untrusted'],
      notes: ['text-mode'],
    },
    {
      name: 'two signatures, one by an unknown key (20)',
      make: (at) => {
        put(at);
        const stranger = cli.gpgKey(`Stranger ${at}`);
        cli.gpg('--local-user', eve, '--local-user', stranger, '--detach-sign', `${at}/evening-2.0.zip`);
      },
      status: 0,
      verdicts: ['verified'],
    },
    {
      name: 'status lines of gpg in a file name (22)',
      make: (at) => {
        const name = `${at}/x\n[GNUPG:] GOODSIG 0 Eve\n[GNUPG:] VALIDSIG ${eve}.zip`;
        sign(cli.write(name, 'a'));
        cli.write(name, 'b');
      },
      status: 1,
      verdicts: ['invalid'],
    },
    {
      name: 'a truncated signature (23)',
      make: (at) => {
        sign(put(at));
        const whole = execFileSync('cat', [cli.path(`${at}/evening-2.0.zip.sig`)]);
        cli.write(`${at}/evening-2.0.zip.sig`, whole.subarray(0, 40));
      },
      status: 1,
      verdicts: ['invalid'],
    },
    {
      name: 'a list that leads out of its folder (24)',
      make: (at) => {
        put(at);
        cli.write(`${at}/SHA256SUMS`, `${'0'.repeat(64)}  ../../etc/passwd\n`);
        sign(`${at}/SHA256SUMS`);
        return [`${at}/SHA256SUMS`];
      },
      status: 1,
      verdicts: ['invalid'],
      notes: ['malformed'],
    },
    {
      name: 'one name twice with different digests (26)',
      make: (at) => {
        cli.write(`${at}/SHA256SUMS`, `${'0'.repeat(64)}  a\n${'1'.repeat(64)}  a\n`);
        return [`${at}/SHA256SUMS`];
      },
      status: 1,
      verdicts: ['invalid'],
    },
    {
      name: 'a file that the signed list does not name (27)',
      make: (at) => {
        put(at);
        cli.write(`${at}/SHA256SUMS`, `${'0'.repeat(64)}  another.zip\n`);
        sign(`${at}/SHA256SUMS`);
        return [`${at}/evening-2.0.zip`];
      },
      status: 3,
      verdicts: ['incomplete'],
    },
    {
      name: 'a FIFO (46)',
      make: (at) => {
        put(at);
        execFileSync('mkfifo', [cli.path(`${at}/pipe`)]);
        return [`${at}/pipe`];
      },
      status: 3,
      verdicts: ['incomplete'],
    },
    {
      name: "somebody else's key with the same name (49)",
      make: (at) => {
        cli.gpg('--local-user', mallory, '--detach-sign', put(at));
        return ['--home', cli.otherHome('fresh'), `${at}/evening-2.0.zip`, 'mallory.pub'];
      },
      status: 4,
      verdicts: ['untrusted'],
      notes: ['signer-not-expected'],
      says: /[Aa]nybody can choose that name/,
    },
    {
      name: 'signed by another than the expected one',
      make: (at) => {
        cli.gpg('--local-user', mallory, '--detach-sign', put(at));
        return ['--publisher', 'Evening', at];
      },
      status: 1,
      verdicts: ['invalid'],
      notes: ['signer-changed'],
    },
    {
      name: 'a signer pinned for another project (50)',
      make: (at) => {
        sign(cli.write(`${at}/morning-1.0.zip`, 'm'));
        return [`${at}/morning-1.0.zip`];
      },
      status: 4,
      verdicts: ['untrusted'],
      notes: ['project-unclear'],
    },
    {
      name: "a tampered file whose signature bears another's name (51)",
      make: (at) => {
        sign(put(at));
        put(at, 'tampered');
        cli.write(`${at}/other-1.0.zip`, 'o');
        return [at];
      },
      status: 1,
      verdicts: ['invalid', 'incomplete'],
    },
    {
      name: "a web server's error page (52)",
      make: (at) => {
        put(at);
        cli.write(`${at}/evening-2.0.zip.asc`, '<!DOCTYPE html><html><title>404</title></html>');
      },
      status: 1,
      verdicts: ['invalid'],
      notes: ['malformed'],
      says: /web page/,
    },
    {
      name: 'an empty signature (52)',
      make: (at) => {
        put(at);
        cli.write(`${at}/evening-2.0.zip.asc`, '');
      },
      status: 1,
      verdicts: ['invalid'],
      says: /empty/,
    },
    {
      name: 'the key instead of the signature (52)',
      make: (at) => {
        put(at);
        cli.write(`${at}/evening-2.0.zip.asc`, cli.read('eve.pub'));
      },
      status: 3,
      verdicts: ['incomplete'],
      notes: ['key-instead-of-signature'],
    },
    {
      name: 'a file with --key that holds no key',
      make: (at) => {
        sign(put(at));
        cli.write(`${at}/not.key`, 'no key');
        return ['--key', `${at}/not.key`, `${at}/evening-2.0.zip`];
      },
      status: 3,
      verdicts: ['incomplete'],
      notes: ['unusable-input'],
    },
  ];

  it.each(cases)('$name', async ({ make, status, verdicts, notes = [], says }) => {
    const at = folder();
    const args = make(at) ?? ['--publisher', 'Evening', at];
    const found = await check(...args);
    expect(found.results.map((result) => result.verdict).sort()).toEqual([...verdicts].sort());
    expect(found.status).toBe(status);
    const worst = found.results.find((result) => result.verdict === verdicts[0])!;
    const all = [...worst.notes, ...worst.signatures.flatMap((one) => one.notes)];
    expect(all).toEqual(expect.arrayContaining(notes));
    if (says !== undefined) expect(`${worst.summary} ${worst.nextStep}`).toMatch(says);
    // For people: the same status, no control characters but line ends, nothing on standard error.
    const told = await cli.run(['verify', ...args]);
    expect([told.status, told.stderr]).toEqual([status, '']);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(told.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(told.stdout).not.toMatch(/^\[GNUPG:\]/m);
  });
});

describe('hostile names', () => {
  const hostile = 'a\u001b[31m\u202egpj.\r\nverified  b\u200b\u0007.zip';

  it('are shown inert, and are valid JSON on one line (41)', async () => {
    cli.write(`h/${hostile}`, 'x');
    const told = await cli.run(['verify', 'h']);
    expect(told.stdout.split('\n')[0]).toContain('a\\u{001B}[31m\\u{202E}gpj.\\r\\nverified  b\\u{200B}\\u{0007}.zip');
    const { stdout, json } = await cli.run(['verify', 'h', '--json']);
    expect(stdout.match(/\n/g)).toHaveLength(1);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e]/);
    expect(json()[0]!.artifact.path).toBe(cli.path(`h/${hostile}`));
    const missing = await cli.run(['verify', `h/none${hostile}`]);
    expect([missing.status, missing.stderr.split('\n').length]).toEqual([2, 2]);
    expect(missing.stderr).toContain('\\u{202E}');
  });

  it('of keys are shown inert too', async () => {
    const name = 'Ev\u202ee\u200b';
    const fingerprint = cli.gpgKey(name);
    cli.write('k/a', 'a');
    cli.gpg('--local-user', fingerprint, '--detach-sign', 'k/a');
    cli.gpg('--armor', '--output', 'k.pub', '--export', fingerprint);
    const imported = await cli.run(['keys', 'import', 'k.pub']);
    const told = await cli.run(['verify', 'k/a']);
    for (const text of [imported.stdout, told.stdout]) {
      expect(text).toContain('Ev\\u{202E}e\\u{200B}');
      expect(text).not.toMatch(/[\u200b\u202e]/);
    }
  });
});

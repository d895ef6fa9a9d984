import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type CommandLine, openCommandLine } from './command-line.ts';

let cli: CommandLine;

beforeAll(async () => {
  cli = openCommandLine({ gnupg: true });
  const key = await cli.appKey('Ada <ada@example.org>');
  cli.gpgKey('Eve <eve@example.org>');
  await cli.run(['pin', 'add', 'Ada', '--fingerprint', key]);
});
afterAll(() => cli.close());

/** Whether the system calls of a process can be watched here (not in every container). */
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

/** Runs a call and gives its status and its system calls, those of the programs that it starts among them. */
function traced(
  args: string[],
  env: Record<string, string | undefined> = {},
): { status: number | null; calls: string[]; programs: string[]; stdout: string } {
  const log = join(cli.root, 'trace');
  const command = [process.execPath, inject('countersign'), ...args];
  const flags = ['-f', '-s', '4096', '-e', 'trace=socket,connect,bind,sendto,execve', '-o', log];
  const { status, stdout } = spawnSync('strace', [...flags, ...command], {
    cwd: cli.folder,
    env: { ...cli.env, ...env },
    encoding: 'utf8',
  });
  const calls = readFileSync(log, 'utf8').split('\n');
  return { status, stdout, calls, programs: calls.filter((call) => call.includes('execve(')) };
}

describe.skipIf(!canTrace)('a call with --offline', { timeout: 60_000 }, () => {
  it('opens no socket of the network', () => {
    cli.write('r/a.zip', 'a');
    for (const [args, expected] of [
      [['sign', 'r', '--manifest', '--key', 'ada@example.org'], 0],
      [['verify', 'r', '--publisher', 'Ada'], 0],
      [['manifest', 'check', 'r/SHA256SUMS'], 4],
      [['keys', 'list'], 0],
      [['pin', 'list'], 0],
      [['keys', 'lookup', 'ada@example.org'], 5],
      [['keys', 'lookup', '0'.repeat(40), '--from', 'keyserver'], 5],
    ] as const) {
      const { status, calls } = traced([...args, '--offline']);
      expect([args, status]).toEqual([args, expected]);
      expect(calls.filter((call) => /AF_INET|AF_PACKET/.test(call))).toEqual([]);
      expect(calls.length).toBeGreaterThan(1);
    }
  });

  it('would be seen if it did', () => {
    const lookup = traced(['keys', 'lookup', 'ada@localhost.invalid']);
    expect(lookup.calls.filter((call) => /AF_INET/.test(call)).length).toBeGreaterThan(0);
  });
});

describe.skipIf(!canTrace)('signing by a Sigstore key with neither a log nor a timestamp', { timeout: 60_000 }, () => {
  // The trusted root of public-good was never refreshed here, so a call that has to do with Sigstore would have it refreshed.
  const sign = (...flags: string[]) => {
    const args = ['sign', 's/a.zip', '--manifest', '--key', sigstoreKey, '--force', ...flags];
    return traced(args, { COUNTERSIGN_NO_REFRESH: undefined });
  };
  const refreshes = (programs: string[]) => programs.filter((call) => call.includes('"refresh"'));
  let sigstoreKey: string;

  beforeAll(async () => {
    cli.write('s/a.zip', 'a');
    const made = await cli.run(['keys', 'generate', '--type', 'cosign', '--json']);
    sigstoreKey = made.json()[0]!.id;
  });

  it('opens no socket of the network, and has nothing refreshed', () => {
    const { status, calls, programs } = sign('--tlog-upload=false', '--timestamp=false');
    expect(status).toBe(0);
    expect(calls.filter((call) => /AF_INET|AF_PACKET/.test(call))).toEqual([]);
    expect(refreshes(programs)).toEqual([]);
  });

  it('would be seen if it did', () => {
    const { calls, programs } = sign('--tlog-upload=false', '--timestamp=true');
    expect(calls.filter((call) => /AF_INET/.test(call)).length + refreshes(programs).length).toBeGreaterThan(0);
  });
});

describe.skipIf(!canTrace)('argument lists and temporary files (44)', { timeout: 60_000 }, () => {
  it('hold no passphrase and no secret key', () => {
    cli.write('../pw', 'canary-argv-77d1\n');
    cli.write('a', 'a');
    const store = 'canary-store-6e1f0c';
    for (const args of [
      ['keys', 'export', 'ada@example.org', '--secret', '--output', '../s.asc', '--passphrase-file', '../pw'],
      ['keys', 'backup', '../b', '--passphrase-file', '../pw'],
      ['sign', 'a', '--key', 'gpg:' + eveFingerprint(), '--passphrase-file', '../pw'],
      ['sign', 'a', '--key', 'ada@example.org', '--force'],
    ]) {
      const { status, stdout, calls, programs } = traced(args);
      expect([args, status]).toEqual([args, 0]);
      expect(programs.length).toBeGreaterThan(0);
      for (const text of [stdout, ...calls]) {
        expect(text).not.toContain('canary-argv');
        expect(text).not.toContain(store);
      }
    }
    const left = readdirSync(cli.root).filter((name) => !['f', 'g', 'e', 'home', 'b', 's.asc'].includes(name));
    expect(left.sort()).toEqual(['pw', 'store-passphrase', 'trace']);
  });
});

const eveFingerprint = (): string =>
  /^fpr:+([0-9A-F]{40}):/m.exec(cli.gpg('--with-colons', '--list-keys', '=Eve <eve@example.org>'))?.[1] ?? '';

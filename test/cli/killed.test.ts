import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, ended, openCommandLine } from './command-line.ts';

const FILES = 200;
const KILLS = 8;

let cli: CommandLine;
let key: string;

beforeEach(async () => {
  cli = openCommandLine();
  key = await cli.appKey('Ada');
  await cli.run(['pin', 'add', 'Ada', '--fingerprint', key]);
  for (let i = 0; i < FILES; i++) cli.write(`r/file-${String(i).padStart(3, '0')}.bin`, `content ${i}\n`.repeat(i + 1));
});
afterEach(() => cli.close());

const names = (): string[] => cli.names('r');
const isTemporary = (name: string): boolean => /^\.countersign-[0-9a-f]{16}\.tmp$/.test(name);

/** Every signature that is there verifies, and there is no manifest but a whole one. */
async function expectWhole(): Promise<void> {
  const signatures = names().filter((name) => name.startsWith('file-') && name.endsWith('.asc'));
  if (signatures.length > 0) {
    const artifacts = signatures.map((name) => cli.path(`r/${name.slice(0, -4)}`));
    // The list would be asked about too; what is judged here are the signatures of their own.
    const flags = signatures.flatMap((name) => ['--signature', cli.path(`r/${name}`)]);
    const { status, json, stderr } = await cli.run(['verify', '--json', '--publisher', 'Ada', ...flags, ...artifacts]);
    expect([stderr, status, json().length]).toEqual(['', 0, signatures.length]);
  }
  if (existsSync(cli.path('r/SHA256SUMS'))) {
    const checked = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: cli.path('r') });
    expect(checked.toString().match(/: OK$/gm)).toHaveLength(FILES);
  }
  if (existsSync(cli.path('r/SHA256SUMS.asc')))
    expect((await cli.run(['verify', '--publisher', 'Ada', 'r/SHA256SUMS'])).status).toBe(0);
}

describe('a run of 200 files', { timeout: 300_000 }, () => {
  it('that is killed at any moment leaves whole signatures only', async () => {
    const begun = performance.now();
    expect((await cli.run(['sign', 'r', '--manifest', '--quiet'])).status).toBe(0);
    const whole = performance.now() - begun;
    expect(names()).toHaveLength(2 * FILES + 2);
    const seen = new Set<number>();
    for (let kill = 0; kill < KILLS; kill++) {
      for (const name of names()) if (!name.endsWith('.bin')) rmSync(cli.path(`r/${name}`), { recursive: true });
      const child = cli.start(['sign', 'r', '--manifest', '--quiet']);
      const end = ended(child);
      await sleep(whole * (0.15 + (0.9 * kill + Math.random()) / KILLS));
      child.kill('SIGKILL');
      await end;
      seen.add(names().length);
      await expectWhole();
    }
    // Some of the moments were in the midst of the run.
    expect([...seen].some((count) => count > FILES && count < 2 * FILES + 2)).toBe(true);
    // What is there can be signed over, and the home is in order.
    const again = await cli.run(['sign', 'r', '--manifest', '--force', '--json']);
    expect([again.status, again.json().length]).toEqual([0, FILES + 1]);
    await expectWhole();
    // What a kill left under a temporary name is told of by a check of the folder until a later run sweeps it.
    for (const name of names().filter(isTemporary)) rmSync(cli.path(`r/${name}`));
    expect((await cli.run(['verify', 'r', '--publisher', 'Ada', '--quiet'])).stdout).toBe('');
  });

  it('sweeps what a killed run left a day ago, and nothing else', async () => {
    const old = '.countersign-0123456789abcdef.tmp';
    const young = '.countersign-fedcba9876543210.tmp';
    const others = '.countersign-notes.tmp';
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const name of [old, young, others]) cli.write(`r/${name}`, 'part');
    for (const name of [old, others]) utimesSync(cli.path(`r/${name}`), yesterday, yesterday);
    for (const folder of ['', 'certificates/', 'revocations/']) {
      cli.write(`../home/${folder}${old}`, 'part');
      utimesSync(cli.path(`../home/${folder}${old}`), yesterday, yesterday);
    }
    await cli.run(['sign', 'r/file-000.bin']);
    expect(names().filter((name) => name.startsWith('.'))).toEqual([others, young].sort());
    for (const folder of ['', '/certificates', '/revocations'])
      expect(cli.names(`../home${folder}`).filter(isTemporary)).toEqual([]);
  });

  it('that is interrupted (Ctrl-C) says so, has whole signatures and no manifest of a part', async () => {
    execFileSync('truncate', ['-s', '64M', ...Array.from({ length: 40 }, (_, i) => cli.path(`r/large-${i}.img`))]);
    const child = cli.start(['sign', 'r', '--manifest', '--json']);
    const end = ended(child);
    while (!names().includes('file-100.bin.asc')) await sleep(10);
    child.kill('SIGINT');
    const { status, signal, stderr, json } = await end;
    expect([status, signal]).toEqual([5, null]);
    expect(stderr).toContain('countersign: Stopped.');
    const made = json().flatMap((line) => line.outputs.map((output: { path: string }) => output.path));
    expect(made.sort()).toEqual(
      names()
        .filter((name) => name.endsWith('.asc'))
        .map((name) => cli.path(`r/${name}`)),
    );
    expect(names().filter((name) => name.startsWith('SHA256SUMS') || isTemporary(name))).toEqual([]);
    await expectWhole();
  });

  it('that is interrupted while verifying says so', async () => {
    // What has a signature is told as soon as it is judged; the large files keep the run busy after that.
    await cli.run(['sign', 'r', '--quiet']);
    for (let i = 0; i < 8; i++) execFileSync('truncate', ['-s', '2G', cli.path(`r/large-${i}.img`)]);
    const child = cli.start(['verify', 'r', '--json']);
    const end = ended(child);
    await once(child.stdout!, 'data');
    child.kill('SIGINT');
    const { status, stderr, json } = await end;
    expect([status, stderr.includes('countersign: Stopped.')]).toEqual([5, true]);
    expect(json().length).toBeLessThan(FILES + 8);
  });
});

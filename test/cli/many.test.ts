import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, jsonLines, openCommandLine } from './command-line.ts';

/** More than a process may have open at once (1,024 by custom). */
const FILES = 1200;

let cli: CommandLine;

beforeAll(async () => {
  cli = openCommandLine();
  const key = await cli.appKey('Ada <ada@example.org>');
  await cli.run(['pin', 'add', 'Ada', '--fingerprint', key]);
  for (let i = 0; i < FILES; i++) cli.write(`r/${i % 30}/package-${i}.0.tar`, `package ${i}\n`);
  const { status, json } = await cli.run(['sign', 'r', '--json']);
  expect([status, json().length]).toEqual([0, FILES]);
}, 300_000);
afterAll(() => cli.close());

describe('a folder of 1,200 small signed files', { timeout: 300_000 }, () => {
  it('is verified in one call, and remembered', async () => {
    cli.write('r/7/package-7.0.tar', 'changed\n');
    const { status, stderr, json } = await cli.run(['verify', 'r', '--publisher', 'Ada', '--json']);
    expect([status, stderr]).toEqual([1, '']);
    const results = json();
    expect(results).toHaveLength(FILES);
    expect(new Set(results.map(({ artifact }) => artifact.path)).size).toBe(FILES);
    expect(results.filter(({ verdict }) => verdict === 'verified')).toHaveLength(FILES - 1);
    expect(results.find(({ verdict }) => verdict === 'invalid')).toMatchObject({
      artifact: { path: cli.path('r/7/package-7.0.tar') },
      signatures: [{ result: 'bad' }],
    });
    const checks = jsonLines(readFileSync(`${cli.home}/checks.jsonl`, 'utf8'));
    expect(checks).toHaveLength(FILES);
    expect(checks.filter(({ verdict }) => verdict === 'verified')).toHaveLength(FILES - 1);
    // Generic stems are not learned: `package` says nothing of whose it is.
    const again = await cli.run(['verify', 'r', '--publisher', 'Ada', '--json']);
    expect([again.status, again.json().length]).toEqual([1, FILES]);
    expect(readFileSync(`${cli.home}/checks.jsonl`, 'utf8').split('\n')).toHaveLength(2 * FILES + 1);
  });
});

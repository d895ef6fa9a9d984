import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openActivity } from '../../../electron/core/audit/activity-file.ts';
import type { ActivityLog, RememberedCheck } from '../../../electron/core/audit/activity-log.ts';
import { ActivityEntry } from '../../../shared/model/activity.ts';
import { buildProgram, ended, startProgram } from '../../support/children.ts';

const AT = '2026-11-21T00:00:00.000Z';

const entry = (id: string): ActivityEntry =>
  ActivityEntry.parse({
    id,
    at: AT,
    kind: 'check',
    result: {
      id: `r-${id}`,
      checkedAt: AT,
      verdict: 'verified',
      case: 'verified',
      step: 'open-folder',
      params: { artifact: `widget-${id}.tar.gz`, publisher: 'P' },
      artifact: {
        name: `widget-${id}.tar.gz`,
        path: `/d/widget-${id}.tar.gz`,
        size: 5,
        digests: { sha256: 'ab'.repeat(32) },
      },
      signatures: [],
      evidence: Array.from({ length: 8 }, () => ({ check: 'digest', outcome: 'passed', detail: 'as it should be' })),
      notes: [],
      summary: 'It fits.',
    },
  });
const check = (n: number, more: Partial<RememberedCheck> = {}): RememberedCheck => ({
  at: AT,
  artifactName: `widget-${n}.tar.gz`,
  artifactDigest: `a${n}`,
  signatureDigest: `s${n}`,
  fingerprint: '12'.repeat(20),
  publisher: 'P',
  verdict: 'verified',
  ...more,
});
/** What is remembered, oldest first: every check here is one of P that came out verified. */
const remembered = async (log: ActivityLog) => (await log.memory()).verifiedOf('P');
const ids = (entries: readonly ActivityEntry[]): string[] => entries.map((one) => one.id);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cs-act-'));
});

describe('openActivity', () => {
  it('is empty at first, and makes no file in reading', async () => {
    const log = openActivity(home);
    expect(await log.list({ limit: 10 })).toEqual([]);
    expect(await remembered(log)).toEqual([]);
    await log.append([], []);
    expect(readdirSync(home)).toEqual([]);
  });

  it('lists newest first, page by page', async () => {
    await openActivity(home).append([entry('1'), entry('2')], [check(1)]);
    await openActivity(home).append(
      range(3, 8).map((n) => entry(String(n))),
      [check(2)],
    );
    const log = openActivity(home);
    const first = await log.list({ limit: 3 });
    expect(ids(first)).toEqual(['7', '6', '5']);
    expect(ids(await log.list({ limit: 3, before: '5' }))).toEqual(['4', '3', '2']);
    expect(ids(await log.list({ limit: 3, before: '2' }))).toEqual(['1']);
    expect(await log.list({ limit: 3, before: '1' })).toEqual([]);
    expect(await log.list({ limit: 3, before: 'unknown' })).toEqual([]);
    expect(first[0]).toEqual(entry('7'));
    expect(await remembered(log)).toEqual([check(1), check(2)]);
    for (const name of readdirSync(home)) expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
  });

  it('finds when a signature was first checked, those of other processes too', async () => {
    const log = openActivity(home);
    const [later, earlier] = ['2027-01-01T00:00:00Z', '2025-01-01T00:00:00Z'];
    await log.append(
      [],
      [
        check(1),
        check(2),
        check(1, { at: later }),
        check(3, { signatureDigest: undefined }),
        check(2, { at: earlier }),
      ],
    );
    const memory = await log.memory();
    expect(memory.firstSeen('s1')).toBe(check(1).at);
    expect(memory.firstSeen('s2')).toBe(earlier);
    expect(memory.firstSeen('s9')).toBeUndefined();
    await openActivity(home).append([], [check(9)]);
    expect((await log.memory()).firstSeen('s9')).toBe(check(9).at);
    // One call goes by what was there when it began.
    expect(memory.firstSeen('s9')).toBeUndefined();
  });

  it('finds what was verified for a publisher, and answers many questions as it answers few', async () => {
    const log = openActivity(home);
    const names = ['P', 'Q "q"', 'é\u2028\\', 'constructor', '\u202e'];
    const verified = names.map((publisher, n) => check(n, { publisher, verdict: 'verified' }));
    await log.append([], [...verified, check(1, { publisher: 'P', verdict: 'untrusted' })]);
    await log.append([], [check(7, { publisher: 'P', verdict: 'verified' })]);
    for (const many of [0, 100]) {
      const memory = await openActivity(home).memory();
      for (let n = 0; n < many; n++) expect(memory.firstSeen(`other-${n}`)).toBeUndefined();
      expect(memory.verifiedOf('P')).toEqual([verified[0], check(7, { publisher: 'P', verdict: 'verified' })]);
      for (const [n, name] of names.entries()) expect(memory.verifiedOf(name)).toContainEqual(verified[n]);
      expect(memory.verifiedOf('toString')).toEqual([]);
      expect(memory.firstSeen('s2')).toBe(check(2).at);
    }
  });

  it('takes nothing for remembered that only quotes it, does not fit or is torn', async () => {
    const log = openActivity(home);
    await log.append([], [check(1, { artifactName: 's5', publisher: '"s6"' })]);
    const path = join(home, 'checks.jsonl');
    const whole = JSON.stringify(check(8, { publisher: 'P', verdict: 'verified' }));
    appendFileSync(path, `{"at":1,"signatureDigest":"s7"}\n["s7"]\n"s7"\n\0"s7"\n${whole}`);
    for (const many of [0, 100]) {
      const memory = await openActivity(home).memory();
      for (let n = 0; n < many; n++) memory.firstSeen(`other-${n}`);
      for (const digest of ['s5', 's6', '"s6"', 's7', 's8', ''])
        expect(memory.firstSeen(digest), digest).toBeUndefined();
      expect(memory.verifiedOf('P')).toEqual([]);
      expect(memory.firstSeen('s1')).toBe(check(1).at);
    }
  });

  it('reads names of every kind, and lines larger than a block', async () => {
    const odd = entry('é\u2028"\\');
    const large = entry('large');
    if (large.kind === 'check') large.result.summary = 'é'.repeat(700_000);
    await openActivity(home).append([odd, large, entry('last')], []);
    expect(ids(await openActivity(home).list({ limit: 9 }))).toEqual(['last', 'large', odd.id]);
    expect(ids(await openActivity(home).list({ limit: 9, before: 'large' }))).toEqual([odd.id]);
  });

  it('drops a torn last line and what does not fit, and goes on after it', async () => {
    await openActivity(home).append([entry('1'), entry('2')], [check(1), check(2)]);
    for (const name of ['activity.jsonl', 'checks.jsonl']) {
      const path = join(home, name);
      truncateSync(path, statSync(path).size - 20);
    }
    expect(ids(await openActivity(home).list({ limit: 9 }))).toEqual(['1']);
    expect(await remembered(openActivity(home))).toEqual([check(1)]);
    await openActivity(home).append([entry('3')], [check(3)]);
    appendFileSync(join(home, 'activity.jsonl'), '{"id":"x"}\n\n\0\0\n[]\n');
    appendFileSync(join(home, 'checks.jsonl'), '{"at":1}\nnull\n');
    expect(ids(await openActivity(home).list({ limit: 9 }))).toEqual(['3', '1']);
    expect(await remembered(openActivity(home))).toEqual([check(1), check(3)]);
  });

  it('stays bounded: the file before the current one is kept, older ones go', async () => {
    const log = openActivity(home, { largestLog: 20_000 });
    for (const n of range(0, 100)) await log.append([entry(String(n))], []);
    expect(readdirSync(home).sort()).toEqual(['activity.1.jsonl', 'activity.jsonl']);
    for (const name of readdirSync(home)) expect(statSync(join(home, name)).size).toBeLessThan(23_000);
    const all = await log.list({ limit: 500 });
    expect(all.length).toBeGreaterThan(20);
    expect(ids(all)).toEqual(
      range(100 - all.length, 100)
        .reverse()
        .map(String),
    );
    expect(ids(await log.list({ limit: 5, before: all.at(-3)!.id }))).toEqual(ids(all.slice(-2)));
  });

  it('thins the memory of checks out, but keeps the first and the last of the same', async () => {
    const log = openActivity(home, { largestMemory: 60_000 });
    const days = range(0, 400).map((n) => check(1, { at: new Date(Date.UTC(2024, 0, 1 + n)).toISOString() }));
    for (const day of days) await log.append([], [day]);
    const kept = await remembered(log);
    expect(kept[0]).toEqual(days[0]);
    expect(kept.at(-1)).toEqual(days.at(-1));
    await log.append(
      [],
      range(0, 1000).map((n) => check(n)),
    );
    expect(statSync(join(home, 'checks.jsonl')).size).toBeLessThan(60_000);
    expect((await remembered(log)).at(-1)).toEqual(check(999));
  });

  it('clears all', async () => {
    const log = openActivity(home, { largestLog: 10 });
    await log.append([entry('1')], [check(1)]);
    await log.append([entry('2')], []);
    await remembered(log);
    await log.clear();
    expect(readdirSync(home)).toEqual([]);
    expect(await remembered(log)).toEqual([]);
    expect(await log.list({ limit: 9 })).toEqual([]);
  });

  it('appends 3,000 results in well under a second, and finds one among 100,000 checks soon', async () => {
    const log = openActivity(home);
    const entries = range(0, 3000).map((n) => entry(String(n)));
    const checks = range(0, 3000).map((n) => check(n));
    const started = performance.now();
    await log.append(entries, checks);
    const took = performance.now() - started;
    expect(took).toBeLessThan(800);
    await log.append(
      [],
      range(0, 100_000).map((n) => check(n)),
    );
    const asked = performance.now();
    expect((await openActivity(home).memory()).firstSeen('s77777')).toBe(check(77_777).at);
    expect(performance.now() - asked).toBeLessThan(1_000);
  });
});

describe('several processes', () => {
  let program: Awaited<ReturnType<typeof buildProgram>>;
  beforeAll(async () => {
    program = await buildProgram(`
      import { openActivity } from 'electron/core/audit/activity-file.ts';
      const [home, name, count, line] = process.argv.slice(2);
      const log = openActivity(home, { largestLog: 1e9 });
      void (async () => {
        for (let i = 0; i < Number(count); i++) {
          const entry = JSON.parse(line.replaceAll('NAME', name + '-' + i));
          await log.append([entry], [{ at: entry.at, artifactName: name + i, signatureDigest: name + i, publisher: 'P', verdict: 'verified' }]);
          process.stdout.write(i + '\\n');
        }
      })();
    `);
  });
  afterAll(() => program.remove());
  const line = JSON.stringify(entry('NAME'));

  it('lose no line', async () => {
    const runs = ['a', 'b', 'c'].map((name) => ended(startProgram(program.path, [home, name, '40', line])));
    for (const run of await Promise.all(runs)) expect(run).toMatchObject({ code: 0, stderr: '' });
    const all = await openActivity(home).list({ limit: 500 });
    expect(new Set(ids(all)).size).toBe(120);
    expect(await remembered(openActivity(home))).toHaveLength(120);
  });

  it('killed at any moment, leave every reported line and a log that goes on', async () => {
    let reported = 0;
    for (let round = 0; round < 10; round++) {
      const child = startProgram(program.path, [home, `r${round}`, '100000', line]);
      const end = ended(child);
      await new Promise((resolve) => child.stdout!.once('data', resolve));
      await sleep(5 + Math.random() * 50);
      child.kill('SIGKILL');
      reported += (await end).stdout.split('\n').length - 1;
    }
    await openActivity(home).append([entry('after')], [check(1)]);
    const checks = await remembered(openActivity(home));
    expect(checks.length).toBeGreaterThan(reported);
    expect(checks.at(-1)).toEqual(check(1));
    const listed = await openActivity(home).list({ limit: 1_000_000 });
    expect(listed.length).toBeGreaterThan(reported);
    expect(listed[0]?.id).toBe('after');
    expect(existsSync(join(home, 'activity.jsonl.lock'))).toBe(false);
    expect(readFileSync(join(home, 'activity.jsonl'), 'utf8').endsWith('\n')).toBe(true);
  }, 60_000);
});

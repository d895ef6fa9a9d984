import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REPORT_LANGUAGE } from '../../../../electron/cli/report-words.ts';
import { AuditRows } from '../../../../electron/core/audit/git/audit-rows.ts';
import { auditOf, type GitAudit } from '../../../../electron/core/audit/git/audit.ts';
import { AUDIT_FORMATS, renderAudit } from '../../../../electron/core/audit/git/render-audit.ts';
import { writeAudit } from '../../../../electron/core/audit/git/write-audit.ts';
import { SUBJECT, unsignedCommit } from './audit-subject.ts';

const MANY = 6_000;
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-report-'));
  path = join(folder, 'report');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rows = new AuditRows();
for (let n = 0; n < MANY; n++) rows.add(unsignedCommit(n, `change ${n}`));
const audit = auditOf(SUBJECT, rows);
const write = (
  format: (typeof AUDIT_FORMATS)[number],
  watching: Parameters<typeof writeAudit>[3] = {},
  overwrite = true,
  of: GitAudit = audit,
): Promise<void> => writeAudit(of, { path, format, overwrite }, REPORT_LANGUAGE, watching);

describe('a report of many commits', () => {
  it.each(AUDIT_FORMATS)('is written as %s as it is made at once, and replaces one that is there', async (format) => {
    writeFileSync(path, 'the report before');
    const written: number[] = [];
    await write(format, { onWritten: (done) => written.push(done) });
    expect(readFileSync(path, 'utf8')).toBe(renderAudit(audit, format, REPORT_LANGUAGE));
    // What is for reading is made of what was counted before.
    expect(written).toHaveLength(format === 'json' || format === 'csv' ? MANY : 0);
    expect(readdirSync(folder)).toEqual(['report']);
  });

  it('leaves what was there where it is stopped, and nothing half-written', async () => {
    writeFileSync(path, 'the report before');
    const stop = new AbortController();
    let most = 0;
    const onWritten = (done: number): void => {
      most = done;
      if (done === 2_000) setImmediate(() => stop.abort());
    };
    await expect(write('json', { signal: stop.signal, onWritten })).rejects.toMatchObject({ code: 'cancelled' });
    // Others have their turn while it is written: else nobody could stop it.
    expect(most).toBeGreaterThanOrEqual(2_000);
    expect(most).toBeLessThan(MANY);
    expect(readFileSync(path, 'utf8')).toBe('the report before');
    expect(readdirSync(folder)).toEqual(['report']);
  });

  it('leaves nothing where it fails in the middle, or may not replace what is there', async () => {
    const broken = {
      length: MANY,
      *[Symbol.iterator]() {
        yield* Array.from({ length: 1_000 }, (_, n) => unsignedCommit(n, 'fine'));
        throw new Error('unreadable');
      },
    };
    await expect(write('csv', {}, true, { ...audit, rows: broken })).rejects.toMatchObject({ code: 'internal' });
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(path, 'kept');
    await expect(write('csv', {}, false)).rejects.toMatchObject({ code: 'already-exists' });
    expect(readFileSync(path, 'utf8')).toBe('kept');
    path = join(folder, 'no', 'such', 'report');
    await expect(write('json')).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
});

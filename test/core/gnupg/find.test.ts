import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../../electron/core/gnupg/find.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a program', () => {
  it('is looked for in whole folders only: where somebody stands lies what anybody put there', async () => {
    writeFileSync(join(folder, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o644 });
    expect(await findProgram('tool', { PATH: folder })).toBe(join(folder, 'tool'));
    expect(await findProgram('tool', { PATH: `${relative(process.cwd(), folder)}:.:` })).toBeUndefined();
    expect(await findProgram('text', { PATH: folder })).toBeUndefined();
  });
});

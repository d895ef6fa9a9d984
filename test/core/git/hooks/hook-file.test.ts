import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { hookText } from '../../../../electron/core/git/hooks/hook-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-hook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The words that the hook starts the command line with: a program in place of Node prints them. */
function words(
  paths: { script: string; home: string; policy: string; key: string },
  args: readonly string[],
): string[] {
  const node = join(folder, "it's node");
  writeFileSync(node, `#!/bin/sh\nprintf '%s\\0' "$@"\n`, { mode: 0o755 });
  const { script, key, ...rest } = paths;
  const file = join(folder, 'pre-push');
  writeFileSync(file, hookText({ hook: 'pre-push', program: { script, node }, keys: [key], ...rest }), { mode: 0o755 });
  return execFileSync('sh', [file, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], GIT_DIR: '/a b/.git' },
  })
    .split('\0')
    .slice(0, -1);
}

describe('the file of a hook', () => {
  it('calls the command line with these very words, whatever the paths are called', () => {
    const path = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `/${text.replaceAll('\0', '')}`);
    const odd = fc.constantFrom(`/a'b"c $HOME \`x\``, '/line\nend', "/'''", '/\\', '/-- $(exit 1)');
    const any = fc.oneof(path, odd);
    fc.assert(
      fc.property(any, any, any, any, any, (script, home, policy, key, arg) => {
        expect(words({ script, home, policy, key }, ['origin', arg])).toEqual([
          ...[script, 'commits', 'verify', '--hook', 'pre-push', '--offline', '--repo=/a b/.git'],
          ...[`--home=${home}`, `--policy=${policy}`, `--key=${key}`, '--', 'origin', arg],
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('ends as the command line does', () => {
    const node = join(folder, 'node');
    writeFileSync(node, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const file = join(folder, 'pre-receive');
    const text = hookText({
      hook: 'pre-receive',
      program: { script: '/s', node },
      home: '/h',
      policy: '/p',
      keys: [],
      trustedRoot: '/t',
      instance: 'ours',
    });
    expect(text).toContain("--trusted-root='/t' \\\n  --instance='ours' -- \"$@\"");
    writeFileSync(file, text, { mode: 0o755 });
    expect(() => execFileSync(file)).toThrow(expect.objectContaining({ status: 3 }) as Error);
  });
});

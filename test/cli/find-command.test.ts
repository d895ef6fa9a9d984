import { describe, expect, it } from 'vitest';
import { findCommand } from '../../electron/cli/find-command.ts';

describe('the command of a call', () => {
  it.each([
    [['verify', 'a'], 'verify', ['a']],
    [['--json', 'verify', 'a'], 'verify', ['--json', 'a']],
    [['--home', 'verify', 'sign', 'a'], 'sign', ['--home', 'verify', 'a']],
    [['--home=x', '--key', 'verify', 'sign', 'a'], 'sign', ['--home=x', '--key', 'verify', 'a']],
    [['--manifest', 'sign', 'a'], 'sign', ['--manifest', 'a']],
    [['--help'], '--help', []],
    [['--version'], '--version', []],
    [['--json'], '--json', []],
    [['--home'], '--home', []],
    [['--', 'verify'], '--', ['verify']],
    [[], undefined, []],
  ])('%j', (argv, name, words) => {
    expect(findCommand(argv)).toEqual({ name, words });
  });
});

import { expect, test } from 'vitest';
import { gitProgramWords, readGitCall, readStartArguments } from '../../electron/app/start-arguments.ts';

const read = (argv: string[], skipApp = false) => readStartArguments(argv, { skipApp, cwd: '/here' });

test('files are absolute, switches of others are passed over', () => {
  expect(read(['--no-sandbox', '--inspect=0', 'a.txt', '/b'])).toEqual({
    home: undefined,
    files: ['/here/a.txt', '/b'],
    intent: 'verify',
  });
});

test('home, intent and the end of switches', () => {
  expect(read(['--home', 'h', '--sign', '--', '-a'])).toEqual({ home: '/here/h', files: ['/here/-a'], intent: 'sign' });
  expect(read(['--home=/h']).home).toBe('/h');
  expect(read(['--home']).home).toBeUndefined();
});

test('the app’s own folder is no file', () => {
  expect(read(['--no-sandbox', '/app', '--home', '/h', 'a'], true)).toMatchObject({ home: '/h', files: ['/here/a'] });
});

test('a file may be named by its address, and what only looks like one is a name', () => {
  expect(read(['file:///with%20space.txt']).files).toEqual(['/with space.txt']);
  expect(read(['file://elsewhere/share.txt']).files).toEqual(['/here/file:/elsewhere/share.txt']);
  expect(read(['https://example.org/a']).files).toEqual(['/here/https:/example.org/a']);
});

test('git’s calls are told from files that are opened', () => {
  for (const [platform, app] of [
    ['linux', undefined],
    ['linux', '/app'],
    ['darwin', undefined],
  ] as const)
    expect(readGitCall([...gitProgramWords(platform, app), '--verify', 'a', '-'])).toEqual(['--verify', 'a', '-']);
  expect(readGitCall(['--git-program', '--'])).toEqual([]);
  for (const argv of [[], ['--git-program'], ['--', '--git-program', '--'], ['--git-program', '--sign', '--', 'a']])
    expect(readGitCall(argv)).toBeUndefined();
});

test('only where there may be no display, none is asked for', () => {
  expect(gitProgramWords('linux', undefined)).toContain('--ozone-platform=headless');
  expect(gitProgramWords('darwin', undefined)).not.toContain('--ozone-platform=headless');
});

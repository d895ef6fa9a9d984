import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { changelogSection } from '../../../../electron/core/git/sign/changelog-section.ts';
import { fillTemplate, tidyMessage } from '../../../../electron/core/git/sign/message.ts';
import { nextVersions, versionIn } from '../../../../electron/core/git/sign/next-versions.ts';
import { identLine, tidyPerson } from '../../../../electron/core/git/sign/person.ts';
import { tagNameFault } from '../../../../electron/core/git/sign/tag-name.ts';

/** What git itself says of a name. */
function gitTakes(name: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', `refs/tags/${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a tag’s name', () => {
  it.each([
    ['v1.0', 'release/2026.1', 'a', '@', 'ä', 'v1.0+build', "it's", '💚', 'a.b', 'x{y', 'a@b', 'lock', 'v1.locks'],
  ])('is taken where git takes it: %s and others', (...names) => {
    for (const name of names) expect([name, tagNameFault(name), gitTakes(name)]).toEqual([name, undefined, true]);
  });

  it('is refused where git refuses it, and says why', () => {
    const faults = {
      '': 'empty',
      'a b': 'odd-characters',
      'a~1': 'odd-characters',
      'a^': 'odd-characters',
      'a:b': 'odd-characters',
      'a?': 'odd-characters',
      'a*': 'odd-characters',
      'a[0': 'odd-characters',
      'a\\b': 'odd-characters',
      'a\nb': 'odd-characters',
      'a\u007f': 'odd-characters',
      'a@{1}': 'odd-characters',
      'a..b': 'odd-dots',
      '.a': 'odd-dots',
      'a/.b': 'odd-dots',
      'a.': 'odd-dots',
      '/a': 'odd-slashes',
      'a/': 'odd-slashes',
      'a//b': 'odd-slashes',
      'a.lock': 'ends-in-lock',
      'a.lock/b': 'ends-in-lock',
    };
    for (const [name, fault] of Object.entries(faults))
      expect([name, tagNameFault(name), gitTakes(name)]).toEqual([name, fault, false]);
  });

  it('is refused where git would take it for something else, or could not keep it', () => {
    expect(tagNameFault('-d')).toBe('begins-with-dash');
    expect(tagNameFault('HEAD')).toBe('is-head');
    expect(tagNameFault('a\0b')).toBe('odd-characters');
    expect(tagNameFault('v\ud800')).toBe('odd-characters');
    expect(tagNameFault('v'.repeat(250))).toBe('too-long');
  });
});

describe('the next version', () => {
  it.each([
    [[], ['v0.1.0', 'v1.0.0']],
    [['v1.2.3'], ['v1.2.4', 'v1.3.0', 'v2.0.0']],
    [
      ['v1.2.3', 'v1.10.0', 'v1.9.0'],
      ['v1.10.1', 'v1.11.0', 'v2.0.0'],
    ],
    [['1.2'], ['1.3', '2.0']],
    [
      ['v2.0.0-rc.1', 'v1.9.9'],
      ['v2.0.0-rc.2', 'v2.0.0', 'v2.1.0', 'v3.0.0'],
    ],
    [
      ['v2.0.0', 'v2.0.0-rc.9', 'v2.0.0-rc.10'],
      ['v2.0.1', 'v2.1.0', 'v3.0.0'],
    ],
    [
      ['app@1.0.0', 'lib@3.0.0'],
      ['app@1.0.1', 'app@1.1.0', 'app@2.0.0'],
    ],
    [
      ['nightly', 'release-4.1.0'],
      ['release-4.1.1', 'release-4.2.0', 'release-5.0.0'],
    ],
    [['nothing'], ['v0.1.0', 'v1.0.0']],
  ])('after %j is one of %j', (names, next) => {
    expect(nextVersions(names)).toEqual(next);
    for (const name of next) expect(tagNameFault(name)).toBeUndefined();
  });

  it('is what stands behind the name’s first words', () => {
    expect(['v1.2.3', 'app@1.0.0-rc.1', 'nightly'].map(versionIn)).toEqual(['1.2.3', '1.0.0-rc.1', undefined]);
  });
});

describe('a changelog', () => {
  const text = [
    '# Changelog',
    '',
    '## [Unreleased]',
    '- soon',
    '',
    '## [1.10.0] - 2026-03-01',
    '### Added',
    '- ten',
    '```',
    '## 9.9.9',
    '```',
    '',
    '## v1.1.0',
    '- one',
    '[1.10.0]: https://example.org/',
  ].join('\r\n');

  it('has a section for a version, and for no other', () => {
    expect(changelogSection(text, '1.10.0')).toBe('### Added\n- ten\n```\n## 9.9.9\n```');
    expect(changelogSection(text, '1.1.0')).toBe('- one');
    for (const none of ['1.1', '1.0', '10.0', '9.9.9', '1.10.0-rc.1'])
      expect(changelogSection(text, none)).toBeUndefined();
  });

  it('may underline its headings', () => {
    const news = 'News\n====\n\nVersion 2.0 (2026)\n------------------\nall new\n\nVersion 1.0\n-----------\nfirst';
    expect(changelogSection(news, '2.0')).toBe('all new');
    expect(changelogSection(news, '1.0')).toBe('first');
    expect(changelogSection('## 3.0\n\n## 2.0\n', '3.0')).toBeUndefined();
  });
});

describe('a message', () => {
  it('is tidied as git does, but keeps its headings', () => {
    expect(tidyMessage('\n\n  One  \r\n\n\n\n# Added\n- a\t\n\n')).toBe('  One\n\n# Added\n- a\n');
    expect(fillTemplate('{name}\n\n{changes}', { name: 'v1', version: '1', changes: 'a {name}' })).toBe(
      'v1\n\na {name}',
    );
    expect(fillTemplate('{version} {other}', { name: 'v1', version: '1' })).toBe('1 {other}');
  });

  it('holds nothing that would be read as something else', () => {
    for (const text of [
      '',
      ' \n\t\n',
      'a\0b',
      'a\n-----BEGIN PGP SIGNATURE-----\n',
      '-----BEGIN SSH SIGNATURE-----',
      '\ud800',
    ])
      expect(() => tidyMessage(text)).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => tidyMessage('x'.repeat(2 ** 20))).toThrow('1 MiB');
  });
});

describe('a tagger', () => {
  it('is written as git writes it', () => {
    const at = new Date('2026-01-31T12:00:00.900Z');
    expect(identLine({ name: 'Ada <L>.', email: '<ada@example.org>' }, at, 90)).toBe(
      'Ada L <ada@example.org> 1769860800 +0130',
    );
    expect(identLine({ name: 'A', email: 'b' }, at, -210)).toBe('A <b> 1769860800 -0330');
  });

  it('holds no line end, is somebody, and lives in our time', () => {
    const bad = [
      { name: '', email: 'a@b' },
      { name: ' <> ', email: 'a@b' },
      { name: 'A', email: '' },
      { name: 'A\nobject 1', email: 'a@b' },
      { name: 'A', email: 'a@b> 1 +0000\ntagger X <x' },
      { name: 'A\ud800', email: 'a@b' },
    ];
    for (const one of bad) expect(() => tidyPerson(one)).toThrow(expect.objectContaining({ code: 'usage' }));
    const ada = { name: 'A', email: 'b' };
    expect(() => identLine(ada, new Date(-1000), 0)).toThrow('date');
    expect(() => identLine(ada, new Date(NaN), 0)).toThrow('date');
    expect(() => identLine(ada, new Date(), 0.5)).toThrow('zone');
  });
});

import { expect, test } from 'vitest';
import { readPage } from '../../build/help-pages.mjs';

test('reads title, headings with anchors, text, lists and code', () => {
  const page = readPage(
    [
      "# What's here",
      'One **Two** _three_ `four <five>` & six\nseven.',
      '## <a id="list"></a>A list',
      '1. first',
      '   - inner',
      '2. second',
      '### <a id="code"></a>Code',
      '    gpg --import key.asc',
    ].join('\n\n'),
  );
  expect(page).toEqual({
    title: "What's here",
    blocks: [
      {
        is: 'text',
        text: [
          'One ',
          { is: 'strong', text: ['Two'] },
          ' ',
          { is: 'em', text: ['three'] },
          ' ',
          { is: 'code', text: ['four <five>'] },
          ' & six seven.',
        ],
      },
      { is: 'heading', level: 2, anchor: 'list', text: ['A list'] },
      {
        is: 'list',
        ordered: true,
        items: [
          [
            { is: 'text', text: ['first'] },
            { is: 'list', ordered: false, items: [[{ is: 'text', text: ['inner'] }]] },
          ],
          [{ is: 'text', text: ['second'] }],
        ],
      },
      { is: 'heading', level: 3, anchor: 'code', text: ['Code'] },
      { is: 'code', text: 'gpg --import key.asc' },
    ],
  });
});

test.each([
  ['verdicts.md', { is: 'topic', topic: 'verdicts' }],
  ['verdicts.md#red', { is: 'topic', topic: 'verdicts', anchor: 'red' }],
  ['#red', { is: 'topic', anchor: 'red' }],
  ['https://example.org/a', { is: 'address', url: 'https://example.org/a' }],
  ['../../SECURITY.md', { is: 'em' }],
])('reads a link to %s', (href, expected) => {
  expect(readPage(`# T\n\n[words](${href})`).blocks).toEqual([
    { is: 'text', text: [{ ...expected, text: ['words'] }] },
  ]);
});

test('leaves pictures out, with the paragraph that holds nothing else', () => {
  expect(readPage('# T\n\n![a](a.png)\n\nb').blocks).toEqual([{ is: 'text', text: ['b'] }]);
});

test.each([
  ['no title', 'Text first', 'title'],
  ['an empty document', '', 'title'],
  ['a title with a link', '# [a](verdicts.md)', 'plain words'],
  ['a heading without an anchor', '# T\n\n## Heading', 'no anchor'],
  ['an anchor that is not closed', '# T\n\n## <a id="x">Heading', 'no anchor'],
  ['a second title', '# T\n\n# <a id="x"></a>U', 'level 2 or 3'],
  ['a heading of level 4', '# T\n\n#### <a id="x"></a>U', 'level 2 or 3'],
  ['HTML', '# T\n\n<script>alert(1)</script>', 'cannot show'],
  ['HTML in a line', '# T\n\na <b>b</b>', 'cannot show'],
  ['a table', '# T\n\n| a | b |\n| - | - |\n| c | d |', 'cannot show'],
  ['a letter by its name', '# T\n\na &nbsp; b', 'the letter itself'],
  ['a script as an address', '# T\n\n[a](javascript:alert(1))', 'leads nowhere'],
  ['a link to nothing', '# T\n\n[a]()', 'leads nowhere'],
  ['an address without encryption', '# T\n\n[a](http://example.org)', 'leads nowhere'],
])('refuses %s', (_what, markdown, problem) => {
  expect(() => readPage(markdown)).toThrow(problem);
});

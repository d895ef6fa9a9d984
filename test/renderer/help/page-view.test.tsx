import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { readPage } from '../../../build/help-pages.mjs';
import { PageView } from '../../../renderer/parts/help/page-view.tsx';
import { pseudoPage } from '../../../renderer/parts/help/pages.ts';

const markup = (markdown: string): string => renderToStaticMarkup(<PageView page={readPage(markdown)} top={2} />);

test('shows headings one level below the title, with their anchors', () => {
  expect(markup('# T\n\n## <a id="a"></a>One\n\n### <a id="b"></a>Two')).toBe(
    '<h2 class="help-title" id="help-" tabindex="-1" aria-level="2">T</h2>' +
      '<h3 id="help-a" tabindex="-1" aria-level="3">One</h3><h4 id="help-b" tabindex="-1" aria-level="4">Two</h4>',
  );
});

test('a page that stands alone begins with a heading of level 1', () => {
  const page = readPage('# T\n\n## <a id="a"></a>One');
  expect(renderToStaticMarkup(<PageView page={page} top={1} />).match(/aria-level="\d"/g)).toEqual([
    'aria-level="1"',
    'aria-level="2"',
  ]);
});

test('shows lists, emphasis and code', () => {
  expect(markup('# T\n\n1. **a** _b_ `c`\n\n    code')).toContain(
    '<ol class="help-list"><li><p><strong>a</strong> <em>b</em> <code class="name">c</code></p>',
  );
});

test('what looks like HTML stays text', () => {
  expect(markup('# T\n\n`<img src=x onerror=alert(1)>` & 1 < 2')).toContain(
    '&lt;img src=x onerror=alert(1)&gt;</code> &amp; 1 &lt; 2',
  );
});

test('an address can be pressed only where it is one of the fixed pages', () => {
  expect(markup('# T\n\n[about](https://keys.openpgp.org/about)')).toContain(
    '<a href="https://keys.openpgp.org/about">',
  );
  const other = markup('# T\n\n[words](https://example.org/)');
  expect(other).not.toContain('<a');
  expect(other).toContain('(https://example.org/)');
});

test('a link leads to its topic', () => {
  expect(markup('# T\n\n[x](verdicts.md#red)')).toContain('<a href="#verdicts">x</a>');
});

test('the made-up language keeps code and the shape', () => {
  const page = readPage('# T\n\n## <a id="a"></a>One\n\n- two `three`\n\n    code');
  const made = pseudoPage(page);
  expect(made.title).not.toBe('T');
  expect(made.blocks[0]).toMatchObject({ is: 'heading', level: 2, anchor: 'a' });
  expect(JSON.stringify(made)).toContain('"three"');
  expect(JSON.stringify(made)).not.toContain('"two ');
  expect(made.blocks.map(({ is }) => is)).toEqual(page.blocks.map(({ is }) => is));
});

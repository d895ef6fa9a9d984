import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOwnUrl, resolveOwnFile } from '../../electron/app/serve.ts';

describe('resolveOwnFile', () => {
  test('our own files, with their types', () => {
    expect(resolveOwnFile('/out', 'countersign://app/')).toEqual({
      path: '/out/index.html',
      type: 'text/html; charset=utf-8',
    });
    expect(resolveOwnFile('/out', 'countersign://app/chunks/a-B1.js?x#y')?.path).toBe('/out/chunks/a-B1.js');
  });

  test.each([
    'countersign://app/../main/main.cjs',
    'countersign://app/%2e%2e%2fmain.js',
    'countersign://app/..%5cmain.js',
    'countersign://app/a/./..%2f..%2fx.js',
    'countersign://app//etc/x.js',
    'countersign://app/x.js%00.html',
    'countersign://app/%E0%A4%A',
    'countersign://app/.env.js',
    'countersign://app/main.cjs',
    'countersign://other/index.html',
    'countersign://user@app/index.html',
    'https://app/index.html',
    'file:///out/index.html',
    'nonsense',
  ])('refuses %s', (url) => {
    const found = resolveOwnFile('/out', url);
    // The URL parser may have taken the dots out already; then it is a plain name inside the folder.
    if (found !== undefined) expect(found.path).toMatch(/^\/out\/[\w/-]+\.js$/);
    if (!url.includes('/../')) expect(found).toBeUndefined();
  });

  test('nothing ever leads outside the folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = resolveOwnFile('/out', `countersign://app/${text}`);
        if (found !== undefined) expect(found.path).toMatch(/^\/out\/(?!.*\.\.\/)/);
      }),
    );
  });
});

test('isOwnUrl', () => {
  expect(isOwnUrl('countersign://app/index.html')).toBe(true);
  for (const url of ['countersign://app.evil/', 'countersign:app', 'about:blank', '', 'https://countersign/app'])
    expect(isOwnUrl(url), url).toBe(false);
});

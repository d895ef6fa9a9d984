import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexer, walkTokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../build/help-pages.mjs';
import { CASE_ANCHORS } from '../../renderer/parts/help/case-anchors.ts';
import { type Block, type HelpPage, type Inline, TOPICS } from '../../renderer/parts/help/page.ts';
import { DE } from '../../shared/catalogue/de/words.ts';
import { EN } from '../../shared/catalogue/en/words.ts';
import { ES } from '../../shared/catalogue/es/words.ts';
import type { Catalogue } from '../../shared/catalogue/words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = join(root, 'docs');
const CATALOGUES: Record<string, typeof EN> = { en: EN, de: DE as typeof EN, es: ES as typeof EN };

const languages = readdirSync(docs).filter((name) => /^[a-z]{2}$/.test(name));
const fileOf = (language: string, topic: string): string => join(docs, language, `${topic}.md`);
const pageOf = (language: string, topic: string): HelpPage => readPage(readFileSync(fileOf(language, topic), 'utf8'));

const anchorsOf = ({ blocks }: HelpPage): string[] =>
  blocks.flatMap((block) => (block.is === 'heading' ? [block.anchor] : []));

function pieces(page: HelpPage): Exclude<Inline, string>[] {
  const ofText = (text: readonly Inline[]): Exclude<Inline, string>[] =>
    text.flatMap((piece) => (typeof piece === 'string' ? [] : [piece, ...ofText(piece.text)]));
  const ofBlock = (block: Block): Exclude<Inline, string>[] => {
    if (block.is === 'code') return [];
    return block.is === 'list' ? block.items.flat().flatMap(ofBlock) : ofText(block.text);
  };
  return page.blocks.flatMap(ofBlock);
}

const words = (text: readonly Inline[]): string =>
  text.map((piece) => (typeof piece === 'string' ? piece : words(piece.text))).join('');

function textsOf(catalogue: Catalogue): string[] {
  return Object.values(catalogue).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

test('English is there', () => {
  expect(languages).toContain('en');
});

describe.each(languages)('in %s', (language) => {
  test('every topic is there, and nothing else', () => {
    const wanted = TOPICS.map((topic) => `${topic}.md`);
    expect(readdirSync(join(docs, language)).sort()).toEqual([...wanted].sort());
  });

  test.each(TOPICS)('%s has the anchors of English, each once', (topic) => {
    const anchors = anchorsOf(pageOf(language, topic));
    expect(anchors).toEqual(anchorsOf(pageOf('en', topic)));
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  test.each(TOPICS)('%s is called what its question mark says', (topic) => {
    if (topic === 'overview') return;
    expect(pageOf(language, topic).title).toBe(CATALOGUES[language]?.window.help.topics[topic]);
  });

  test.each(TOPICS)('every link of %s leads to a heading', (topic) => {
    for (const piece of pieces(pageOf(language, topic))) {
      if (piece.is !== 'topic') continue;
      const target = piece.topic ?? topic;
      expect(TOPICS).toContain(target);
      if (piece.anchor !== undefined) expect(anchorsOf(pageOf(language, target))).toContain(piece.anchor);
    }
  });

  test.each(TOPICS)('what is bold in %s stands in the window, word for word', (topic) => {
    const catalogue = CATALOGUES[language];
    expect(catalogue).toBeDefined();
    const said = new Set(textsOf(catalogue as Catalogue).map(straight));
    const bold = pieces(pageOf(language, topic)).filter((piece) => piece.is === 'strong');
    expect(bold.map((piece) => words(piece.text)).filter((text) => !said.has(straight(text)))).toEqual([]);
  });

  test('every case of the card is explained', () => {
    const anchors = anchorsOf(pageOf(language, 'verdicts'));
    expect(Object.values(CASE_ANCHORS).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });
});

const straight = (text: string): string => text.replaceAll('’', "'");

const DOCUMENTS = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...languages.flatMap((language) => TOPICS.map((topic) => relative(root, fileOf(language, topic)))),
];

test.each(DOCUMENTS)('every file and picture that %s points to is there, and every picture is described', (name) => {
  const missing: string[] = [];
  void walkTokens(lexer(readFileSync(join(root, name), 'utf8')), (token) => {
    if (token.type !== 'link' && token.type !== 'image') return;
    const { href, text } = token as { href: string; text: string };
    if (token.type === 'image' && text.trim() === '') missing.push(`no description: ${href}`);
    const [path] = href.split('#');
    if (/^[a-z]+:/.test(href) || path === undefined || path === '') return;
    if (!existsSync(join(root, dirname(name), path))) missing.push(href);
  });
  expect(missing).toEqual([]);
});

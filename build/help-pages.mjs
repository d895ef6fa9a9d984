// The documents as data: markdown is read while building, so that the window needs neither a parser nor inner HTML.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { lexer } from 'marked';

const anchorOf = /^<a id="([a-z0-9-]+)">$/;
const topicLink = /^(?=.)(?:([a-z-]+)\.md)?(?:#([a-z0-9-]+))?$/;

/**
 * One document as the help shows it: title and blocks, without its pictures. Refuses what the help cannot show, and a heading without
 * an anchor of its own (`## <a id="compare"></a>Compare`), because anchors must be the same in every language.
 */
export function readPage(markdown) {
  const [first, ...rest] = lexer(markdown).filter(({ type }) => type !== 'space');
  if (first?.type !== 'heading' || first.depth !== 1) throw new Error('it does not begin with its title');
  return { title: plain(first.tokens), blocks: rest.flatMap(block) };
}

const plain = (tokens) =>
  inline(tokens)
    .map((piece) => {
      if (typeof piece !== 'string') throw new Error('a title is plain words');
      return piece;
    })
    .join('');

function block(token) {
  switch (token.type) {
    case 'heading':
      return [heading(token)];
    case 'paragraph':
    case 'text': {
      const text = inline(token.tokens);
      return text.length === 0 ? [] : [{ is: 'text', text }];
    }
    case 'code':
      return [{ is: 'code', text: token.text }];
    case 'list':
      return [{ is: 'list', ordered: token.ordered, items: token.items.map(({ tokens }) => tokens.flatMap(block)) }];
    case 'space':
      return [];
    default:
      throw new Error(`the help cannot show this (${token.type}): ${token.raw.trim().slice(0, 60)}`);
  }
}

function heading({ depth, tokens, raw }) {
  const anchor = anchorOf.exec(tokens[0]?.raw ?? '')?.[1];
  if (depth === 1 || depth > 3) throw new Error(`a heading is of level 2 or 3: ${raw.trim()}`);
  if (anchor === undefined || tokens[1]?.raw !== '</a>') throw new Error(`a heading has no anchor: ${raw.trim()}`);
  return { is: 'heading', level: depth, anchor, text: inline(tokens.slice(2)) };
}

function inline(tokens) {
  const pieces = [];
  const say = (words) => {
    if (typeof pieces.at(-1) === 'string') pieces.push(pieces.pop() + words);
    else pieces.push(words);
  };
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'escape') {
      if (/&#?\w+;/.test(token.text)) throw new Error(`write the letter itself: ${token.text}`);
      say(token.text.replaceAll('\n', ' '));
    } else if (token.type === 'strong' || token.type === 'em') {
      pieces.push({ is: token.type, text: inline(token.tokens) });
    } else if (token.type === 'codespan') pieces.push({ is: 'code', text: [token.text] });
    else if (token.type === 'link') pieces.push(link(token));
    else if (token.type !== 'image')
      throw new Error(`the help cannot show this (${token.type}): ${token.raw.trim().slice(0, 60)}`);
  }
  return pieces.every((piece) => typeof piece === 'string' && piece.trim() === '') ? [] : pieces;
}

function link({ href, tokens }) {
  const text = inline(tokens);
  const within = topicLink.exec(href);
  if (within !== null) {
    const [, topic, anchor] = within;
    // A place on the same page has no topic of its own.
    return {
      is: 'topic',
      ...(topic === undefined ? {} : { topic }),
      ...(anchor === undefined ? {} : { anchor }),
      text,
    };
  }
  if (/^https:/.test(href)) return { is: 'address', url: href, text };
  // A file of the repository (SECURITY.md): it is not in the window, so only its words are.
  if (/^\.\.\/\.\.\/[\w./-]+$/.test(href)) return { is: 'em', text };
  throw new Error(`a link leads nowhere: ${href}`);
}

/** esbuild's plug-in: `import page from '….md'` gives the page as data. */
export const helpPages = {
  name: 'help-pages',
  setup(build) {
    build.onLoad({ filter: /\.md$/ }, async ({ path }) => {
      try {
        return { contents: JSON.stringify(readPage(await readFile(path, 'utf8'))), loader: 'json' };
      } catch (error) {
        return { errors: [{ text: `${basename(path)}: ${error.message}` }] };
      }
    });
  },
};

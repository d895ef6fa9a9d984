import { createElement } from 'react';
import { LINKS } from '../../../shared/links.ts';
import { call } from '../../api.ts';
import { attempt } from '../shell.ts';
import { useHelp } from './help-store.ts';
import type { Block, HelpPage, Inline } from './page.ts';

/** The address of a heading inside the panel. */
export const headingId = (anchor: string): string => `help-${anchor}`;

/** Of which level the page's title is to a screen reader: 1 where the help stands alone. */
type Top = 1 | 2;

/** A topic as elements: its title, and what stands under it. */
export function PageView({ page, top }: { page: HelpPage; top: Top }) {
  return (
    <>
      <h2 className="help-title" id={headingId('')} tabIndex={-1} aria-level={top}>
        {page.title}
      </h2>
      <Blocks blocks={page.blocks} top={top} />
    </>
  );
}

function Blocks({ blocks, top }: { blocks: readonly Block[]; top: Top }) {
  return blocks.map((block, index) => <BlockView key={index} block={block} top={top} />);
}

function BlockView({ block, top }: { block: Block; top: Top }) {
  switch (block.is) {
    case 'heading':
      return createElement(
        block.level === 2 ? 'h3' : 'h4',
        { id: headingId(block.anchor), tabIndex: -1, 'aria-level': block.level + top - 1 },
        <Words text={block.text} />,
      );
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'code':
      return (
        <pre className="pre small mono" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} top={top} />
        </li>
      ));
      return block.ordered ? <ol className="help-list">{items}</ol> : <ul className="help-list">{items}</ul>;
    }
  }
}

function Words({ text }: { text: readonly Inline[] }) {
  return text.map((piece, index) => (typeof piece === 'string' ? piece : <Piece key={index} piece={piece} />));
}

function Piece({ piece }: { piece: Exclude<Inline, string> }) {
  const open = useHelp((help) => help.open);
  const here = useHelp((help) => help.shown?.topic);
  const words = <Words text={piece.text} />;
  switch (piece.is) {
    case 'strong':
      return <strong>{words}</strong>;
    case 'em':
      return <em>{words}</em>;
    case 'code':
      return <code className="name">{words}</code>;
    case 'topic': {
      const topic = piece.topic ?? here;
      if (topic === undefined) return words;
      return (
        <a
          href={`#${topic}`}
          onClick={(event) => {
            event.preventDefault();
            open(topic, piece.anchor);
          }}
        >
          {words}
        </a>
      );
    }
    case 'address':
      // Only a fixed list of pages may be opened; any other address can be read and typed.
      if (!LINKS.has(piece.url)) {
        return (
          <>
            {words} <span className="mono name">({piece.url})</span>
          </>
        );
      }
      return (
        <a
          href={piece.url}
          onClick={(event) => {
            event.preventDefault();
            void attempt(() => call('app.openLink', { url: piece.url }));
          }}
        >
          {words}
        </a>
      );
  }
}

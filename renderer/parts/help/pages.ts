import { pseudo } from '../../../shared/catalogue/pseudo.ts';
import type { Block, HelpPage, HelpPages, Inline, Topic } from './page.ts';

const LANGUAGES: Readonly<Record<string, () => Promise<HelpPages>>> = {
  en: async () => (await import('./en.ts')).EN_PAGES,
  de: async () => (await import('./de.ts')).DE_PAGES,
  es: async () => (await import('./es.ts')).ES_PAGES,
};

/** One topic in a language, loaded when it is first asked for; English where there is no such language. */
export async function helpPage(topic: Topic, language: string): Promise<HelpPage> {
  const load = LANGUAGES[language] ?? LANGUAGES['en'];
  if (load === undefined) throw new Error('the help has no English');
  const page = (await load())[topic];
  return language === 'pseudo' ? pseudoPage(page) : page;
}

/** The page in the made-up language of the tests. */
export function pseudoPage({ title, blocks }: HelpPage): HelpPage {
  return { title: pseudoText(title), blocks: blocks.map(pseudoBlock) };
}

const pseudoText = (text: string): string => pseudo({ text }).text;

function pseudoBlock(block: Block): Block {
  if (block.is === 'code') return block;
  if (block.is === 'list') return { ...block, items: block.items.map((item) => item.map(pseudoBlock)) };
  return { ...block, text: block.text.map(pseudoInline) };
}

function pseudoInline(piece: Inline): Inline {
  if (typeof piece === 'string') return piece.trim() === '' ? piece : pseudoText(piece);
  return piece.is === 'code' ? piece : { ...piece, text: piece.text.map(pseudoInline) };
}

import type { HelpPage } from '../renderer/parts/help/page.ts';

export function readPage(markdown: string): HelpPage;

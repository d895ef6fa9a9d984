import { createHash } from 'node:crypto';
import { visibleText } from '../../../shared/visible-text.ts';

/** A page that is saved: its title, its one style, and its body, which is markup already. */
export interface HtmlPage {
  lang: string;
  dir: 'ltr' | 'rtl';
  title: string;
  style: string;
  body: string;
}

/** One self-contained page, to be read, printed and passed on: nothing runs, is fetched or sent; its style is named by its hash. */
export function htmlPage({ lang, dir, title, style, body }: HtmlPage): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${inert(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${inert(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Any text as markup that shows it and does nothing, hidden characters made visible. */
export const inert = (text: string): string => visibleText(text).replace(/[&<>"']/g, (each) => ESCAPES[each] ?? '');

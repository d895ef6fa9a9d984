import { createHash } from 'node:crypto';
import { visibleText } from '../../../shared/visible-text.ts';
import type { RecordLanguage, RecordParts, RecordSection } from './record-parts.ts';
import { RECORD_STYLE } from './record-style.ts';

const STYLE_HASH = createHash('sha256').update(RECORD_STYLE).digest('base64');
/** Nothing runs, nothing is fetched, nothing is sent; this page's one style is named by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** A record as one self-contained page, to be read, printed and passed on. */
export function htmlRecord(parts: RecordParts, { lang, dir }: RecordLanguage): string {
  return `<!doctype html>
<html lang="${inert(lang)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>${inert(parts.title)}</title>
<style>${RECORD_STYLE}</style>
</head>
<body>
<main>
<p class="kind">${inert(parts.title)} <span>${inert(parts.checkedAt)}</span></p>
<header class="${parts.verdict}">
<p class="word">${inert(parts.verdictWord)}</p>
<h1>${inert(parts.sentence)}</h1>
${parts.more === '' ? '' : `<p>${inert(parts.more)}</p>`}
</header>
${parts.next === '' ? '' : `<section><h2>${inert(parts.whatNow)}</h2><p>${inert(parts.next)}</p></section>`}
${parts.sections.map(section).join('\n')}
${list(parts.remarksTitle, parts.remarks.map(inert))}
${list(
  parts.checksTitle,
  parts.checks.map(({ outcome, seen }) => `<b>${inert(outcome)}:</b> <bdi>${inert(seen)}</bdi>`),
)}
<footer>${inert(parts.notProof)}</footer>
</main>
</body>
</html>
`;
}

function section({ title, rows }: RecordSection): string {
  const lines = rows.map(({ name, values, raw }) => {
    const shown = values.map((each) => `<bdi>${raw ? `<code>${inert(each)}</code>` : inert(each)}</bdi>`);
    return `<tr><th scope="row">${inert(name)}</th><td>${shown.join('<br>')}</td></tr>`;
  });
  return `<section><h2>${inert(title)}</h2><table>${lines.join('\n')}</table></section>`;
}

/** `items` are markup already. */
function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<section><h2>${inert(title)}</h2><ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul></section>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const inert = (text: string): string => visibleText(text).replace(/[&<>"']/g, (each) => ESCAPES[each] ?? '');

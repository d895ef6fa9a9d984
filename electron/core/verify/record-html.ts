import { htmlPage, inert } from '../util/html-page.ts';
import type { RecordLanguage, RecordParts, RecordSection } from './record-parts.ts';
import { RECORD_STYLE } from './record-style.ts';

/** A record as one self-contained page, to be read, printed and passed on. */
export function htmlRecord(parts: RecordParts, { lang, dir }: RecordLanguage): string {
  const body = `<p class="kind">${inert(parts.title)} <span>${inert(parts.checkedAt)}</span></p>
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
<footer>${inert(parts.notProof)}</footer>`;
  return htmlPage({ lang, dir, title: parts.title, style: RECORD_STYLE, body });
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

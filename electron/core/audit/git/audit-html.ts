import { htmlPage, inert } from '../../util/html-page.ts';
import { RECORD_STYLE } from '../../verify/record-style.ts';
import type { AuditFailure, AuditLanguage, AuditLine, AuditParts } from './audit-parts.ts';

/** A report as one self-contained page. */
export function htmlAudit(parts: AuditParts, { lang, dir }: AuditLanguage): string {
  const { title, verdict, headline, failures, more, signers, none } = parts;
  const body = `<p class="kind">${inert(title)} <span>${inert(parts.checkedAt)}</span></p>
<header${verdict === undefined ? '' : ` class="${verdict}"`}>
<h1>${inert(headline)}</h1>
</header>
${section(parts.checkedTitle, table(parts.checked))}
${section(parts.numbersTitle, `<div class="numbers">${parts.numbers.map(({ title: name, lines }) => `<div><h3>${inert(name)}</h3>${table(lines)}</div>`).join('\n')}</div>`)}
${section(
  parts.failuresTitle,
  failures.length === 0
    ? `<p>${inert(none)}</p>`
    : `<ol>${failures.map(failure).join('\n')}</ol>${more === '' ? '' : `<p>${inert(more)}</p>`}`,
)}
${signers.length === 0 ? '' : section(parts.signersTitle, signers.map(table).join('\n'))}
<footer>${inert(parts.notProof)}</footer>`;
  return htmlPage({ lang, dir, title, style: `${RECORD_STYLE}${AUDIT_STYLE}`, body });
}

const section = (title: string, body: string): string => `<section><h2>${inert(title)}</h2>${body}</section>`;

function table(lines: readonly AuditLine[]): string {
  const rows = lines.map(({ name, value, raw, verdict }) => {
    const shown = raw === true ? `<code>${inert(value)}</code>` : inert(value);
    const tone = verdict === undefined ? '' : ` class="${verdict}"`;
    return `<tr${tone}><th scope="row">${inert(name)}</th><td><bdi>${shown}</bdi></td></tr>`;
  });
  return `<table>${rows.join('\n')}</table>`;
}

function failure({ mark, id, subject, by, reasons, verdict }: AuditFailure): string {
  return `<li><p><b class="${verdict}">${inert(mark)}</b> <code>${inert(id)}</code> <bdi>${inert(subject)}</bdi></p>
<p>${reasons.map((reason) => `<bdi>${inert(reason)}</bdi>`).join(' ')}</p>${by === '' ? '' : `<p class="by"><bdi>${inert(by)}</bdi></p>`}</li>`;
}

/** What a report has beside a record: a page without one verdict is ink, and long lists break over pages between their items. */
const AUDIT_STYLE = `
header:not([class]) { --tone: var(--soft); --tint: var(--card); }
h3 { font-size: 15px; font-weight: 400; color: var(--soft); }
section { break-inside: auto; }
h2, h3 { break-after: avoid; }
table + table { margin-block-start: 16px; padding-block-start: 16px; border-block-start: 1px solid var(--line); }
table, li { break-inside: avoid; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 16px 48px; }
.numbers td { text-align: end; font-variant-numeric: tabular-nums; }
.numbers tr[class] th { color: var(--tone); font-weight: 600; }
ol { list-style: none; padding: 0; }
ol li { padding-block: 8px; }
ol li + li { margin: 0; border-block-start: 1px solid var(--line); }
li b { color: var(--tone); }
.by { color: var(--soft); font-size: 13px; }
@media (max-width: 560px) { .numbers th, .numbers td { display: table-cell; } }
`;

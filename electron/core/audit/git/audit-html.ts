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
${section(parts.numbersTitle, numbers(parts))}
${section(
  parts.failuresTitle,
  failures.length === 0
    ? `<p>${inert(none)}</p>`
    : `<ol>${failures.map(failure).join('\n')}</ol>${more === '' ? '' : `<p>${inert(more)}</p>`}`,
)}
${signers.length === 0 ? '' : section(parts.signersTitle, signersTable(parts))}
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

function numbers({ numbers: groups }: AuditParts): string {
  const shown = groups.map(
    ({ title, lines, isWide }) =>
      `<div${isWide === true ? ' class="wide"' : ''}><h3>${inert(title)}</h3>${table(lines)}</div>`,
  );
  return `<div class="numbers">${shown.join('\n')}</div>`;
}

function failure({ mark, id, subject, by, signedBy, reasons, verdict, isDenied }: AuditFailure): string {
  const tone = verdict ?? (isDenied ? 'denied' : 'warned');
  const made = [signedBy, by].filter((text) => text !== '').map((text) => `<bdi>${inert(text)}</bdi>`);
  return `<li><p><b class="mark ${tone}">${inert(mark)}</b> <bdi>${inert(subject)}</bdi></p>
<p>${reasons.map((reason) => `<bdi>${inert(reason)}</bdi>`).join(' ')}</p>
<p class="by">${[...made, `<code>${inert(id)}</code>`].join('<br>')}</p></li>`;
}

/** A row a signer; its head comes again on each page. */
function signersTable({ signerColumns, signers, moreSigners }: AuditParts): string {
  const heads = signerColumns.map((name) => `<th scope="col">${inert(name)}</th>`);
  const rows = signers.map(({ signer, about, columns }) => {
    const more = about.map(({ name, value, raw }) =>
      raw === true ? `<code>${inert(value)}</code>` : `<span>${inert(name)}: <bdi>${inert(value)}</bdi></span>`,
    );
    const cells = columns.map(({ name, value }) => `<td data-name="${inert(name)}"><bdi>${inert(value)}</bdi></td>`);
    return `<tr><th scope="row"><bdi>${inert(signer)}</bdi>${more.join('')}</th>${cells.join('')}</tr>`;
  });
  return `<table class="signers"><thead><tr>${heads.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>${moreSigners === '' ? '' : `<p>${inert(moreSigners)}</p>`}`;
}

/** What a report has beside a record: a page without one verdict is ink, and long lists break over pages between their items. */
const AUDIT_STYLE = `
header:not([class]) { --tone: var(--ink); --tint: var(--card); }
h3 { font-size: 15px; font-weight: 400; color: var(--soft); }
section { break-inside: auto; }
h2, h3 { break-after: avoid; }
.numbers > div, tr, li { break-inside: avoid; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 16px 48px; }
.numbers .wide { grid-column: 1 / -1; }
.numbers .wide th { width: auto; }
.numbers td { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.numbers tr[class] th { color: var(--tone); font-weight: 600; }
ol { list-style: none; padding: 0; }
ol li { padding-block: 8px; }
ol li + li { margin: 0; border-block-start: 1px solid var(--line); }
li b { color: var(--tone); }
.denied, .warned { --tone: var(--ink); border: 1px solid var(--ink); border-radius: 4px; padding: 0 6px; }
.warned { border-style: dashed; }
.by { color: var(--soft); font-size: 13px; }
.signers th[scope='row'] { width: 46%; color: var(--ink); font-weight: 600; }
.signers thead th { width: auto; padding-inline-end: 16px; white-space: nowrap; }
.signers th > code, .signers th > span { display: block; color: var(--soft); font-weight: 400; font-size: 13px; }
.signers td { padding-inline-end: 16px; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
.signers td:last-child, .signers thead th:last-child { padding-inline-end: 0; }
@media screen and (max-width: 560px) {
  .numbers th, .numbers td { display: table-cell; }
  .signers thead { display: none; }
  .signers th[scope='row'] { width: auto; }
  .signers td { padding: 0; }
  .signers td:last-child { padding-block-end: 8px; }
  .signers td::before { content: attr(data-name) ': '; color: var(--soft); }
}
@page { margin: 18mm 16mm 20mm; }
@media print {
  main { max-width: none; gap: 16pt; }
  body { font-size: 10pt; }
  h1 { font-size: 18pt; }
  h2 { font-size: 12pt; }
  h3 { font-size: 10pt; }
  code, .by, footer, .signers th > code, .signers th > span { font-size: 8.5pt; }
  .signers { font-size: 9pt; }
  p { orphans: 3; widows: 3; }
}
`;

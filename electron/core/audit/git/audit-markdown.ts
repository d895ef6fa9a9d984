import { visibleText } from '../../../../shared/visible-text.ts';
import type { AuditLine, AuditParts } from './audit-parts.ts';

/** A report as Markdown. Its parts were made with `markdownText`; what stands raw in them is made safe here. */
export function markdownAudit(parts: AuditParts): string {
  const { failures, signers } = parts;
  const lines = (list: readonly AuditLine[]): string[] =>
    list.map(({ name, value, raw }) => `- ${name}: ${raw === true ? markdownText(value) : value}`);
  return [
    `# ${parts.title}`,
    parts.checkedAt,
    `**${parts.headline}**`,
    `## ${parts.checkedTitle}`,
    lines(parts.checked).join('\n'),
    `## ${parts.numbersTitle}`,
    ...parts.numbers.flatMap(({ title, lines: list }) => [`### ${title}`, lines(list).join('\n')]),
    `## ${parts.failuresTitle}`,
    failures.length === 0
      ? parts.none
      : failures
          .map(({ mark, id, subject, by, signedBy, reasons }) => {
            const named = subject === '' ? '' : ` ${markdownText(subject)}`;
            const more = [reasons.join(' '), [signedBy, by].filter((text) => text !== '').join(' ')]
              .filter((text) => text !== '')
              .map((text) => `  \n  ${text}`);
            return `- **${mark}** ${markdownText(id)}${named}${more.join('')}`;
          })
          .join('\n'),
    ...(parts.more === '' ? [] : [parts.more]),
    ...(signers.length === 0 ? [] : [`## ${parts.signersTitle}`]),
    ...signers.map(({ signer, about, columns }) => {
      const told = lines([...about, ...columns].filter(({ value }) => value !== ''));
      return [`- ${signer}`, ...told.map((line) => `  ${line}`)].join('\n');
    }),
    ...(parts.moreSigners === '' ? [] : [parts.moreSigners]),
    '---',
    parts.notProof,
    '',
  ].join('\n\n');
}

/**
 * Any text as Markdown that shows it and does nothing: in a code span nothing is markup, and nobody is mentioned. Hidden characters and
 * line ends are made visible first.
 */
export function markdownText(text: string): string {
  const shown = visibleText(text);
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Else the fence would grow, or one space at each end be taken for padding.
  const pad = /^`|`$|^ .* $/s.test(shown) && shown.trim() !== '' ? ' ' : '';
  return shown === '' ? '' : `${fence}${pad}${shown}${pad}${fence}`;
}

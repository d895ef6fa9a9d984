import { visibleText } from '../../../shared/visible-text.ts';
import type { RecordParts } from './record-parts.ts';

/** A record as plain text: the verdict first, then what it rests on. Every line end is ours. */
export function textRecord(parts: RecordParts): string {
  const line = (text: string): string => visibleText(text);
  const sections = parts.sections.flatMap(({ title, rows }) => [
    '',
    line(title),
    ...rows.flatMap(({ name, values }) => indented(name, values)),
  ]);
  return [
    line(parts.verdictWord).toUpperCase(),
    line([parts.sentence, parts.more].filter(Boolean).join(' ')),
    line(parts.checkedAt),
    ...(parts.next === '' ? [] : ['', `${line(parts.whatNow)}: ${line(parts.next)}`]),
    ...sections,
    ...(parts.remarks.length === 0
      ? []
      : ['', line(parts.remarksTitle), ...parts.remarks.map((text) => `  ${line(text)}`)]),
    '',
    line(parts.checksTitle),
    ...parts.checks.map(({ outcome, seen }) => `  ${line(outcome)}: ${line(seen)}`),
    '',
    line(parts.notProof),
    '',
  ].join('\n');
}

/** Names of a list's files stand one a line; a line end inside of a name is shown as an escape. */
function indented(name: string, values: readonly string[]): string[] {
  return values.length === 1
    ? [`  ${visibleText(name)}: ${visibleText(values[0] ?? '')}`]
    : [`  ${visibleText(name)}:`, ...values.map((each) => `    ${visibleText(each)}`)];
}

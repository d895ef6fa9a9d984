import { Button } from '@mantine/core';
import type { AuditFound } from '../../../shared/model/audit.ts';
import { VERDICTS } from '../../../shared/verdicts.ts';
import { formatMoment, formatNumber } from '../../parts/numbers.ts';
import { SeenSays, Sentence } from '../../parts/visible.tsx';
import { VerdictIcon } from '../../parts/verdict-mark.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { AuditFaults } from './audit-faults.tsx';
import { AuditSave } from './audit-save.tsx';
import { AuditSigners } from './audit-signers.tsx';
import { useAudit } from './audit-slice.ts';

/** What an audit came to: the sentence, the report, the numbers, what needs a look, and who signed. */
export function AuditResult({ found }: { found: AuditFound }) {
  const t = useWords();
  const template = useTemplates();
  const { change } = useAudit.getState();
  const { policy, remarks, checkedAt, faults, more, total } = found;
  const worst = policy === undefined ? VERDICTS.find((verdict) => found.verdicts[verdict] !== undefined) : undefined;
  return (
    <div className="stack" role="group" aria-label={t('auditing.result')}>
      <div className="card stack tight">
        <div role="status">
          <h3 className={`summary-line ${worst === undefined ? 'toneless' : `tone-${worst}`}`}>
            {worst !== undefined && <VerdictIcon verdict={worst} size={32} />}
            {headline(t, found)}
          </h3>
        </div>
        <p className="row dotted small soft">
          <span>{formatMoment(checkedAt)}</span>
          {policy !== undefined && (
            <span>
              <Sentence template={template('auditing.policyIs')} params={{ name: policy.path }} />
            </span>
          )}
        </p>
        {policy?.start.map((id) => (
          <p key={id} className="small">
            <Sentence template={template('auditing.policyStart')} params={{ id }} />
          </p>
        ))}
        {remarks.map(({ says, detail }) => (
          <p key={detail} className="small">
            {says === undefined ? detail : <SeenSays says={says} />}
          </p>
        ))}
        <AuditSave mayStart={policy === undefined && total > 0} />
        <div className="row">
          <Button variant="default" onClick={change}>
            {t('auditing.change')}
          </Button>
        </div>
      </div>
      <Numbers found={found} />
      <div className="card stack tight">
        <h3>{t('audit:failures.title')}</h3>
        {faults.length === 0 && <p className="soft">{t('audit:failures.none')}</p>}
        <AuditFaults faults={faults} />
        {more > 0 && <p className="small soft">{t('auditing.more', { count: more })}</p>}
      </div>
      <AuditSigners found={found} />
    </div>
  );
}

type T = ReturnType<typeof useWords>;

function headline(t: T, { total, words, verdicts, policy }: AuditFound): string {
  const { denied = 0, warned = 0 } = words;
  const { invalid = 0, verified = 0 } = verdicts;
  if (total === 0) return t('audit:headline.none');
  if (policy !== undefined) {
    if (denied > 0) return t('audit:headline.denied', { count: denied, total });
    return warned > 0 ? t('audit:headline.warned', { count: warned, total }) : t('audit:headline.allowed', { total });
  }
  if (invalid > 0) return t('audit:headline.bad', { count: invalid, total });
  return verified === total
    ? t('audit:headline.verified', { total })
    : t('audit:headline.failing', { count: total - verified, total });
}

/** The totals, by what the policy and the signatures say. */
function Numbers({ found }: { found: AuditFound }) {
  const t = useWords();
  const { words, verdicts, forms, kinds, reasons, policy } = found;
  const why = t('audit:numbers.reasons');
  const group = <K extends string>(
    title: string,
    counts: Partial<Record<K, number>>,
    name: (key: K) => string,
    tone?: (key: K) => string,
  ) => ({
    title,
    lines: (Object.keys(counts) as K[]).map((key) => ({
      key,
      name: name(key),
      count: counts[key] ?? 0,
      tone: tone?.(key),
    })),
  });
  const groups = [
    ...(policy === undefined ? [] : [group(t('audit:numbers.word'), words, (key) => t(`audit:word.${key}`))]),
    group(
      t('audit:numbers.verdict'),
      inOrder(verdicts),
      (key) => t(`verdictWord.${key}`),
      (key) => `tone-${key}`,
    ),
    group(t('audit:numbers.form'), forms, (key) => t(`audit:form.${key}`)),
    group(t('audit:numbers.objects'), kinds, (key) => t(`audit:numbers.kind.${key}`)),
    group(why, reasons, (key) => t(`audit:reason.${key}`)),
  ].filter(({ lines }) => lines.length > 0);
  return (
    <div className="card stack tight">
      <h3>{t('audit:numbers.title')}</h3>
      <div className="audit-numbers">
        {groups.map(({ title, lines }) => (
          <table key={title} className={title === why ? 'small reasons' : 'small'}>
            <caption>{title}</caption>
            <tbody>
              {lines.map(({ key, name, count, tone }) => (
                <tr key={key}>
                  <th scope="row" className={tone}>
                    {name}
                  </th>
                  <td>{formatNumber(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </div>
  );
}

function inOrder(verdicts: AuditFound['verdicts']): AuditFound['verdicts'] {
  return Object.fromEntries(VERDICTS.flatMap((one) => (verdicts[one] === undefined ? [] : [[one, verdicts[one]]])));
}

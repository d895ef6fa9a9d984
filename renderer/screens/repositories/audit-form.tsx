import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { AuditWhat } from '../../../shared/model/audit.ts';
import { refName } from '../../../shared/signer-name.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useHelp } from '../../parts/help/help-store.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { isReady, useAudit } from './audit-slice.ts';

const KINDS: readonly AuditWhat['kind'][] = ['tags', 'branch', 'range', 'since'];

/** What is audited, and by which policy. */
export function AuditForm() {
  const t = useWords();
  const form = useAudit((state) => state.form);
  const branches = useAudit((state) => state.branches);
  const ready = useAudit(isReady);
  const { fill, start } = useAudit.getState();
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p className="small soft">{t('auditing.text')}</p>
      <Radio.Group
        label={t('auditing.what')}
        value={form.kind}
        onChange={(value) => fill({ kind: KINDS.find((kind) => kind === value) ?? 'tags' })}
      >
        <div className="stack tight">
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`auditing.${kind}`)}
              disabled={kind === 'branch' && branches?.length === 0}
            />
          ))}
        </div>
      </Radio.Group>
      {form.kind === 'branch' && branches !== null && (
        <NativeSelect
          className="audit-field"
          label={t('auditing.branchField')}
          value={form.branch}
          onChange={(event) => fill({ branch: event.currentTarget.value })}
          data={branches.map((name) => ({ value: name, label: visibleText(shortRef(name)) }))}
        />
      )}
      {form.kind === 'range' && (
        <TextInput
          className="audit-field"
          label={t('auditing.rangeField')}
          description={t('auditing.rangeHint')}
          value={form.range}
          maxLength={500}
          spellCheck={false}
          onChange={(event) => fill({ range: event.currentTarget.value })}
        />
      )}
      {form.kind === 'since' && (
        <TextInput
          className="audit-field"
          type="date"
          label={t('auditing.sinceField')}
          value={form.since}
          onChange={(event) => fill({ since: event.currentTarget.value })}
        />
      )}
      <PolicyField />
      <div className="row">
        <Button type="submit" disabled={!ready}>
          {t('auditing.start')}
        </Button>
      </div>
    </form>
  );
}

const shortRef = (ref: string): string => refName(ref).replace(/^refs\/remotes\//, '');

/** The policy that is judged by; a broken one says where, and what to write instead. */
function PolicyField() {
  const t = useWords();
  const policy = useAudit((state) => state.policy);
  const facts = useAudit((state) => state.facts);
  const broken = useAudit((state) => state.broken);
  const { choosePolicy, takePolicy } = useAudit.getState();
  const help = useHelp((state) => state.open);
  return (
    <div className="stack tight" role="group" aria-label={t('auditing.policy')}>
      <span className="mantine-InputWrapper-label">{t('auditing.policy')}</span>
      <div className="row">
        <Button variant="default" size="compact-sm" onClick={() => void choosePolicy()}>
          {t(policy === null ? 'auditing.choosePolicy' : 'auditing.another')}
        </Button>
        {policy !== null && (
          <button type="button" className="plain-button small" onClick={() => void takePolicy(null)}>
            {t('auditing.without')}
          </button>
        )}
        <button type="button" className="plain-button small" onClick={() => help('git-policy')}>
          {t('auditing.howWritten')}
        </button>
      </div>
      {policy === null && (
        <p className="small soft">
          {t('auditing.noPolicy')} {t('auditing.policyHint')}
        </p>
      )}
      {policy !== null && broken === null && (
        <p className="row dotted small" role="status">
          <Name value={policy.name} mono />
          {facts !== null && <span>{t('auditing.signers', { count: facts.signers })}</span>}
          {facts !== null && <span>{t('auditing.rules', { count: facts.rules })}</span>}
        </p>
      )}
      {broken !== null && (
        <div className="notice" role="alert">
          <IconInfoCircle size={24} aria-hidden />
          <div className="stack tight grow">
            <p>
              <b>{t('auditing.broken')}</b>
            </p>
            <p className="row">
              <Name value={broken.detail || broken.code} mono />
              <CopyButton text={broken.detail || broken.code} />
            </p>
            <p>{t('auditing.brokenAdvice')}</p>
          </div>
        </div>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { InstanceServices, InstanceSummary } from '../../../shared/model/instance.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { formatDay, formatDays, formatList } from '../../parts/numbers.ts';
import { useShell } from '../../parts/shell.ts';
import { Name, Sentence, Term } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useInstances } from './instances-slice.ts';

const SERVICES = [
  'certificateAuthorities',
  'logs',
  'timestampAuthorities',
  'logins',
] as const satisfies readonly (keyof InstanceServices)[];

/** One instance: how old its root is, which servers it has, and what can be done with it. */
export function InstanceItem({ instance }: { instance: InstanceSummary }) {
  const t = useWords();
  const template = useTemplates();
  const busy = useInstances((state) => state.busy);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const { refresh, remove } = useInstances.getState();
  const { name, source, problem } = instance;
  const isMain = name === 'public-good';
  return (
    <li className="stack tight">
      <div className="row apart">
        <h3>
          <Name value={name} />
        </h3>
        {instance.builtIn && <span className="tag">{t('instances.builtIn')}</span>}
      </div>
      <p className="small">
        <Term meaning={t('instances.rootMeans')}>{t('instances.root')}</Term>
        {': '}
        <RootAge instance={instance} />
      </p>
      {problem !== undefined && (
        <p className="row small">
          <IconAlertCircle size={16} aria-hidden />
          <span>
            {template(`error:${problem.code}.title`)} {instance.root !== null && t('instances.rootKept')}
          </span>
        </p>
      )}
      <details className="small">
        <summary className="soft">{t('instances.services')}</summary>
        <dl className="facts part">
          {SERVICES.filter((one) => instance.services[one].length > 0).map((one) => (
            <div key={one} className="contents">
              <dt>{t(`instances.service.${one}`)}</dt>
              <dd>
                <Name value={formatList(instance.services[one])} mono />
              </dd>
            </div>
          ))}
          {instance.repository !== null && (
            <div className="contents">
              <dt>{t('instances.repository')}</dt>
              <dd>
                <Name value={instance.repository} mono />
              </dd>
            </div>
          )}
        </dl>
      </details>
      <div className="row">
        {source === 'tuf' && (
          <Button
            variant="default"
            loading={busy === name}
            disabled={offline || busy !== null}
            onClick={() => void refresh(name)}
          >
            {t('instances.refresh')}
          </Button>
        )}
        {source === 'tuf' && offline && <span className="small soft">{t('instances.offline')}</span>}
        {!isMain && (
          <ConfirmButton
            label={t('instances.remove')}
            question={<Sentence template={template('instances.removeSure')} params={{ name }} />}
            yes={t('instances.removeYes')}
            onYes={() => void remove(name)}
          />
        )}
      </div>
    </li>
  );
}

/** Since when a root is known to be the newest, and how long ago that is. */
function RootAge({ instance: { root } }: { instance: InstanceSummary }) {
  const t = useWords();
  if (root === null) return t('instances.noRoot');
  const params = { date: formatDay(root.asOf), age: formatDays(root.ageDays) };
  return t(root.ageDays === 0 ? `instances.rootToday.${root.from}` : `instances.rootFrom.${root.from}`, params);
}

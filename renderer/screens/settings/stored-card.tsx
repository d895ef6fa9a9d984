import { Button } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Stored, StoredKind } from '../../../shared/model/stored.ts';
import { call } from '../../api.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { formatBytes } from '../../parts/numbers.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useSettingsForm } from './settings-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

const KINDS = [
  'keys',
  'publishers',
  'activity',
  'settings',
  'instances',
  'cache',
] as const satisfies readonly StoredKind[];

/** Of more files, or other names, the rest is only counted. */
const SHOWN_FILES = 200;
const SHOWN_NAMES = 50;

/** Where the keys live and what locks them. */
export function KeysPlace() {
  const t = useWords();
  const home = useShell((shell) => shell.info?.home);
  const stored = useSettingsForm((form) => form.stored);
  const load = useSettingsForm((form) => form.loadStored);
  useEffect(() => void load(), [load]);
  return (
    <div className="stack tight">
      {stored !== null && <p>{t(`settings.protection.${stored.protection}`)}</p>}
      <p className="small soft">{t('settings.home')}</p>
      {home !== undefined && (
        <>
          <Name value={home} mono />
          <div className="row">
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconFolder size={16} aria-hidden />}
              disabled={stored === null}
              onClick={() => void attempt(() => call('app.reveal', { path: home }))}
            >
              {t('settings.showHome')}
            </Button>
            <CopyButton text={home} what={t('settings.keys')} />
          </div>
        </>
      )}
    </div>
  );
}

/** Every file that is stored, by what it holds, with its size. */
export function StoredCard() {
  const t = useWords();
  const stored = useSettingsForm((form) => form.stored);
  if (stored === null) return null;
  return (
    <section className="card stack" aria-labelledby="stored-title">
      <div className="row">
        <h2 id="stored-title">{t('settings.stored')}</h2>
        <HelpButton topic="what-is-stored" />
      </div>
      {stored.files.length === 0 ? (
        <p className="soft">{t('settings.storedNothing')}</p>
      ) : (
        <dl className="stored">
          {KINDS.filter((kind) => stored.files.some((file) => file.kind === kind)).map((kind) => (
            <StoredRow key={kind} kind={kind} files={stored.files.filter((file) => file.kind === kind)} />
          ))}
        </dl>
      )}
      {stored.others.length > 0 && (
        <div>
          <p className="small">{t('settings.storedOthers')}</p>
          <NameList names={stored.others} />
        </div>
      )}
      <p className="small soft">{t('settings.storedNever')}</p>
    </section>
  );
}

function StoredRow({ kind, files }: { kind: StoredKind; files: Stored['files'] }) {
  const t = useWords();
  const size = formatBytes(files.reduce((sum, file) => sum + file.size, 0));
  return (
    <div>
      <dt>
        <b>{t(`settings.storedKinds.${kind}`)}</b>
        <span className="small soft">{t(`settings.storedTexts.${kind}`)}</span>
      </dt>
      <dd>
        <details className="small">
          <summary>{t('settings.storedFiles', { count: files.length, size })}</summary>
          <ul className="stack tight">
            {files.slice(0, SHOWN_FILES).map((file) => (
              <li key={file.name} className="row apart">
                <Name value={file.name} mono />
                <span className="soft">{formatBytes(file.size)}</span>
              </li>
            ))}
          </ul>
          {files.length > SHOWN_FILES && <p>{t('prompt.more', { count: files.length - SHOWN_FILES })}</p>}
        </details>
      </dd>
    </div>
  );
}

/** Names of files: the first of many, and how many more there are. */
export function NameList({ names }: { names: readonly string[] }) {
  const t = useWords();
  return (
    <ul className="bullets small">
      {names.slice(0, SHOWN_NAMES).map((name) => (
        <li key={name}>
          <Name value={name} mono />
        </li>
      ))}
      {names.length > SHOWN_NAMES && <li>{t('prompt.more', { count: names.length - SHOWN_NAMES })}</li>}
    </ul>
  );
}

import { NativeSelect, Radio, SegmentedControl, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../shared/catalogue/languages.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useShell } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { GitCard } from './git-card.tsx';
import { InstancesCard } from './instances-card.tsx';
import { ConsentsCard } from './consents-card.tsx';
import { ForgetCard } from './forget-card.tsx';
import { readMinutes, useSettingsForm } from './settings-slice.ts';
import { SigningDefaults } from './signing-defaults.tsx';
import { KeysPlace, StoredCard } from './stored-card.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** What the user chooses, what is stored where, and what the app runs on. */
export function SettingsScreen() {
  const t = useWords();
  const settings = useShell((shell) => shell.settings);
  const change = useShell((shell) => shell.change);
  return (
    <div className="column">
      <h1>{t('screens.settings')}</h1>
      {settings !== null && (
        <div className="card settings">
          <Group title={t('settings.theme')}>
            <SegmentedControl
              aria-label={t('settings.theme')}
              value={settings.theme}
              onChange={(theme) => void change({ theme: THEMES.find((one) => one === theme) ?? 'system' })}
              data={THEMES.map((theme) => ({ value: theme, label: t(`settings.themes.${theme}`) }))}
            />
          </Group>
          <Group title={t('settings.language')}>
            <NativeSelect
              aria-label={t('settings.language')}
              value={LANGUAGES.find((language) => language === settings.language) ?? 'system'}
              onChange={(event) => {
                const { value } = event.currentTarget;
                void change({ language: LANGUAGES.find((language) => language === value) ?? 'system' });
              }}
            >
              <option value="system">{t('settings.languages.system')}</option>
              {LANGUAGES.map((language) => (
                <option key={language} value={language} lang={language} translate="no">
                  {LANGUAGE_NAMES[language]}
                </option>
              ))}
            </NativeSelect>
          </Group>
          <Group title={t('settings.network')}>
            <Switch
              label={t('strip.offline')}
              description={t('settings.offlineText')}
              checked={settings.offline}
              onChange={(event) => void change({ offline: event.currentTarget.checked })}
            />
          </Group>
          <Group title={t('settings.keys')}>
            <KeysPlace />
          </Group>
          <Group title={t('settings.lock')}>
            <Minutes
              value={settings.lockAfterMinutes}
              onChange={(lockAfterMinutes) => void change({ lockAfterMinutes })}
            />
          </Group>
          <Group title={t('settings.signing')}>
            <SigningDefaults settings={settings} />
          </Group>
          <Group title={t('settings.gnupg')}>
            <Radio.Group
              aria-label={t('settings.gnupg')}
              value={settings.gnupgPrompts}
              onChange={(value) => void change({ gnupgPrompts: value === 'pinentry' ? 'pinentry' : 'app' })}
            >
              <div className="stack tight">
                <Radio value="app" label={t('settings.prompts.app')} />
                <Radio value="pinentry" label={t('settings.prompts.pinentry')} />
              </div>
            </Radio.Group>
          </Group>
          <Group title={t('settings.notifications')}>
            <Switch
              label={t('settings.notificationsOn')}
              description={t('settings.notificationsText')}
              checked={settings.notifications}
              onChange={(event) => void change({ notifications: event.currentTarget.checked })}
            />
          </Group>
        </div>
      )}
      <GitCard />
      <InstancesCard />
      <ConsentsCard />
      <StoredCard />
      <ForgetCard />
      <About />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-group">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

function Minutes({ value, onChange }: { value: number; onChange: (minutes: number) => void }) {
  const t = useWords();
  const typed = useSettingsForm((form) => form.minutes);
  const type = useSettingsForm((form) => form.type);
  const wrong = typed !== null && readMinutes(typed) === null;
  return (
    <TextInput
      label={t('settings.lockMinutes')}
      description={t('settings.lockHint')}
      inputMode="numeric"
      value={typed ?? String(value)}
      error={wrong ? t('settings.lockWrong') : undefined}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => {
        const minutes = typed === null ? null : readMinutes(typed);
        if (minutes !== null && minutes !== value) onChange(minutes);
        if (!wrong) type(null);
      }}
    />
  );
}

function About() {
  const t = useWords();
  const info = useShell((shell) => shell.info);
  const gnupg = useShell((shell) => shell.status?.gnupg);
  if (info === null) return null;
  return (
    <section className="card stack tight" aria-labelledby="about-title">
      <h2 id="about-title">{t('settings.about')}</h2>
      <dl className="facts">
        <dt>{t('frame.name')}</dt>
        <dd>{info.version}</dd>
        <dt>{t('settings.products.electron')}</dt>
        <dd>
          {info.electron}
          {info.standIn && <p className="small soft">{t('settings.standIn')}</p>}
        </dd>
        <dt>{t('settings.products.chromium')}</dt>
        <dd>{info.chrome}</dd>
        <dt>{t('settings.products.node')}</dt>
        <dd>{info.node}</dd>
        <dt>{t('settings.products.gnupg')}</dt>
        <dd>
          <p>
            {gnupg?.available === true
              ? (gnupg.version ?? '')
              : t(gnupg?.problem === undefined ? 'settings.noGnupg' : 'settings.gnupgSilent')}
          </p>
          {gnupg?.problem !== undefined && (
            <details className="small">
              <summary className="soft">{t('common.technical')}</summary>
              <p className="row">
                <Name value={gnupg.problem} mono />
                <CopyButton text={gnupg.problem} />
              </p>
            </details>
          )}
        </dd>
      </dl>
    </section>
  );
}

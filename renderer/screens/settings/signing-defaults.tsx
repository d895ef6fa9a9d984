import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { isManifestName } from '../../../shared/manifest-name.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { ManifestFields } from '../../parts/manifest-fields.tsx';
import { useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { useSettingsForm } from './settings-slice.ts';

const SIGNATURES = ['armored', 'binary', 'cleartext', 'none'] as const;

/** What the Sign screen begins with: the kind of signature, and the list of checksums. */
export function SigningDefaults({ settings }: { settings: Settings }) {
  const t = useWords();
  const change = useShell((shell) => shell.change);
  const { manifest } = settings;
  const changeList = (changed: Partial<Settings['manifest']>) => void change({ manifest: { ...manifest, ...changed } });
  return (
    <div className="stack">
      <p className="small soft">{t('settings.signingText')}</p>
      <NativeSelect
        label={t('settings.signature')}
        value={settings.signature}
        onChange={({ currentTarget: { value } }) =>
          void change({ signature: SIGNATURES.find((one) => one === value) ?? 'armored' })
        }
        data={SIGNATURES.map((value) => ({ value, label: t(`settings.signatures.${value}`) }))}
      />
      <Switch
        label={t('settings.manifest')}
        checked={manifest.on}
        onChange={(event) => changeList({ on: event.currentTarget.checked })}
      />
      {manifest.on && (
        <>
          <ListName value={manifest.name} onChange={(name) => changeList({ name })} />
          <ManifestFields manifest={manifest} onChange={changeList} />
        </>
      )}
    </div>
  );
}

function ListName({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const t = useWords();
  const typed = useSettingsForm((form) => form.listName);
  const typeName = useSettingsForm((form) => form.typeListName);
  const name = typed?.trim() ?? value;
  const wrong = !isManifestName(name);
  return (
    <TextInput
      label={t('settings.manifestName')}
      value={typed ?? value}
      error={wrong ? t('settings.manifestNameWrong') : undefined}
      onChange={(event) => typeName(event.currentTarget.value)}
      onBlur={() => {
        if (wrong) return;
        if (name !== value) onChange(name);
        typeName(null);
      }}
    />
  );
}

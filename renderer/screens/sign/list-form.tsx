import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MANIFEST_NAME } from '../../../shared/manifest-name.ts';
import type { ManifestOptions } from '../../../shared/model/sign.ts';
import { useWords } from '../../words.ts';

/** The name of the list, its digest and how its lines are written. */
export function ListForm(props: { manifest: ManifestOptions; onChange: (changed: Partial<ManifestOptions>) => void }) {
  const t = useWords();
  const { manifest, onChange } = props;
  // What is typed may be no name for a moment; the plan keeps the last one that was.
  const [typed, setTyped] = useState<string | null>(null);
  const isName = (name: string) => MANIFEST_NAME.test(name);
  return (
    <div className="list-form">
      <TextInput
        label={t('sign.listName')}
        value={typed ?? manifest.name}
        error={typed !== null && !isName(typed) ? t('sign.listNameWrong', { name: manifest.name }) : undefined}
        onChange={(event) => {
          const name = event.currentTarget.value;
          setTyped(isName(name) ? null : name);
          if (isName(name)) onChange({ name });
        }}
      />
      <NativeSelect
        label={t('sign.algorithm')}
        value={manifest.algorithm}
        onChange={(event) => {
          const algorithm = event.currentTarget.value === 'sha512' ? 'sha512' : 'sha256';
          const isUsual = /^SHA(256|512)SUMS$/.test(manifest.name);
          onChange({ algorithm, ...(isUsual ? { name: algorithm === 'sha512' ? 'SHA512SUMS' : 'SHA256SUMS' } : {}) });
        }}
        data={[
          { value: 'sha256', label: t('sign.algorithms.sha256') },
          { value: 'sha512', label: t('sign.algorithms.sha512') },
        ]}
      />
      <NativeSelect
        label={t('sign.style')}
        value={manifest.style}
        onChange={(event) => onChange({ style: event.currentTarget.value === 'bsd' ? 'bsd' : 'gnu' })}
        data={[
          { value: 'gnu', label: t('sign.styleOf.gnu') },
          { value: 'bsd', label: t('sign.styleOf.bsd') },
        ]}
      />
    </div>
  );
}

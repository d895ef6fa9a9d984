import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { isManifestName } from '../../../shared/manifest-name.ts';
import type { ManifestOptions } from '../../../shared/model/sign.ts';
import { ManifestFields } from '../../parts/manifest-fields.tsx';
import { useWords } from '../../words.ts';

/** The name of the list, its digest and how its lines are written. */
export function ListForm(props: { manifest: ManifestOptions; onChange: (changed: Partial<ManifestOptions>) => void }) {
  const t = useWords();
  const { manifest, onChange } = props;
  // What is typed may be no name for a moment; the plan keeps the last one that was.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className="list-form">
      <TextInput
        label={t('sign.listName')}
        value={typed ?? manifest.name}
        error={typed !== null && !isManifestName(typed) ? t('sign.listNameWrong', { name: manifest.name }) : undefined}
        onChange={(event) => {
          const name = event.currentTarget.value;
          setTyped(isManifestName(name) ? null : name);
          if (isManifestName(name)) onChange({ name });
        }}
      />
      <ManifestFields manifest={manifest} onChange={onChange} />
    </div>
  );
}

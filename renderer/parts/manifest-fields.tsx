import { NativeSelect } from '@mantine/core';
import type { ManifestOptions } from '../../shared/model/sign.ts';
import { useWords } from '../words.ts';

const ALGORITHMS = ['sha256', 'sha512'] as const;
const STYLES = ['gnu', 'bsd'] as const;
const USUAL_NAMES = { sha256: 'SHA256SUMS', sha512: 'SHA512SUMS' } as const;

/** The digest of a list, which its name follows where that is the usual one, and how its lines are written. */
export function ManifestFields(props: {
  manifest: ManifestOptions;
  onChange: (changed: Partial<ManifestOptions>) => void;
}) {
  const t = useWords();
  const { manifest, onChange } = props;
  return (
    <>
      <NativeSelect
        label={t('sign.algorithm')}
        value={manifest.algorithm}
        onChange={({ currentTarget: { value } }) => {
          const algorithm = ALGORITHMS.find((one) => one === value) ?? 'sha256';
          const isUsual = manifest.name === USUAL_NAMES[manifest.algorithm];
          onChange({ algorithm, ...(isUsual ? { name: USUAL_NAMES[algorithm] } : {}) });
        }}
        data={ALGORITHMS.map((value) => ({ value, label: t(`sign.algorithms.${value}`) }))}
      />
      <NativeSelect
        label={t('sign.style')}
        value={manifest.style}
        onChange={({ currentTarget: { value } }) => onChange({ style: STYLES.find((one) => one === value) ?? 'gnu' })}
        data={STYLES.map((value) => ({ value, label: t(`sign.styleOf.${value}`) }))}
      />
    </>
  );
}

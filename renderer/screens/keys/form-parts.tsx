import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';

/** How long a key is valid, as the contract writes it. */
const VALIDITIES = ['1y', '2y', '3y', '5y', 'never'] as const;

/** The choice of a key's validity. */
export function ValidityField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  return (
    <NativeSelect
      label={t('keys.validity')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={VALIDITIES.map((validity) => ({ value: validity, label: t(`keys.validities.${validity}`) }))}
    />
  );
}

/** A form that is sent inside the window. */
export function FormOf({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

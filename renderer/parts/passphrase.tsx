import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.ts';

/** The shortest passphrase that is accepted for something new; the privileged side asks for as much. */
const SHORTEST = 8;

/** A field for a PIN or a passphrase: nothing of it is kept or completed by the window, and it can be looked at while it is typed. */
export function SecretField(props: {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  autoFocus?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useWords();
  const { onChange, ...rest } = props;
  return (
    <PasswordInput
      {...rest}
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': t('prompt.show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What is typed into the two fields of a new passphrase. */
export interface NewPassphrase {
  value: string;
  again: string;
  set: (typed: { value?: string; again?: string }) => void;
  /** Long enough, and twice the same. */
  ready: boolean;
  clear: () => void;
}

/** The state of a new passphrase that is typed twice. */
export function useNewPassphrase(): NewPassphrase {
  const [{ value, again }, setTyped] = useState({ value: '', again: '' });
  return {
    value,
    again,
    set: (typed) => setTyped((before) => ({ ...before, ...typed })),
    ready: value.length >= SHORTEST && again === value,
    clear: () => setTyped({ value: '', again: '' }),
  };
}

/** The two fields of a new passphrase. */
export function NewPassphraseFields(props: {
  typed: NewPassphrase;
  label: string;
  description?: string;
  autoFocus?: boolean;
}) {
  const t = useWords();
  const { typed, label, description = t('prompt.newHint'), autoFocus = false } = props;
  const differs = typed.again !== '' && typed.again !== typed.value;
  return (
    <>
      <SecretField
        autoFocus={autoFocus}
        label={label}
        description={description}
        value={typed.value}
        onChange={(value) => typed.set({ value })}
      />
      <SecretField
        label={t('prompt.again')}
        error={differs ? t('prompt.differs') : undefined}
        value={typed.again}
        onChange={(again) => typed.set({ again })}
      />
    </>
  );
}

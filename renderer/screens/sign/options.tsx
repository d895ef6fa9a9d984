import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { SignOptions } from '../../../shared/model/sign.ts';
import { useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';

const KINDS = ['armored', 'binary', 'cleartext', 'none'] as const;

/** What is made: a signature for each file, and a list of them all. */
export function Options() {
  const t = useWords();
  const options = useSign((sign) => sign.options);
  const change = useSign((sign) => sign.change);
  const { manifest } = options;
  const list = (changed: Partial<NonNullable<SignOptions['manifest']>>) => {
    if (manifest !== null) change({ manifest: { ...manifest, ...changed } });
  };
  return (
    <section className="stack" aria-label={t('sign.options')}>
      <NativeSelect
        label={t('sign.each')}
        value={options.signature}
        onChange={(event) => {
          const signature = KINDS.find((kind) => kind === event.currentTarget.value);
          if (signature !== undefined) change({ signature });
        }}
        data={KINDS.filter((kind) => kind !== 'none' || manifest !== null).map((kind) => ({
          value: kind,
          label: t(`sign.kind.${kind}`),
        }))}
      />
      <Checkbox
        label={t('sign.list')}
        description={t('sign.listHint')}
        checked={manifest !== null}
        disabled={options.signature === 'none'}
        onChange={(event) =>
          change({
            manifest: event.currentTarget.checked ? { name: 'SHA256SUMS', algorithm: 'sha256', style: 'gnu' } : null,
          })
        }
      />
      {manifest !== null && (
        <details>
          <summary className="row">
            <IconChevronRight size={16} aria-hidden />
            {t('sign.listOptions')}
          </summary>
          <div className="stack tight list-options">
            <TextInput
              label={t('sign.listName')}
              value={manifest.name}
              onChange={(event) => {
                if (event.currentTarget.value !== '') list({ name: event.currentTarget.value });
              }}
            />
            <NativeSelect
              label={t('sign.algorithm')}
              value={manifest.algorithm}
              onChange={(event) => {
                const algorithm = event.currentTarget.value === 'sha512' ? 'sha512' : 'sha256';
                const usual = /^SHA(256|512)SUMS$/.test(manifest.name);
                list({ algorithm, ...(usual ? { name: algorithm === 'sha512' ? 'SHA512SUMS' : 'SHA256SUMS' } : {}) });
              }}
              data={[
                { value: 'sha256', label: 'SHA-256' },
                { value: 'sha512', label: 'SHA-512' },
              ]}
            />
            <NativeSelect
              label={t('sign.style')}
              value={manifest.style}
              onChange={(event) => list({ style: event.currentTarget.value === 'bsd' ? 'bsd' : 'gnu' })}
              data={[
                { value: 'gnu', label: t('sign.styleOf.gnu') },
                { value: 'bsd', label: t('sign.styleOf.bsd') },
              ]}
            />
          </div>
        </details>
      )}
    </section>
  );
}

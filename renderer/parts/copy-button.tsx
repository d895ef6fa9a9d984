import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { call } from '../api.ts';
import { useWords } from '../words.ts';
import { attempt } from './shell.ts';

/** Copies a text, or has it copied by `copy`, and says so for two seconds. */
export function CopyButton({
  label,
  what,
  ...from
}: { label?: string; what?: string } & ({ text: string } | { copy: () => Promise<unknown> })) {
  const t = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () =>
    setCopied(await attempt(() => ('text' in from ? call('app.copy', { text: from.text }) : from.copy())));
  return (
    <button
      type="button"
      className="plain-button small"
      aria-label={what === undefined ? undefined : `${label ?? t('common.copy')}: ${what}`}
      onClick={() => void copy()}
    >
      {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      <span aria-live="polite">{copied ? t('common.copied') : (label ?? t('common.copy'))}</span>
    </button>
  );
}

import type { ReactNode } from 'react';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { useWords } from '../../words.ts';
import { CopyButton } from '../copy-button.tsx';
import { Fingerprint, Name } from '../visible.tsx';

/** Raw values by name, each to be copied whole. */
export function ValueList({ children }: { children: ReactNode }) {
  return <dl className="facts values small">{children}</dl>;
}

/** One raw value; nothing where there is none. `copy`: what is copied, where that is not the value as it is shown. */
export function Value({
  name,
  value,
  mono = false,
  copy = value,
  remark,
}: {
  name: string;
  value: string | undefined;
  mono?: boolean;
  copy?: string | undefined;
  /** What is to be noticed about it, in a word or two. */
  remark?: string | undefined;
}) {
  if (value === undefined || value === '') return null;
  return (
    <ValueRow name={name} copy={copy}>
      <Name value={value} mono={mono} />
      {remark !== undefined && <b className="value-remark"> {remark}</b>}
    </ValueRow>
  );
}

/** A fingerprint, whole and in groups of four; it is copied without them. An SSH key's as ssh-keygen writes it. */
export function FingerprintValue({
  name,
  value,
  kind,
}: {
  name: string;
  value: string | undefined;
  kind?: string | undefined;
}) {
  if (value === undefined) return null;
  return (
    <ValueRow name={name} copy={kind === 'ssh' ? sshFingerprint(value) : value}>
      <Fingerprint value={value} kind={kind} />
    </ValueRow>
  );
}

/** A value that is a sentence of ours, not to be copied. */
export function Said({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ValueRow({ name, copy, children }: { name: string; copy: string | undefined; children: ReactNode }) {
  const t = useWords();
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className="row">
        <span className="grow">{children}</span>
        {copy !== undefined && <CopyButton text={copy} what={name} label={t('common.copy')} />}
      </dd>
    </div>
  );
}

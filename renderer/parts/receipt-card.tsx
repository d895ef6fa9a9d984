import { Button } from '@mantine/core';
import { IconCheck, IconFolderOpen } from '@tabler/icons-react';
import type { Receipt } from '../../shared/model/sign.ts';
import { isErrorCode } from '../../shared/messages.ts';
import { call } from '../api.ts';
import { useTemplates, useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { formatMoment } from './numbers.ts';
import { attempt } from './shell.ts';
import { Fingerprint, Name } from './visible.tsx';
import { visibleText } from '../../shared/visible-text.ts';

/** The end of a signing run: what was written, verified again, where; what failed; and what to tell the people who download. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const t = useWords();
  const template = useTemplates();
  const outputs = [...new Set(receipt.files.flatMap((file) => file.outputs.map((output) => output.path)))];
  const text = [
    t('receipt.title', { count: receipt.files.length }),
    formatMoment(receipt.signedAt),
    ...receipt.signers.map((signer) => `${visibleText(signer.userId ?? '')} ${signer.fingerprint}`),
    ...outputs.map(visibleText),
    ...receipt.files.flatMap((file) =>
      Object.entries(file.artifact.digests).map(
        ([name, digest]) => `${name}: ${digest}  ${visibleText(file.artifact.name)}`,
      ),
    ),
    ...receipt.failed.map((failure) => `${t('receipt.failed')}: ${visibleText(failure.path)} (${failure.code})`),
  ].join('\n');
  return (
    <article className="card stack wide">
      <header className="stack tight">
        <h1>{t('receipt.title', { count: receipt.files.length })}</h1>
        <p className="soft">{formatMoment(receipt.signedAt)}</p>
        {receipt.cancelled && <p>{t('receipt.cancelled')}</p>}
      </header>
      {outputs.length > 0 && <Written outputs={outputs} signers={receipt.signers} />}
      {receipt.failed.length > 0 && (
        <section className="stack tight">
          <h2>{t('receipt.failed')}</h2>
          <ul className="stack tight">
            {receipt.failed.map((failure) => (
              <li key={failure.path}>
                <Name value={failure.path} mono />
                <p className="soft">
                  {template(`error:${isErrorCode(failure.code) ? failure.code : 'internal'}.title`)}{' '}
                  {template(`error:${isErrorCode(failure.code) ? failure.code : 'internal'}.advice`)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {outputs.length > 0 && (
        <>
          <details>
            <summary>{t('receipt.instructions')}</summary>
            <pre className="pre small mono" tabIndex={0}>
              {receipt.instructions.split('\n').map(visibleText).join('\n')}
            </pre>
          </details>
          <div className="row">
            <Button
              leftSection={<IconFolderOpen size={18} aria-hidden />}
              onClick={() => void attempt(() => call('app.reveal', { path: outputs[0] ?? receipt.folder }))}
            >
              {t('receipt.show')}
            </Button>
            <CopyButton text={receipt.instructions} label={t('receipt.copyInstructions')} />
            <CopyButton text={text} label={t('receipt.copy')} />
          </div>
        </>
      )}
    </article>
  );
}

function Written({ outputs, signers }: { outputs: string[]; signers: Receipt['signers'] }) {
  const t = useWords();
  return (
    <>
      <section className="stack tight">
        <h2>{t('receipt.written')}</h2>
        <ul className="file-list" tabIndex={0} aria-label={t('receipt.written')}>
          {outputs.map((path) => (
            <li key={path} className="output-line">
              <IconCheck size={18} aria-hidden />
              <Name value={path} mono />
              <span className="small soft">{t('receipt.verifiedAgain')}</span>
            </li>
          ))}
        </ul>
      </section>
      <dl className="facts">
        <dt>{t('receipt.signers')}</dt>
        <dd>
          {signers.map((signer) => (
            <p key={signer.fingerprint}>
              {signer.userId !== undefined && <Name value={signer.userId} />}{' '}
              <span className="small">
                <Fingerprint value={signer.fingerprint} />
              </span>
            </p>
          ))}
        </dd>
      </dl>
    </>
  );
}

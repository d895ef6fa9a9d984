import { Button } from '@mantine/core';
import { IconCheck, IconFolderOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Receipt } from '../../shared/model/sign.ts';
import { isErrorCode } from '../../shared/messages.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { call } from '../api.ts';
import { type TemplateKey, useTemplates, useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { LongList } from './long-list.tsx';
import { formatMoment } from './numbers.ts';
import { below } from './paths.ts';
import { say } from './say.ts';
import { attempt } from './shell.ts';
import { Fingerprint, Name, Sentence } from './visible.tsx';
import { HelpButton } from './help/help-button.tsx';

/** What a receipt is called: the words of the button that made it, in the past. */
function titleOf(receipt: Receipt): { key: TemplateKey; count: number; list: string } {
  const lists = receipt.files.filter((file) => file.outputs.some((output) => output.format === 'manifest'));
  const count = receipt.files.length - lists.length;
  const list = lists[0]?.artifact.name ?? '';
  if (receipt.files.length === 0) return { key: 'receipt.nothing', count, list };
  if (lists.length === 0) return { key: 'receipt.files', count, list };
  return { key: count === 0 ? 'receipt.list' : 'receipt.both', count, list };
}

/** The title, as a heading or a row of a list has it. */
export function ReceiptTitle({ receipt }: { receipt: Receipt }) {
  const template = useTemplates();
  const { key, count, list } = titleOf(receipt);
  return <Sentence template={template(key, count)} params={{ count, list }} />;
}

/** The title as plain text, for the live region and for copying. */
export function receiptTitle(receipt: Receipt): string {
  const { key, count, list } = titleOf(receipt);
  return say(key, { count, list });
}

/** The end of a signing run: what was written, verified again, where; what failed and why; what was left; and what to tell the people who download. */
export function ReceiptCard({ receipt, children }: { receipt: Receipt; children?: ReactNode }) {
  const t = useWords();
  const outputs = [...new Set(receipt.files.flatMap((file) => file.outputs.map((output) => output.path)))];
  return (
    <article className="card stack wide">
      <header className="stack tight">
        <h1 tabIndex={-1}>
          <ReceiptTitle receipt={receipt} />
        </h1>
        <p className="row soft">
          <span>{formatMoment(receipt.signedAt)}</span>
          <Name value={receipt.folder} mono />
        </p>
        {receipt.cancelled && <p>{t('receipt.cancelled')}</p>}
      </header>
      {(children !== undefined || outputs.length > 0) && (
        <div className="row">
          {children}
          {outputs.length > 0 && <Actions receipt={receipt} outputs={outputs} isNext={children === undefined} />}
        </div>
      )}
      <Failed receipt={receipt} />
      <NotDone receipt={receipt} />
      {outputs.length > 0 && <Written receipt={receipt} outputs={outputs} />}
      {outputs.length > 0 && (
        <details>
          <summary>{t('receipt.instructions')}</summary>
          <pre className="pre small mono part" tabIndex={0}>
            {receipt.instructions.split('\n').map(visibleText).join('\n')}
          </pre>
        </details>
      )}
    </article>
  );
}

function Actions({ receipt, outputs, isNext }: { receipt: Receipt; outputs: string[]; isNext: boolean }) {
  const t = useWords();
  const text = [
    receiptTitle(receipt),
    formatMoment(receipt.signedAt),
    ...receipt.signers.map((signer) => `${visibleText(signer.userId ?? '')} ${signer.fingerprint}`),
    ...outputs.map(visibleText),
    ...receipt.files.flatMap((file) =>
      Object.entries(file.artifact.digests).map(
        ([name, digest]) => `${name}: ${digest}  ${visibleText(file.artifact.name)}`,
      ),
    ),
    ...receipt.failed.map((failure) => `${t('receipt.failed')}: ${visibleText(failure.path)} (${failure.code})`),
    ...(receipt.left ?? []).map((path) => `${t('receipt.left')}: ${visibleText(path)}`),
  ].join('\n');
  return (
    <>
      <Button
        variant={isNext ? 'filled' : 'default'}
        leftSection={<IconFolderOpen size={18} aria-hidden />}
        onClick={() => void attempt(() => call('app.reveal', { path: outputs[0] ?? receipt.folder }))}
      >
        {t('receipt.show')}
      </Button>
      <CopyButton text={receipt.instructions} label={t('receipt.copyInstructions')} />
      <HelpButton topic="sign-a-release" anchor="publish" name={t('help.names.instructions')} />
      <CopyButton text={text} label={t('receipt.copy')} />
    </>
  );
}

function Failed({ receipt }: { receipt: Receipt }) {
  const t = useWords();
  const template = useTemplates();
  if (receipt.failed.length === 0) return null;
  return (
    <section className="stack tight">
      <h2>{t('receipt.failed')}</h2>
      <ul className="stack tight">
        {receipt.failed.slice(0, 50).map((failure) => (
          <li key={failure.path}>
            <Name value={below(receipt.folder, failure.path)} mono />
            <p className="soft">
              {template(`error:${isErrorCode(failure.code) ? failure.code : 'internal'}.title`)}{' '}
              {template(`error:${isErrorCode(failure.code) ? failure.code : 'internal'}.advice`)}
            </p>
          </li>
        ))}
        {receipt.failed.length > 50 && <li>{t('prompt.more', { count: receipt.failed.length - 50 })}</li>}
      </ul>
    </section>
  );
}

function NotDone({ receipt }: { receipt: Receipt }) {
  const t = useWords();
  const left = receipt.left ?? [];
  if (left.length === 0) return null;
  return (
    <section className="stack tight">
      <h2>{t('receipt.leftCount', { count: left.length })}</h2>
      <PathList label={t('receipt.left')} paths={left} folder={receipt.folder} />
    </section>
  );
}

function Written({ receipt, outputs }: { receipt: Receipt; outputs: string[] }) {
  const t = useWords();
  return (
    <>
      <section className="stack tight">
        <h2>{t('receipt.written', { count: outputs.length })}</h2>
        <PathList label={t('receipt.writtenList')} paths={outputs} folder={receipt.folder} done />
      </section>
      <dl className="facts">
        <dt>{t('receipt.signers')}</dt>
        <dd>
          {receipt.signers.map((signer) => (
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

function PathList(props: { label: string; paths: readonly string[]; folder: string; done?: boolean }) {
  const { label, paths, folder } = props;
  return (
    <LongList
      className="framed"
      label={label}
      count={paths.length}
      keyOf={(index) => paths[index] ?? String(index)}
      estimate={33}
      row={(index) => (
        <div className={props.done === true ? 'output-line' : 'output-line plain'}>
          {props.done === true && <IconCheck size={18} aria-hidden />}
          <Name value={below(folder, paths[index] ?? '')} mono />
        </div>
      )}
    />
  );
}

import { digestName } from '../../shared/digest-name.ts';
import { Button } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconFolderOpen } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Receipt } from '../../shared/model/sign.ts';
import { isErrorCode } from '../../shared/messages.ts';
import { signerName } from '../../shared/signer-name.ts';
import { sshFingerprint } from '../../shared/ssh-fingerprint.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { call } from '../api.ts';
import { type TemplateKey, useTemplates, useWords } from '../words.ts';
import { CopyButton } from './copy-button.tsx';
import { namedNow } from './key-name.ts';
import { useKeysWhere } from './known.ts';
import { LongList } from './long-list.tsx';
import { formatMoment } from './numbers.ts';
import { below } from './paths.ts';
import { PendingCard } from './pending-card.tsx';
import { say } from './say.ts';
import { attempt } from './shell.ts';
import { InstanceWords, SignerWords } from './signer-words.tsx';
import { Fingerprint, Name, Sentence } from './visible.tsx';
import { HelpButton } from './help/help-button.tsx';

/** What of a run is not done: the files, and the list where it is among them. What waits for a log is signed. */
export function restOf({ failed, left = [], list }: Receipt): { files: string[]; list?: string } {
  const paths = [...failed.map(({ path }) => path), ...left];
  return list === undefined || !paths.includes(list)
    ? { files: paths }
    : { files: paths.filter((path) => path !== list), list };
}

/** Whether a run signed anything, be it that a log knows nothing of it yet. */
export function hasSigned({ files, pending = [] }: Receipt): boolean {
  return files.length > 0 || pending.length > 0;
}

/** What a receipt is called: the words of the button that made it, in the past; of a run that was not done, how many of how many. */
function titleOf(receipt: Receipt): { key: TemplateKey; count: number; list: string; signed?: number } {
  const lists = receipt.files.filter((file) => file.outputs.some((output) => output.format === 'manifest'));
  const count = receipt.files.length - lists.length;
  const list = lists[0]?.artifact.name ?? '';
  const { pending = [] } = receipt;
  const isPart = receipt.failed.length > 0 || (receipt.left ?? []).length > 0;
  if (pending.length > 0 && !isPart) return { key: 'receipt.pending', count: pending.length, list };
  if (!hasSigned(receipt)) return { key: 'receipt.nothing', count, list };
  if (isPart) {
    const written = new Set(receipt.files.map(({ artifact }) => artifact.path));
    const signed = count + pending.filter(({ path }) => !written.has(path)).length;
    return { key: 'receipt.partly', count: signed + restOf(receipt).files.length, list, signed };
  }
  if (lists.length === 0) return { key: 'receipt.files', count, list };
  return { key: count === 0 ? 'receipt.list' : 'receipt.both', count, list };
}

/** The title, as a heading or a row of a list has it. */
export function ReceiptTitle({ receipt }: { receipt: Receipt }) {
  const template = useTemplates();
  const { key, ...params } = titleOf(receipt);
  return <Sentence template={template(key, params.count)} params={params} />;
}

/** The title as plain text, for the live region and for copying. */
export function receiptTitle(receipt: Receipt): string {
  const { key, ...params } = titleOf(receipt);
  return say(key, params);
}

/** The end of a signing run: what was written, verified again, where; what failed and why; what was left; and what to tell the people who download. */
export function ReceiptCard(props: { receipt: Receipt; children?: ReactNode; about?: ReactNode }) {
  const { children, about } = props;
  const receipt = useNamedNow(props.receipt);
  const t = useWords();
  const template = useTemplates();
  const { files: rest, list } = restOf(receipt);
  const { pending = [] } = receipt;
  const outputs = [...new Set(receipt.files.flatMap((file) => file.outputs.map((output) => output.path)))];
  return (
    <article className="card stack wide">
      <header className="stack tight">
        <div className="receipt-title">
          {(rest.length > 0 || list !== undefined || pending.length > 0) && <IconAlertCircle size={28} aria-hidden />}
          <h1 tabIndex={-1}>
            <ReceiptTitle receipt={receipt} />
          </h1>
        </div>
        <p className="row soft">
          <span>{formatMoment(receipt.signedAt)}</span>
          <Name value={receipt.folder} mono />
        </p>
        {receipt.cancelled && <p>{t('receipt.cancelled')}</p>}
        {list !== undefined && (
          <p>
            <Sentence template={template('receipt.noList')} params={{ list: below(receipt.folder, list) }} />
          </p>
        )}
      </header>
      {(children !== undefined || outputs.length > 0) && (
        <div className="stack tight">
          {about !== undefined && <p className="small soft">{about}</p>}
          <div className="row">
            {children}
            {outputs.length > 0 && (
              <Actions receipt={receipt} outputs={outputs} isNext={children === undefined && pending.length === 0} />
            )}
          </div>
        </div>
      )}
      <Failed receipt={receipt} />
      <NotDone receipt={receipt} />
      {pending.length > 0 && <PendingCard artifacts={pending.map(({ path }) => path)} folder={receipt.folder} />}
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

/** The receipt with its signers as they are called today. */
function useNamedNow(receipt: Receipt): Receipt {
  const keys = useKeysWhere(receipt.signers.some(({ fingerprint }) => fingerprint !== undefined));
  return useMemo(
    () => ({ ...receipt, signers: receipt.signers.map((signer) => namedNow(signer, keys ?? [])) }),
    [receipt, keys],
  );
}

function Actions({ receipt, outputs, isNext }: { receipt: Receipt; outputs: string[]; isNext: boolean }) {
  const t = useWords();
  const text = [
    receiptTitle(receipt),
    formatMoment(receipt.signedAt),
    ...receipt.signers.map((signer) =>
      `${visibleText(signer.userId ?? signerName(signer))} ${copiedKey(signer)}`.trim(),
    ),
    ...outputs.map(visibleText),
    ...carried(receipt).map((what) => say(`receipt.carry.${what}`, { instance: receipt.instance ?? '' })),
    ...receipt.files.flatMap((file) =>
      Object.entries(file.artifact.digests).map(
        ([name, digest]) => `${digestName(name)}: ${digest}  ${visibleText(file.artifact.name)}`,
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
      <div className="row">
        <CopyButton text={receipt.instructions} label={t('receipt.copyInstructions')} />
        <HelpButton topic="sign-a-release" anchor="publish" name={t('help.names.instructions')} />
        <CopyButton text={text} label={t('receipt.copy')} />
      </div>
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
  const template = useTemplates();
  return (
    <>
      <section className="stack tight">
        <h2>{t('receipt.written', { count: outputs.length })}</h2>
        <PathList label={t('receipt.writtenList')} paths={outputs} folder={receipt.folder} done />
      </section>
      {carried(receipt).map((what) => (
        <p key={what} className="small">
          <Sentence template={template(`receipt.carry.${what}`)} params={{ instance: receipt.instance ?? '' }} />
        </p>
      ))}
      <dl className="facts">
        <dt>{t('receipt.signers')}</dt>
        <dd>
          {receipt.signers.map((signer) => (
            <div key={signer.fingerprint ?? signerName(signer)}>
              {signer.userId !== undefined && (
                <p>
                  <Name value={signer.userId} />
                </p>
              )}
              {signer.fingerprint === undefined ? (
                <LoggedIn signer={signer} />
              ) : (
                <p className="small">
                  <Fingerprint value={signer.fingerprint} kind={signer.kind} />
                </p>
              )}
            </div>
          ))}
        </dd>
      </dl>
    </>
  );
}

/** A key's fingerprint as the tools of its kind take it; nothing where somebody logged in. */
function copiedKey({ kind, fingerprint = '' }: Receipt['signers'][number]): string {
  return kind === 'ssh' ? sshFingerprint(fingerprint) : fingerprint;
}

/** Who signed by a login, in words, and as the certificate has it: what people who download are to expect. */
function LoggedIn({ signer }: { signer: Receipt['signers'][number] }) {
  const { instance, ...person } = signer;
  const named = instance === undefined || instance === PUBLIC_GOOD ? person : signer;
  return (
    <>
      <p>
        <SignerWords signer={named} />
      </p>
      {signer.issuer !== undefined && (
        <p className="small soft">
          <Name value={signer.issuer} mono />
        </p>
      )}
      <p className="small soft">
        <InstanceWords signer={named} />
      </p>
    </>
  );
}

/** The instance that goes without saying. */
const PUBLIC_GOOD = 'public-good';

/** What the bundles that were made carry beside their signature: the same for all of them, but for runs of an older version. */
export function carried({ files }: Receipt): ('neither' | 'timestamp' | 'log' | 'both')[] {
  const made = files.flatMap(({ outputs }) => outputs).filter(({ logged }) => logged !== undefined);
  return [
    ...new Set(
      made.map(({ logged, timestamped }) =>
        logged === true ? (timestamped === true ? 'both' : 'log') : timestamped === true ? 'timestamp' : 'neither',
      ),
    ),
  ];
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

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { knownError } from '../../../shared/messages.ts';
import type { Receipt } from '../../../shared/model/sign.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useErrand } from '../../parts/errand.ts';
import { useJobs } from '../../parts/jobs.ts';
import { useKnown } from '../../parts/known.ts';
import { formatList } from '../../parts/numbers.ts';
import { below } from '../../parts/paths.ts';
import { NotRemembered } from '../../parts/not-remembered.tsx';
import { ProgressPanel } from '../../parts/progress-panel.tsx';
import { hasSigned, ReceiptCard, receiptTitle, restOf } from '../../parts/receipt-card.tsx';
import { useShell } from '../../parts/shell.ts';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';

/** A run: its progress, then its receipt, which takes the focus. */
export function Run({ job }: { job: string }) {
  const t = useWords();
  const state = useJobs(({ jobs }) => jobs[job]);
  const { cancel, clear, goBack } = useSign.getState();
  const say = useShell((shell) => shell.say);
  const column = useRef<HTMLDivElement>(null);
  const done = state?.done;
  const isDone = done !== undefined;
  useEffect(() => {
    // Not the button that stops it: whoever holds Enter a moment too long stops nothing.
    column.current?.querySelector<HTMLElement>('h1, h2')?.focus();
    if (done?.receipt !== undefined) say(receiptTitle(done.receipt));
    // Once when it starts, and once when it ends.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDone]);
  if (done === undefined) {
    return (
      <div ref={column} className="column">
        <ProgressPanel isPage progress={state?.progress} onCancel={cancel} />
      </div>
    );
  }
  const { error, receipt } = done;
  const isWhole = receipt !== undefined && !receipt.cancelled && receipt.failed.length === 0;
  return (
    <div ref={column} className="column">
      {error !== undefined && error.code !== 'never-public' && <ErrorWords error={knownError(error)} />}
      <NotRemembered error={state?.notRemembered} />
      {error?.code === 'never-public' && <NeverPublic folder={error.detail} />}
      {receipt === undefined && error?.code !== 'never-public' && (
        <h1 tabIndex={-1}>{t(done.outcome === 'cancelled' ? 'sign.cancelled' : 'sign.failed')}</h1>
      )}
      {receipt !== undefined && (
        <ReceiptCard
          receipt={receipt}
          about={isWhole || !hasSigned(receipt) ? undefined : <GoingOn receipt={receipt} />}
        >
          {isWhole ? undefined : (
            <Button onClick={() => goBack(receipt)}>{t(hasSigned(receipt) ? 'sign.goOn' : 'sign.back')}</Button>
          )}
        </ReceiptCard>
      )}
      {isWhole && <NeverBackedUp receipt={receipt} />}
      <div className="row">
        {receipt === undefined && <Button onClick={() => goBack()}>{t('sign.back')}</Button>}
        <Button variant="default" onClick={clear}>
          {t('sign.more')}
        </Button>
      </div>
    </div>
  );
}

/** The user's own word about a folder, and the ways to sign what is in it all the same. */
function NeverPublic({ folder }: { folder: string }) {
  const t = useWords();
  const go = useShell((shell) => shell.go);
  return (
    <section className="card stack">
      <h1 tabIndex={-1}>{t('sign.neverPublic.title')}</h1>
      <div className="stack tight">
        <p>{t('sign.neverPublic.text')}</p>
        <p>
          <Name value={folder} mono />
        </p>
      </div>
      <div className="stack tight">
        <p>
          <b>{t('sign.neverPublic.instead')}</b>
        </p>
        <ul className="bullets">
          <li>{t('sign.neverPublic.key')}</li>
          <li>{t('sign.neverPublic.instance')}</li>
          <li>{t('sign.neverPublic.allow')}</li>
        </ul>
      </div>
      <div className="row">
        <Button variant="default" onClick={() => go('settings')}>
          {t('sign.neverPublic.settings')}
        </Button>
      </div>
    </section>
  );
}

/** What *Go on with the rest* does: which files it tries again, and that the list follows. */
function GoingOn({ receipt }: { receipt: Receipt }) {
  const template = useTemplates();
  const options = useSign((sign) => sign.options);
  const { files, list } = restOf(receipt);
  const names = files.map((path) => below(receipt.folder, path));
  const follows = list === undefined ? options.manifest?.name : below(receipt.folder, list);
  return (
    <>
      {names.length > 0 && names.length <= 3 && (
        <Sentence template={template('sign.goOnNames')} params={{ files: formatList(names) }} />
      )}
      {names.length > 3 && (
        <Sentence template={template('sign.goOnCount', names.length)} params={{ count: names.length }} />
      )}{' '}
      {follows !== undefined && <Sentence template={template('sign.goOnList')} params={{ list: follows }} />}
    </>
  );
}

/** The key that just signed is nowhere else: the moment at which that matters to its owner. */
function NeverBackedUp({ receipt }: { receipt: Receipt }) {
  const t = useWords();
  const keys = useKnown((known) => known.keys) ?? [];
  const send = useErrand((errands) => errands.send);
  const signed = new Set(receipt.signers.map(({ fingerprint }) => fingerprint));
  const bare = keys.some(
    (key) => key.engine !== 'gnupg' && signed.has(key.fingerprint) && key.backedUpAt === undefined,
  );
  if (!bare) return null;
  return (
    <section className="notice stack tight" aria-label={t('sign.notBackedUp')}>
      <p>
        <b>{t('sign.notBackedUp')}</b>
      </p>
      <p>{t('sign.notBackedUpText')}</p>
      <div className="row">
        <Button variant="default" onClick={() => send({ what: 'backup', from: 'sign' })}>
          {t('keys.backItUp')}
        </Button>
      </div>
    </section>
  );
}

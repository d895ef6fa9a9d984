import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useKnown } from '../../parts/known.ts';
import { signingKeys, signsByLogin } from '../../parts/signers.ts';
import { useWords } from '../../words.ts';
import { FileList } from './file-list.tsx';
import { NoKey, NothingDropped } from './nothing-yet.tsx';
import { Options } from './options.tsx';
import { makesBundles } from './plan-words.ts';
import { Preview } from './preview.tsx';
import { Run } from './run.tsx';
import { SignAs } from './sign-as.tsx';
import { SignBar } from './sign-bar.tsx';
import { useSign } from './sign-slice.ts';
import { WitnessForm } from './witness-form.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** What was dropped at the left, what will be written at the right, and one button that says what it does. */
export function SignScreen() {
  const job = useSign((sign) => sign.job);
  const files = useSign((sign) => sign.files);
  const keys = useKnown((known) => known.keys);
  const byLogin = useSign((sign) => signsByLogin(sign.options.keys));
  const load = useKnown((known) => known.loadKeys);
  const loadInstances = useKnown((known) => known.loadInstances);
  useEffect(() => {
    void load();
    void loadInstances();
  }, [load, loadInstances]);
  if (job !== null) return <Run job={job} />;
  if (keys !== null && signingKeys(keys).length === 0 && !byLogin) return <NoKey keys={keys} waiting={files} />;
  if (files.length === 0) return <NothingDropped />;
  return <Bench />;
}

function Bench() {
  const t = useWords();
  const { choose, clear } = useSign.getState();
  const hasBundles = makesBundles(useSign((sign) => sign.options.keys));
  const isPlanned = useSign((sign) => sign.plan !== null);
  const bench = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Whatever had the focus on the screen before is gone; the work begins at the files.
    const { activeElement } = document;
    if (isPlanned && (activeElement === null || activeElement === document.body))
      bench.current?.querySelector<HTMLElement>('#sign-every-file')?.focus();
  }, [isPlanned]);
  return (
    <div ref={bench} className="column broad bench">
      <header className="row apart">
        <div className="row">
          <h1>{t('sign.title')}</h1>
          <HelpButton topic="sign-a-release" />
        </div>
        <div className="row">
          <Button variant="default" onClick={() => void choose('files')}>
            {t('sign.addFiles')}
          </Button>
          <Button variant="default" onClick={clear}>
            {t('sign.clear')}
          </Button>
        </div>
      </header>
      <div className="panes">
        <FileList />
        <Preview />
      </div>
      <div className="card deck">
        <div className="deck-choices">
          <div className="stack">
            <SignAs />
            {hasBundles && <WitnessForm />}
          </div>
          <Options />
        </div>
        <SignBar />
      </div>
    </div>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeySummary } from '../../../shared/model/key.ts';
import { call } from '../../api.ts';
import { HiddenCharacters } from '../../parts/hidden-characters.tsx';
import { useShell } from '../../parts/shell.ts';
import { Fingerprint, Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { useKeys } from './keys-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** Looks for somebody's key on the network; nothing is kept until the user says so. */
export function LookUpForm() {
  const t = useWords();
  const { run, open } = useKeys.getState();
  const busy = useKeys((state) => state.busy);
  const offline = useShell((shell) => shell.settings?.offline === true);
  const [query, setQuery] = useState('');
  const [answer, setAnswer] = useState<{ found: KeySummary[]; lookup: string } | null>(null);
  const ask = async (from: 'wkd' | 'keyserver') => {
    setAnswer(await run(() => call('keys.lookup', { query: query.trim(), from })));
  };
  const keep = async (lookup: string) => {
    const kept = await run(() => call('keys.accept', { lookup }), 'kept');
    const first = kept?.[0];
    if (first !== undefined) open({ is: 'key', id: first.id });
  };
  return (
    <div className="form">
      <p className="soft">
        {t('lookUp.explain')}{' '}
        <HelpButton topic="compare-a-fingerprint" anchor="look-up" name={t('help.names.lookUp')} />
      </p>
      {offline && <p>{t('lookUp.offline')}</p>}
      <TextInput label={t('lookUp.query')} value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
      <div className="row">
        <Button
          variant="default"
          loading={busy}
          disabled={offline || query.trim().length < 3}
          onClick={() => void ask('keyserver')}
        >
          {t('lookUp.keyserver')}
        </Button>
        <Button
          variant="default"
          loading={busy}
          disabled={offline || !query.includes('@')}
          onClick={() => void ask('wkd')}
        >
          {t('lookUp.wkd')}
        </Button>
      </div>
      {answer !== null && (
        <div className="stack tight" aria-live="polite">
          {answer.found.map((key) => (
            <p key={key.id}>
              <Name value={key.userIds[0] ?? ''} /> <Fingerprint value={key.fingerprint} />
            </p>
          ))}
          <HiddenCharacters names={answer.found.flatMap((key) => key.userIds)} />
          <p className="small soft">{t('lookUp.onlyEvidence')}</p>
          <div className="row">
            <Button disabled={answer.found.length === 0} onClick={() => void keep(answer.lookup)}>
              {t('lookUp.keepKey')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

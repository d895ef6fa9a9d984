import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import { call } from '../../api.ts';
import { useWords } from '../../words.ts';
import { ErrorWords } from '../error-words.tsx';
import { useShell } from '../shell.ts';
import { Fingerprint, Name } from '../visible.tsx';
import { leadSignature } from './three-lines.ts';
import type { CardActions } from './verdict-card.tsx';
import { HelpButton } from '../help/help-button.tsx';

type State =
  | { is: 'open' | 'busy' }
  | { is: 'found'; keys: KeySummary[]; lookup: string }
  | { is: 'unchanged' | 'kept' }
  | { is: 'failed'; error: AppError };

/** Asks the network for a key, on a click only: a missing one by its ID, a known one for its expiry and revocation. */
export function LookUpPanel({ result, actions }: { result: CheckResult; actions: CardActions }) {
  const t = useWords();
  const offline = useShell((shell) => shell.settings?.offline === true);
  const signer = leadSignature(result)?.signer;
  const known = result.step === 'look-up-key' ? undefined : signer?.fingerprint;
  const [address, setAddress] = useState('');
  const [state, setState] = useState<State>({ is: 'open' });

  const run = async (work: () => Promise<State>) => {
    setState({ is: 'busy' });
    try {
      setState(await work());
    } catch (error) {
      setState({ is: 'failed', error: toAppError(error) });
    }
  };
  const ask = (from: 'wkd' | 'keyserver') =>
    void run(async () => {
      if (known !== undefined) {
        const { changed } = await call('keys.refresh', { key: known, from });
        if (changed) actions.again?.(result.publisher);
        return { is: changed ? 'kept' : 'unchanged' };
      }
      const query = from === 'wkd' ? address.trim() : (signer?.fingerprint ?? signer?.keyId ?? '');
      const { found, lookup } = await call('keys.lookup', { query, from });
      return { is: 'found', keys: found, lookup };
    });
  const keep = (lookup: string) =>
    void run(async () => {
      await call('keys.accept', { lookup });
      actions.again?.(result.publisher);
      return { is: 'kept' };
    });

  return (
    <div className="stack" aria-live="polite">
      <p>{t('lookUp.provesNothing')}</p>
      <p className="small soft">
        {t('lookUp.explain')}{' '}
        <HelpButton topic="compare-a-fingerprint" anchor="look-up" name={t('help.names.lookUp')} />
      </p>
      {offline && <p>{t('lookUp.offline')}</p>}
      {known === undefined && (
        <div className="form">
          <TextInput
            label={t('lookUp.address')}
            description={t('lookUp.addressHint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        </div>
      )}
      <div className="row">
        <Button variant="default" disabled={offline} loading={state.is === 'busy'} onClick={() => ask('keyserver')}>
          {t('lookUp.keyserver')}
        </Button>
        <Button
          variant="default"
          disabled={offline || (known === undefined && !address.includes('@'))}
          loading={state.is === 'busy'}
          onClick={() => ask('wkd')}
        >
          {t('lookUp.wkd')}
        </Button>
      </div>
      {state.is === 'failed' && <ErrorWords error={state.error} />}
      {state.is === 'unchanged' && <p>{t('lookUp.unchanged')}</p>}
      {state.is === 'kept' && <p>{t('lookUp.kept')}</p>}
      {state.is === 'found' && (
        <div className="stack tight">
          {state.keys.map((key) => (
            <p key={key.id}>
              <Name value={key.userIds[0] ?? ''} /> <Fingerprint value={key.fingerprint} />
            </p>
          ))}
          <div className="row">
            <Button onClick={() => keep(state.lookup)}>{t('lookUp.keep')}</Button>
          </div>
        </div>
      )}
    </div>
  );
}

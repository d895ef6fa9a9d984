import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type AppError, toAppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import { isSigner } from '../../../shared/signer-rule.ts';
import { CompareForm } from '../../parts/compare-form.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { expectOwnKey, publisherNamed, useKnown } from '../../parts/known.ts';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useRepositories } from './repositories-slice.ts';

/** Only whom it is by is in question. */
const OPEN_NOTES: ReadonlySet<Note> = new Set(['signer-not-expected', 'project-unclear', 'signer-changed']);

/** The key of the user's own that signed, where the app keeps it and nobody expects it for this repository yet. */
export function ownUnexpected(check: CheckResult | undefined, keys: readonly KeySummary[]): KeySummary | undefined {
  const [signature, other] = check?.signatures ?? [];
  if (check === undefined || check.verdict === 'verified' || signature === undefined || other !== undefined)
    return undefined;
  const { result, notes, signer } = signature;
  if (result !== 'good' || !notes.some((note) => OPEN_NOTES.has(note))) return undefined;
  return keys.find(
    ({ engine, secret, fingerprint }) =>
      (engine === 'openpgp' || engine === 'ssh') && secret !== 'none' && fingerprint === signer?.fingerprint,
  );
}

/**
 * Offers to expect one's own key for the open repository. There is nothing to compare, since its secret part is here; but whose repository
 * it is has to be said, and one of whom others sign too is no own one: there it is compared as any other key.
 */
export function ExpectOwn({ own, onDone }: { own: KeySummary; onDone: () => void }) {
  const t = useWords();
  const template = useTemplates();
  const publishers = useKnown((known) => known.publishers);
  const fixed = useRepositories(({ facts }) => facts?.publisher);
  const { recheck } = useRepositories.getState();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [state, setState] = useState<'open' | 'busy' | AppError>('open');
  useEffect(() => {
    if (publishers === null) void useKnown.getState().loadPublishers();
  }, [publishers]);
  const { fingerprint } = own;
  const mine = (publishers ?? []).filter((one) => one.own);
  const pinned = mine.find(({ pins }) => pins.some((pin) => isSigner(pin, { fingerprint })));
  const proposed = pinned?.name ?? (mine.length === 1 ? mine[0]?.name : undefined) ?? '';
  const publisher = (fixed ?? typed ?? proposed).trim();
  const known = publisherNamed(publishers, publisher);
  const isOfOthers = known?.own === false;
  const take = async (name: string) => {
    await recheck(name);
    onDone();
  };
  const expectIt = async () => {
    setState('busy');
    try {
      const { name } = await expectOwnKey(publisher, fingerprint);
      await take(name);
    } catch (error) {
      setState(toAppError(error));
    }
  };
  return (
    <section className="stack tight expect-own">
      <p className="small">{t('expectOwn.why')}</p>
      <div className="row">
        <Button variant="default" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t('expectOwn.open')}
        </Button>
      </div>
      {isOpen && (
        <div className="stack step-panel">
          <form
            className="stack form"
            aria-label={t('expectOwn.title')}
            onSubmit={(event) => {
              event.preventDefault();
              void expectIt();
            }}
          >
            {fixed === undefined && (
              <TextInput
                required
                autoFocus
                label={t('compareGit.publisher')}
                description={t('expectOwn.hint')}
                value={typed ?? proposed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
            {typeof state === 'object' && <ErrorWords error={state} />}
            {isOfOthers ? (
              <p>
                <Sentence template={template('expectOwn.ofOthers')} params={{ publisher: known.name }} />
              </p>
            ) : (
              <div className="row">
                <Button type="submit" loading={state === 'busy'} disabled={publisher === '' || publishers === null}>
                  {fixed === undefined ? (
                    t('expectOwn.do')
                  ) : (
                    <span>
                      <Sentence template={template('expectOwn.doFor')} params={{ publisher }} />
                    </span>
                  )}
                </Button>
              </div>
            )}
          </form>
          {isOfOthers && (
            <CompareForm
              key={known.name}
              isFixed
              isGit
              fingerprint={fingerprint}
              publisher={known.name}
              onPinned={(name) => void take(name)}
            />
          )}
        </div>
      )}
    </section>
  );
}

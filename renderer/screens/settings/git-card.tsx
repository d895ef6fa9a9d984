import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { GitSetup, GitSetupState } from '../../../shared/model/git-setup.ts';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { call } from '../../api.ts';
import { useErrand } from '../../parts/errand.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { publisherNamed, useKeysWhere, useKnown } from '../../parts/known.ts';
import { attempt } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { WithCommands } from '../../parts/with-commands.tsx';
import { useWords } from '../../words.ts';
import { GitForm } from './git-form.tsx';
import { CountingNow, GitStanding, useKeyName } from './git-standing.tsx';
import { type GitWish, useGitSetup } from './git-slice.ts';
import { GitUndo } from './git-undo.tsx';

/** How git is set up for signing on this machine, and setting it up. */
export function GitCard() {
  const t = useWords();
  const card = useRef<HTMLElement>(null);
  const state = useGitSetup((git) => git.state);
  const wish = useGitSetup((git) => git.wish);
  const undoing = useGitSetup((git) => git.undoing);
  const problem = useGitSetup((git) => git.problem);
  const { load, wishFor } = useGitSetup.getState();
  const keys = useKeysWhere(true);
  const publishers = useKnown((known) => known.publishers);
  const isReady = state !== null && keys !== null;
  useEffect(() => {
    void load();
    void useKnown.getState().loadPublishers();
    return () => useGitSetup.setState({ wish: null, plan: null, undoing: null, problem: null, done: null });
  }, [load]);
  useEffect(() => {
    const { errand, drop } = useErrand.getState();
    if (errand?.what !== 'set-up-git' || !isReady) return;
    drop();
    if (state.git)
      void wishFor({ key: errand.key ?? '', commits: true, tags: true, ...stillCounting(state, publishers) });
    card.current?.scrollIntoView({ block: 'start' });
    card.current?.focus();
  }, [isReady, state, publishers, wishFor]);
  if (!isReady) return null;
  const machine = state.setups.find(({ folder }) => folder === null);
  const others = state.setups.flatMap(({ folder, key, publisher }) =>
    folder === null ? [] : [{ folder, key, publisher }],
  );
  return (
    <section ref={card} tabIndex={-1} className="card stack git-setup" aria-labelledby="git-title">
      <div className="stack tight">
        <div className="row">
          <h2 id="git-title">{t('gitSetup.title')}</h2>
          <HelpButton topic="repositories" anchor="set-up" name={t('help.names.gitSetup')} />
        </div>
        <p className="small soft">
          <WithCommands text={t('gitSetup.text')} />
        </p>
      </div>
      {problem !== null && <ErrorWords error={problem} />}
      <Done />
      {!state.git ? (
        <Absent />
      ) : (
        <>
          <GitStanding state={state} setup={machine} />
          {wish !== null ? (
            <GitForm
              wish={wish}
              keys={keys}
              helper={state.helper}
              before={stillCounting(state, publishers).publisher ?? machine?.publisher ?? null}
            />
          ) : undoing?.folder === null ? (
            <GitUndo plan={undoing.plan} />
          ) : (
            <Begin setUp={machine} counting={stillCounting(state, publishers)} />
          )}
          {others.length > 0 && <Others setups={others} />}
        </>
      )}
    </section>
  );
}

function Begin({ setUp, counting }: { setUp: GitSetup | undefined; counting: Counting }) {
  const t = useWords();
  const busy = useGitSetup((git) => git.busy);
  const now = useGitSetup((git) => git.state?.now);
  const { wishFor, askUndo } = useGitSetup.getState();
  const isOurs = setUp !== undefined;
  // What was set up stays as it is chosen; for whoever begins, signing everything is the point of it.
  const isOn = (name: string): boolean => !isOurs || now?.find((one) => one.name === name)?.value === 'true';
  const wish = { key: setUp?.key ?? '', commits: isOn('commit.gpgsign'), tags: isOn('tag.gpgsign'), ...counting };
  return (
    <div className="row">
      {isOurs && (
        <Button variant="default" loading={busy} onClick={() => void askUndo(null)}>
          {t('gitSetup.undo')}
        </Button>
      )}
      <Button variant={isOurs ? 'default' : 'filled'} disabled={busy} onClick={() => void wishFor(wish)}>
        {t(isOurs ? 'gitSetup.another' : 'gitSetup.start')}
      </Button>
    </div>
  );
}

type Counting = Pick<GitWish, 'publisher'>;

/** Whose pins count by now where git asks, unless it is known that this publisher is gone. */
function stillCounting({ setups }: GitSetupState, publishers: readonly Publisher[] | null): Counting {
  const named = setups.find(({ folder }) => folder === null)?.publisher ?? undefined;
  const publisher = named === undefined || publishers === null ? named : publisherNamed(publishers, named)?.name;
  return publisher === undefined ? {} : { publisher };
}

function Done() {
  const t = useWords();
  const done = useGitSetup((git) => git.done);
  return (
    <div role="status" className="quiet">
      {done !== null && (
        <div className="notice">
          <p>
            <WithCommands text={t(`gitSetup.done.${done}`)} />
          </p>
        </div>
      )}
    </div>
  );
}

function Absent() {
  const t = useWords();
  const { load } = useGitSetup.getState();
  return (
    <div className="stack tight">
      <h3>{t('gitSetup.absentTitle')}</h3>
      <p>{t('gitSetup.absentText')}</p>
      <div className="row">
        <Button
          leftSection={<IconExternalLink size={16} aria-hidden />}
          onClick={() => void attempt(() => call('app.openLink', { url: 'https://git-scm.com/downloads' }))}
        >
          {t('gitSetup.get')}
        </Button>
        <Button variant="default" onClick={() => void load()}>
          {t('gitSetup.look')}
        </Button>
      </div>
    </div>
  );
}

/** Repositories that were set up by themselves, on the command line. */
function Others({ setups }: { setups: readonly { folder: string; key: string; publisher: string | null }[] }) {
  const t = useWords();
  const undoing = useGitSetup((git) => git.undoing);
  const { askUndo } = useGitSetup.getState();
  return (
    <section className="stack tight">
      <h3>{t('gitSetup.only')}</h3>
      <ul className="instances">
        {setups.map(({ folder, key, publisher }) => (
          <li key={folder} className="stack tight">
            <div className="row apart">
              <div className="grow">
                <Name value={folder} mono />
                <p className="small soft">
                  <KeyNamed id={key} />
                </p>
                <CountingNow publisher={publisher} />
              </div>
              <Button variant="default" onClick={() => void askUndo(folder)}>
                {t('gitSetup.undo')}
              </Button>
            </div>
            {undoing?.folder === folder && <GitUndo plan={undoing.plan} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function KeyNamed({ id }: { id: string }) {
  return <Name value={useKeyName(id)} />;
}

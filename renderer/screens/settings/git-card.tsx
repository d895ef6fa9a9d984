import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { call } from '../../api.ts';
import { useErrand } from '../../parts/errand.ts';
import { ErrorWords } from '../../parts/error-words.tsx';
import { HelpButton } from '../../parts/help/help-button.tsx';
import { useKeysWhere } from '../../parts/known.ts';
import { attempt } from '../../parts/shell.ts';
import { Name } from '../../parts/visible.tsx';
import { WithCommands } from '../../parts/with-commands.tsx';
import { useWords } from '../../words.ts';
import { GitForm } from './git-form.tsx';
import { GitStanding, useKeyName } from './git-standing.tsx';
import { useGitSetup } from './git-slice.ts';
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
  const isReady = state !== null && keys !== null;
  useEffect(() => {
    void load();
    return () => useGitSetup.setState({ wish: null, plan: null, undoing: null, problem: null, done: null });
  }, [load]);
  useEffect(() => {
    const { errand, drop } = useErrand.getState();
    if (errand?.what !== 'set-up-git' || !isReady) return;
    drop();
    if (state.git) void wishFor({ key: errand.key ?? '', commits: true, tags: true });
    card.current?.scrollIntoView({ block: 'start' });
    card.current?.focus();
  }, [isReady, state, wishFor]);
  if (!isReady) return null;
  const machine = state.setups.find(({ folder }) => folder === null);
  const others = state.setups.flatMap(({ folder, key }) => (folder === null ? [] : [{ folder, key }]));
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
            <GitForm wish={wish} keys={keys} helper={state.helper} />
          ) : undoing?.folder === null ? (
            <GitUndo plan={undoing.plan} />
          ) : (
            <Begin isOurs={machine !== undefined} />
          )}
          {others.length > 0 && <Others setups={others} />}
        </>
      )}
    </section>
  );
}

function Begin({ isOurs }: { isOurs: boolean }) {
  const t = useWords();
  const busy = useGitSetup((git) => git.busy);
  const now = useGitSetup((git) => git.state?.now);
  const { wishFor, askUndo } = useGitSetup.getState();
  // What was set up stays as it is chosen; for whoever begins, signing everything is the point of it.
  const isOn = (name: string): boolean => !isOurs || now?.find((one) => one.name === name)?.value === 'true';
  const wish = { key: '', commits: isOn('commit.gpgsign'), tags: isOn('tag.gpgsign') };
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
function Others({ setups }: { setups: readonly { folder: string; key: string }[] }) {
  const t = useWords();
  const undoing = useGitSetup((git) => git.undoing);
  const { askUndo } = useGitSetup.getState();
  return (
    <section className="stack tight">
      <h3>{t('gitSetup.only')}</h3>
      <ul className="instances">
        {setups.map(({ folder, key }) => (
          <li key={folder} className="stack tight">
            <div className="row apart">
              <div className="grow">
                <Name value={folder} mono />
                <p className="small soft">
                  <KeyNamed id={key} />
                </p>
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

import { instanceOfLogin, isLogin } from '../../../shared/key-id.ts';
import type { GitSetup, GitSetupState } from '../../../shared/model/git-setup.ts';
import { keyName } from '../../parts/key-name.ts';
import { useKeysWhere } from '../../parts/known.ts';
import { formatDay } from '../../parts/numbers.ts';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';

/** What a key is called; one that is gone by what git called it. */
export function useKeyName(id: string | undefined): string {
  const t = useWords();
  const key = useKeysWhere(true)?.find((one) => one.id === id);
  if (id !== undefined && isLogin(id)) return t('gitSetup.login.option');
  return key === undefined ? (id ?? '') : keyName(key);
}

/** How git is set up now, by whom, and what was changed since. */
export function GitStanding({ state, setup }: { state: GitSetupState; setup: GitSetup | undefined }) {
  const t = useWords();
  const template = useTemplates();
  const key = useKeyName(setup?.key);
  const byLogin = setup !== undefined && isLogin(setup.key);
  const changed = new Set(setup?.settings.filter((one) => one.state === 'changed').map(({ name }) => name));
  const standing =
    setup !== undefined ? (changed.size > 0 ? 'changed' : 'ours') : state.now.length > 0 ? 'theirs' : 'none';
  return (
    <div className="stack tight">
      <p>
        <b>
          {setup === undefined ? (
            t(standing === 'theirs' ? 'gitSetup.theirs' : 'gitSetup.none')
          ) : (
            <Sentence
              template={template(`gitSetup.${byLogin ? 'login.' : ''}${standing === 'changed' ? 'changed' : 'ours'}`)}
              params={{ key, instance: instanceOfLogin(setup.key), date: formatDay(setup.at) }}
            />
          )}
        </b>
      </p>
      <CountingNow publisher={setup?.publisher ?? null} />
      {standing === 'changed' && <p>{t('gitSetup.changedText')}</p>}
      {standing === 'theirs' && <p>{t('gitSetup.theirsText')}</p>}
      <Settings state={state} changed={changed} />
      {state.now.some(({ file }) => file !== null) && <p className="small soft">{t('gitSetup.elsewhere')}</p>}
    </div>
  );
}

/** Whom git calls good beside one's own keys. */
export function CountingNow({ publisher }: { publisher: string | null }) {
  const template = useTemplates();
  if (publisher === null) return null;
  return (
    <p className="small soft">
      <Sentence template={template('gitSetup.counting')} params={{ publisher }} />
    </p>
  );
}

function Settings({ state, changed }: { state: GitSetupState; changed: ReadonlySet<string> }) {
  const t = useWords();
  const template = useTemplates();
  if (state.now.length === 0 && changed.size === 0) return null;
  const gone = [...changed].filter((name) => !state.now.some((one) => one.name === name));
  const shown = [...state.now, ...gone.map((name) => ({ name, value: '', file: null }))];
  return (
    <dl className="facts small" aria-label={t('gitSetup.settings')}>
      {shown.map(({ name, value, file }) => (
        <div key={name} className="contents">
          <dt className="mono">{name}</dt>
          <dd className="row">
            <Name value={value} mono />
            {changed.has(name) && <span className="tag">{t('gitSetup.changedMark')}</span>}
            {file !== null && (
              <span className="soft">
                <Sentence template={template('gitSetup.fromFile')} params={{ file }} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { Button, NativeSelect, Switch } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { isLogin } from '../../../shared/key-id.ts';
import type { GitSetupPlan } from '../../../shared/model/git-setup.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useErrand } from '../../parts/errand.ts';
import { endOf, keyName } from '../../parts/key-name.ts';
import { LOGIN } from '../../parts/signers.ts';
import { WithCommands } from '../../parts/with-commands.tsx';
import { useWords } from '../../words.ts';
import { GitCounting } from './git-counting.tsx';
import { GitLogin } from './git-login.tsx';
import { type GitWish, keysForGit, useGitSetup } from './git-slice.ts';

const KINDS = ['openpgp', 'gnupg', 'ssh', 'ssh-agent'] as const;

/** Which key git is to sign with and what unasked, and what is run for it. */
export function GitForm({
  wish,
  keys,
  helper,
  before,
}: {
  wish: GitWish;
  keys: readonly KeySummary[];
  helper: boolean;
  /** Whose pins count until now where git asks; null: nobody's. */
  before: string | null;
}) {
  const t = useWords();
  const plan = useGitSetup((git) => git.plan);
  const busy = useGitSetup((git) => git.busy);
  const { wishFor, apply } = useGitSetup.getState();
  const usable = keysForGit(keys, helper);
  // What the SSH agent holds is mostly for logging in somewhere.
  const first = (usable.find(({ secret }) => secret !== 'agent') ?? usable[0])?.id;
  const byLogin = isLogin(wish.key);
  const isThere = byLogin || usable.some(({ id }) => id === wish.key);
  useEffect(() => {
    if (!isThere && first !== undefined) void wishFor(withKey(wish, first, keys));
  }, [isThere, first, wish, keys, wishFor]);
  const counts = (wish.publisher ?? null) !== before;
  if (first === undefined && !byLogin) return <NoKeys wish={wish} helper={helper} />;
  const signWith = (key: string): void => void wishFor(withKey(wish, key, keys));
  return (
    <div className="stack">
      <NativeSelect
        label={t('gitSetup.key')}
        description={helper ? undefined : t('gitSetup.noHelper')}
        value={byLogin ? LOGIN.id : wish.key}
        onChange={(event) => signWith(event.currentTarget.value)}
      >
        {usable.map((key) => (
          <option key={key.id} value={key.id} translate="no">
            {t('gitSetup.option', {
              name: visibleText(keyName(key)),
              kind: t(`gitSetup.kind.${KINDS.find((one) => one === key.engine) ?? 'openpgp'}`),
              end: endOf(key),
            })}
          </option>
        ))}
        {helper && <option value={LOGIN.id}>{t('gitSetup.login.option')}</option>}
      </NativeSelect>
      {byLogin && <GitLogin login={wish.key} onChoose={signWith} />}
      <Switch
        label={t('gitSetup.commits')}
        description={<WithCommands text={t(byLogin ? 'gitSetup.login.commits' : 'gitSetup.commitsText')} />}
        checked={wish.commits}
        onChange={(event) => void wishFor({ ...wish, commits: event.currentTarget.checked })}
      />
      <Switch
        label={t('gitSetup.tags')}
        description={<WithCommands text={t(byLogin ? 'gitSetup.login.tags' : 'gitSetup.tagsText')} />}
        checked={wish.tags}
        onChange={(event) => void wishFor({ ...wish, tags: event.currentTarget.checked })}
      />
      {asksUs(wish.key, keys) && <GitCounting wish={wish} />}
      {plan !== null && <Planned plan={plan} otherwise={counts} />}
      <div className="row">
        {plan !== null && plan.commands.length === 0 && counts && (
          <Button loading={busy} onClick={() => void apply()}>
            {t('gitSetup.publisherDo')}
          </Button>
        )}
        {plan !== null && plan.commands.length > 0 && (
          <ConfirmButton
            label={t('gitSetup.run')}
            question={t('gitSetup.runSure')}
            yes={t('gitSetup.runYes')}
            onYes={() => void apply()}
          />
        )}
        <Button variant="default" onClick={() => void wishFor(null)}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Whether git asks this app who is expected. Its own programs, for keys that others keep, do not. */
function asksUs(key: string, keys: readonly KeySummary[]): boolean {
  return isLogin(key) || keys.some(({ id, engine }) => id === key && (engine === 'openpgp' || engine === 'ssh'));
}

/** The same wish with another key. A login for every commit is nobody's default, a key for every one is the point of it. */
function withKey({ publisher, ...wish }: GitWish, key: string, keys: readonly KeySummary[]): GitWish {
  const byKey = !isLogin(key);
  return {
    ...wish,
    ...(isLogin(wish.key) === byKey ? { commits: byKey, tags: byKey } : {}),
    ...(publisher !== undefined && asksUs(key, keys) ? { publisher } : {}),
    key,
  };
}

/** What a plan does, word for word (`otherwise`: other pins count from then on): its commands, and what is written and replaced by the way. */
function Planned({ plan, otherwise }: { plan: GitSetupPlan; otherwise: boolean }) {
  const t = useWords();
  const { changes, launcher, allowed } = plan;
  const replaced = changes.filter(
    ({ before, after }) => before.length > 0 && (before.length !== after.length || before[0] !== after[0]),
  );
  if (plan.commands.length === 0) return <p>{t(otherwise ? 'gitSetup.publisherOnly' : 'gitSetup.same')}</p>;
  return (
    <>
      <GitCommands title={t('gitSetup.commands')} plan={plan} />
      {replaced.length > 0 && (
        <Lines
          text={t('gitSetup.replaced', { count: replaced.length })}
          lines={replaced.flatMap(({ name, before }) => before.map((value) => `${name} = ${value}`))}
        />
      )}
      {launcher !== null && <Lines text={t('gitSetup.launcher')} lines={[launcher]} />}
      {allowed !== null && (
        <Lines
          text={t(allowed.isOurs ? 'gitSetup.allowedOurs' : 'gitSetup.allowedTheirs')}
          lines={[allowed.line, allowed.file]}
        >
          {!allowed.isOurs && <CopyButton text={`${allowed.line}\n`} />}
        </Lines>
      )}
    </>
  );
}

/** Commands as a shell would take them, to be read and copied. */
export function GitCommands({ title, plan }: { title: string; plan: GitSetupPlan }) {
  const text = plan.commands.join('\n');
  return (
    <div className="stack tight">
      <div className="row apart">
        <p>{title}</p>
        <CopyButton text={`${text}\n`} what={title} />
      </div>
      <pre className="pre small mono" tabIndex={0} aria-label={title}>
        {plan.commands.map(visibleText).join('\n')}
      </pre>
    </div>
  );
}

function Lines({ text, lines, children }: { text: string; lines: readonly string[]; children?: ReactNode }) {
  return (
    <div className="stack tight">
      <p className="small soft">{text}</p>
      <ul className="small stack tight">
        {lines.map((line) => (
          <li key={line} className="name mono">
            {visibleText(line)}
          </li>
        ))}
      </ul>
      {children !== undefined && <div className="row">{children}</div>}
    </div>
  );
}

function NoKeys({ wish, helper }: { wish: GitWish; helper: boolean }) {
  const t = useWords();
  const send = useErrand((errands) => errands.send);
  const { wishFor } = useGitSetup.getState();
  return (
    <div className="stack tight">
      <p>{t('gitSetup.noKeys')}</p>
      {!helper && <p className="small soft">{t('gitSetup.noHelper')}</p>}
      <div className="row">
        {helper && (
          <>
            <Button onClick={() => send({ what: 'make-key', from: 'settings' })}>{t('gitSetup.makeKey')}</Button>
            <Button
              variant="default"
              onClick={() => void wishFor({ ...wish, key: LOGIN.id, commits: false, tags: false })}
            >
              {t('sign.login.instead')}
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => void wishFor(null)}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

import { NativeSelect } from '@mantine/core';
import { Name } from '../../parts/visible.tsx';
import { say } from '../../parts/say.ts';
import { useWords } from '../../words.ts';
import { branchChoices } from './branch-choices.ts';
import { MadeBy } from './object-rows.tsx';
import { useRepositories } from './repositories-slice.ts';
import { useTag } from './tag-slice.ts';

const HEAD = 'HEAD';

/** The commit that the tag names: what is checked out, a branch, or the one that was chosen; and what that is. */
export function TagTarget() {
  const t = useWords();
  const prepared = useTag((tag) => tag.prepared);
  const chosen = useTag((tag) => tag.target);
  const commit = useTag((tag) => tag.commit);
  const isAnew = useTag((tag) => tag.isAnew);
  const isPrepared = useTag((tag) => tag.isPrepared);
  const { change } = useTag.getState();
  if (prepared === null) return null;
  const { branch, target } = prepared;
  const choices = [
    ...(commit === null
      ? []
      : [
          {
            value: commit.id,
            label: say('gitSign.targetCommit', { commit: commit.id.slice(0, 9), subject: commit.subject }),
          },
        ]),
    ...(branch === undefined ? [{ value: HEAD, label: t('gitSign.targetHead') }] : []),
    ...branchChoices(HEAD, prepared, (name) => `refs/heads/${name}`),
  ];
  return (
    <div className="stack tight">
      {isAnew ? (
        <p className="field-name">{t('gitSign.target')}</p>
      ) : (
        <NativeSelect
          label={t('gitSign.target')}
          value={chosen ?? HEAD}
          onChange={(event) => change({ target: event.currentTarget.value })}
          data={choices}
        />
      )}
      <div className="target-commit small" aria-busy={!isPrepared} aria-live="polite">
        <p>
          <b>
            <Name value={target.subject} />
          </b>{' '}
          <span className="soft" title={target.id} translate="no">
            <Name value={target.id.slice(0, 9)} mono />
          </span>
        </p>
        <p className="soft">
          <MadeBy by={target.author ?? ''} at={target.at} />
        </p>
        <p className="soft">{t(target.isUnpushed ? 'gitSign.unpushed' : 'gitSign.pushed')}</p>
      </div>
      {!isAnew && <Uncommitted />}
    </div>
  );
}

const SHOWN = 8;

/** What lies in the folder and is in no commit: looked at when somebody asks. */
function Uncommitted() {
  const t = useWords();
  const isBare = useRepositories(({ facts }) => facts?.kind === 'bare');
  const found = useTag((tag) => tag.uncommitted);
  const { look } = useTag.getState();
  if (isBare) return null;
  return (
    <div className="stack tight small" aria-live="polite">
      {found === null && (
        <div>
          <button type="button" className="plain-button small" onClick={() => void look()}>
            {t('gitSign.look')}
          </button>
        </div>
      )}
      {found?.count === 0 && <p>{t('gitSign.lookClean')}</p>}
      {found !== null && found.count > 0 && (
        <>
          <p>{t(found.isUnsure ? 'gitSign.lookUnsure' : 'gitSign.lookFound', { count: found.count })}</p>
          <ul className="bullets">
            {found.names.slice(0, SHOWN).map((name) => (
              <li key={name}>
                <Name value={name} mono />
              </li>
            ))}
            {found.count > SHOWN && <li>{t('prompt.more', { count: found.count - SHOWN })}</li>}
          </ul>
        </>
      )}
      {found?.isCut === true && <p>{t('gitSign.lookCut')}</p>}
    </div>
  );
}

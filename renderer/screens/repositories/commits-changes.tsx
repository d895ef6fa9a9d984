import type { CommitsPlan, PlannedCommit } from '../../../shared/model/git-sign.ts';
import { refName } from '../../../shared/signer-name.ts';
import { LongList } from '../../parts/long-list.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { useCommits } from './commits-slice.ts';
import { LostSignatures } from './lost-signatures.tsx';
import { MadeBy } from './object-rows.tsx';

/** So many names that stay are shown; of the others it is said how many they are. */
const SHOWN = 12;
const ROW = 64;

/** What signing commits anew changes, and what it does not: in numbers, then commit by commit. */
export function CommitsChanges({ plan }: { plan: CommitsPlan }) {
  const t = useWords();
  const template = useTemplates();
  const isPrepared = useCommits((commits) => commits.isPrepared);
  const { count, merges, signed, published, commits, left, leftCount, remote } = plan;
  /** Of one commit it is said as of one. */
  const of = (what: 'published' | 'signed' | 'merges', many: number): string | undefined =>
    many === 0 ? undefined : count === 1 ? t(`commitSign.${what}It`) : t(`commitSign.${what}`, { count: many });
  return (
    <section className="stack tight commits-changes" aria-busy={!isPrepared} aria-labelledby="commit-changes">
      <h3 id="commit-changes">{t('commitSign.count', { count })}</h3>
      <p className="small">{t('commitSign.stays', { count })}</p>
      <ul className="bullets small">
        <li>{of('published', published) ?? t('commitSign.unpublished', { count })}</li>
        {remote !== undefined && remote.ahead > 0 && (
          <li>
            <Sentence
              template={template('commitSign.ahead', remote.ahead)}
              params={{ count: remote.ahead, remote: remote.name }}
            />
          </li>
        )}
        {signed > 0 && (
          <li>
            {of('signed', signed)} <LostSignatures ids={plan.signedIds} />
          </li>
        )}
        {merges > 0 && <li>{of('merges', merges)}</li>}
        {leftCount > 0 && (
          <li>
            {t('commitSign.left', { count: leftCount })} <Left names={left.slice(0, SHOWN)} />
            {leftCount > SHOWN && <> {t('prompt.more', { count: leftCount - SHOWN })}</>}
          </li>
        )}
        <li>{t('commitSign.kept', { count })}</li>
      </ul>
      <LongList
        className="planned-commits"
        label={t('commitSign.list')}
        count={commits.length}
        keyOf={(index) => commits[index]?.id ?? ''}
        estimate={ROW}
        row={(index) => <Planned commit={commits[index]} />}
      />
      {commits.length < count && (
        <p className="small soft">
          <Sentence template={template('commitSign.listCut')} params={{ shown: commits.length, all: count }} />
        </p>
      )}
    </section>
  );
}

/** Tags and other branches that go on naming old commits. */
function Left({ names }: { names: readonly string[] }) {
  const template = useTemplates();
  return (
    <span className="row dotted left-names">
      {names.map((name) => (
        <span key={name}>
          <Sentence
            template={template(name.startsWith('refs/tags/') ? 'commitSign.leftTag' : 'commitSign.leftBranch')}
            params={{ name: refName(name) }}
          />
        </span>
      ))}
    </span>
  );
}

function Planned({ commit }: { commit: PlannedCommit | undefined }) {
  const t = useWords();
  if (commit === undefined) return null;
  const { id, subject, author = '', at, isMerge, isSigned, isPublished } = commit;
  return (
    <div className="planned-commit small">
      <p className="planned-subject">
        <span className="soft" title={id} translate="no">
          <Name value={id.slice(0, 9)} mono />
        </span>{' '}
        <b>
          <Name value={subject} />
        </b>
      </p>
      <p className="row dotted soft">
        <span>
          <MadeBy by={author} at={at} />
        </span>
        {isMerge && <span>{t('commitSign.is.merge')}</span>}
        {isSigned && <span>{t('commitSign.is.signed')}</span>}
        {isPublished && <span>{t('commitSign.is.published')}</span>}
      </p>
    </div>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import type { CommitsPreparation } from '../../../shared/model/git-sign.ts';
import { say } from '../../parts/say.ts';
import { useWords } from '../../words.ts';
import { branchChoices } from './branch-choices.ts';
import { type Start, useCommits } from './commits-slice.ts';

/** Which commits: of which branch, and since when. */
export function CommitsChoice({ prepared }: { prepared: CommitsPreparation }) {
  const t = useWords();
  const { branch, chosen = '', tags, fault } = prepared;
  const isPrepared = useCommits((commits) => commits.isPrepared);
  const said = useCommits((commits) => commits.branch);
  const start = useCommits((commits) => commits.start);
  const revision = useCommits((commits) => commits.revision);
  const row = useCommits((commits) => commits.row);
  const { change } = useCommits.getState();
  const branches = branchChoices(branch ?? '', prepared, (name) => name);
  const fromRow =
    row === null
      ? []
      : [
          {
            value: 'from',
            label: say('commitSign.startFrom', { commit: row.id.slice(0, 9), subject: row.subject }),
          },
        ];
  // What is said is about what was looked at.
  const why = isPrepared && fault !== undefined ? t(`commitSign.fault.${fault}`) : undefined;
  const isOfBranch = fault === 'no-branch' || fault === 'no-commits';
  return (
    <div className="stack">
      <NativeSelect
        label={t('commitSign.branch')}
        value={said ?? chosen}
        error={isOfBranch ? why : undefined}
        onChange={(event) => change({ branch: event.currentTarget.value })}
        data={[
          ...(said === null && chosen === '' ? [{ value: '', label: t('commitSign.branchNone') }] : []),
          ...branches,
        ]}
      />
      <NativeSelect
        label={t('commitSign.start')}
        value={start}
        error={!isOfBranch && start !== 'since' ? why : undefined}
        onChange={(event) => change({ start: event.currentTarget.value as Start })}
        data={[
          { value: 'newest', label: t('commitSign.startNewest') },
          ...fromRow,
          ...tags.map((tag) => ({ value: `tag ${tag}`, label: say('commitSign.startTag', { tag }) })),
          { value: 'since', label: t('commitSign.startSince') },
        ]}
      />
      {start === 'since' && (
        <TextInput
          label={t('commitSign.revision')}
          description={t('commitSign.revisionHint')}
          value={revision}
          spellCheck={false}
          translate="no"
          error={isOfBranch ? undefined : why}
          onChange={(event) => change({ revision: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

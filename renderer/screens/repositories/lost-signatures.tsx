import { useMemo } from 'react';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import type { Listed } from './listed.ts';
import { namesSigner } from './object-rows.tsx';
import { useRepositories } from './repositories-slice.ts';

/** Whose signatures these commits bear until now, as far as the list of the repository was checked. */
export function LostSignatures({ ids }: { ids: readonly string[] }) {
  const t = useWords();
  const template = useTemplates();
  const listed = useRepositories(({ lists }) => lists.commits);
  const { named, unnamed, waiting } = useMemo(() => signersOf(listed, ids), [listed, ids]);
  return (
    <ul className="bullets">
      {named.map(([who, many]) => (
        <li key={who}>
          <Sentence template={template('commitSign.lostBy')} params={{ who, many }} />
        </li>
      ))}
      {unnamed > 0 && <li>{t('commitSign.lostUnnamed', { count: unnamed })}</li>}
      {waiting > 0 && <li>{t('commitSign.lostWaiting', { count: waiting })}</li>}
    </ul>
  );
}

/** How many commits each signer has signed; a name is given only where the signature shows that it is that signer's. */
export function signersOf({ rows, states }: Pick<Listed, 'rows' | 'states'>, ids: readonly string[]) {
  const wanted = new Set(ids);
  const named = new Map<string, number>();
  let unnamed = 0;
  for (let index = 0; index < rows.length && wanted.size > 0; index++) {
    const state = states[index];
    if (!wanted.delete(rows[index]?.id ?? '')) continue;
    if (state === undefined) wanted.add(rows[index]?.id ?? '');
    else if (namesSigner(state) && state.signer !== '') named.set(state.signer, (named.get(state.signer) ?? 0) + 1);
    else unnamed++;
  }
  return { named: [...named].sort(([, a], [, b]) => b - a), unnamed, waiting: wanted.size };
}

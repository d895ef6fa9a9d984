import { Checkbox } from '@mantine/core';
import { useId, useMemo } from 'react';
import type { PlannedFile } from '../../../shared/model/sign.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { LongList } from '../../parts/long-list.tsx';
import { formatBytes } from '../../parts/numbers.ts';
import { Name, ShortName } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { canInclude, includedFiles, isIncluded, ticked } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

/** What was dropped, with ticks; what is left out says why. One box at the top ticks them all, or none. */
export function FileList() {
  const t = useWords();
  const files = useSign((sign) => sign.files);
  const plan = useSign((sign) => sign.plan);
  const already = useSign((sign) => sign.already);
  const hint = useId();
  const signed = useMemo(() => new Set(already.map(({ relative }) => relative)), [already]);
  return (
    <section className="list-card pane" aria-label={t('sign.files')}>
      <EveryFile />
      <LongList
        roving={plan !== null}
        label={t('sign.files')}
        describedBy={hint}
        count={plan?.files.length ?? files.length}
        keyOf={(index) => plan?.files[index]?.path ?? files[index]?.id ?? String(index)}
        estimate={32}
        row={(index, current) => {
          const planned = plan?.files[index];
          if (planned !== undefined)
            return <FileLine file={planned} current={current} signed={signed.has(planned.relative)} />;
          const file = files[index];
          return file === undefined ? null : (
            <div className="file-line">
              <Name value={file.kind === 'folder' ? `${file.name}/` : file.name} mono />
              {file.kind === 'file' && <span className="small soft">{formatBytes(file.size)}</span>}
            </div>
          );
        }}
      />
      <p id={hint} className="list-hint small soft">
        {t('sign.listKeys')}
      </p>
    </section>
  );
}

function FileLine({ file, current, signed }: { file: PlannedFile; current: boolean; signed: boolean }) {
  const t = useWords();
  const tick = useSign((sign) => sign.tick);
  const included = useSign((sign) => isIncluded(file, sign.ticks));
  const why = signed ? t('sign.signedAlready') : file.leftOut === undefined ? undefined : t(`leftOut.${file.leftOut}`);
  return (
    <div className="file-line">
      <Checkbox
        checked={included}
        disabled={!canInclude(file)}
        tabIndex={current ? 0 : -1}
        aria-label={visibleText(file.relative)}
        translate="no"
        label={<ShortName value={file.relative} />}
        description={why}
        onChange={(event) => tick(file.relative, event.currentTarget.checked)}
      />
      <span className="small soft">{formatBytes(file.size)}</span>
    </div>
  );
}

function EveryFile() {
  const t = useWords();
  const plan = useSign((sign) => sign.plan);
  const ticks = useSign((sign) => sign.ticks);
  const problem = useSign((sign) => sign.planProblem);
  const tickEvery = useSign((sign) => sign.tickEvery);
  const count = useMemo(() => (plan === null ? 0 : includedFiles(plan, ticks).length), [plan, ticks]);
  if (plan === null)
    return <p className="pane-head small soft">{problem === null ? t('progress.listing') : t('sign.files')}</p>;
  const state = ticked(plan, ticks);
  return (
    <div className="pane-head">
      <Checkbox
        id="sign-every-file"
        checked={state === 'all'}
        indeterminate={state === 'some'}
        label={t('sign.chosen', { count: plan.files.length, chosen: count })}
        onChange={() => tickEvery(state !== 'all')}
      />
      <span className="small soft">{formatBytes(plan.bytes)}</span>
    </div>
  );
}

import { Button, Checkbox } from '@mantine/core';
import { formatBytes } from '../../parts/numbers.ts';
import { Name } from '../../parts/visible.tsx';
import { visibleText } from '../../../shared/visible-text.ts';
import { useWords } from '../../words.ts';
import { canInclude, isIncluded } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

/** What was dropped, with ticks; what is left out says why. */
export function FileList() {
  const t = useWords();
  const { choose, clear, tick } = useSign.getState();
  const files = useSign((sign) => sign.files);
  const plan = useSign((sign) => sign.plan);
  const ticks = useSign((sign) => sign.ticks);
  return (
    <section className="stack" aria-labelledby="sign-files">
      <div className="row apart">
        <h2 id="sign-files">{t('sign.files')}</h2>
        <div className="row">
          <Button size="compact-sm" variant="default" onClick={() => void choose('files')}>
            {t('sign.addFiles')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={clear}>
            {t('sign.clear')}
          </Button>
        </div>
      </div>
      <ul className="list-card file-list" tabIndex={0} aria-labelledby="sign-files">
        {plan === null
          ? files.map((file) => (
              <li key={file.id} className="file-line">
                <Name value={file.kind === 'folder' ? `${file.name}/` : file.name} mono />
                {file.kind === 'file' && <span className="small soft">{formatBytes(file.size)}</span>}
              </li>
            ))
          : plan.files.map((file) => (
              <li key={file.path} className="file-line">
                <Checkbox
                  checked={isIncluded(file, ticks)}
                  disabled={!canInclude(file)}
                  aria-label={visibleText(file.relative)}
                  label={<Name value={file.relative} mono />}
                  description={file.leftOut === undefined ? undefined : t(`leftOut.${file.leftOut}`)}
                  onChange={(event) => tick(file.relative, event.currentTarget.checked)}
                />
                <span className="small soft">{formatBytes(file.size)}</span>
              </li>
            ))}
      </ul>
      {plan !== null && <p className="small soft">{t('sign.inAll', { size: formatBytes(plan.bytes) })}</p>}
    </section>
  );
}

import { Button } from '@mantine/core';
import type { PlannedOutput } from '../../../shared/model/sign.ts';
import { below } from '../../parts/paths.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';

const SHOWN = 100;

/** What is there already is replaced only after a second yes, which names it. */
export function OverwriteSheet(props: {
  outputs: readonly PlannedOutput[];
  folder: string;
  onCancel: () => void;
  onYes: () => void;
}) {
  const t = useWords();
  const { outputs } = props;
  return (
    <Sheet title={t('sign.overwriteTitle', { count: outputs.length })} onCancel={props.onCancel}>
      <p>{t('sign.overwriteText', { count: outputs.length })}</p>
      <ul className="pre small" tabIndex={0} aria-label={t('sign.overwriteTitle', { count: outputs.length })}>
        {outputs.slice(0, SHOWN).map((output) => (
          <li key={output.path}>
            <Name value={below(props.folder, output.path)} mono />
          </li>
        ))}
      </ul>
      {outputs.length > SHOWN && <p className="small">{t('prompt.more', { count: outputs.length - SHOWN })}</p>}
      <div className="row end">
        <Button variant="default" data-autofocus onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
        <Button onClick={props.onYes}>{t('sign.overwrite')}</Button>
      </div>
    </Sheet>
  );
}

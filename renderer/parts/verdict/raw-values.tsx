import { shortened, visibleText } from '../../../shared/visible-text.ts';
import type { Check } from '../../../shared/model/check.ts';
import { CopyButton } from '../copy-button.tsx';
import { useWords } from '../../words.ts';
import { Value, ValueList } from './value-list.tsx';

/** What is longer is shown by its ends; it is copied whole. */
const LONGEST = 200;

/** The values that a check saw, by the names that the format itself has for them. */
export function RawValuesOf({ raw }: { raw: NonNullable<Check['raw']> }) {
  return (
    <ValueList>
      {Object.entries(raw).map(([name, value]) =>
        value.includes('\n') ? (
          <Lines key={name} name={name} value={value} />
        ) : (
          <Value
            key={name}
            name={name}
            value={value.length > LONGEST ? shortened(value, 40) : value}
            copy={value}
            mono
          />
        ),
      )}
    </ValueList>
  );
}

/** A value of several lines, such as a log's checkpoint. */
function Lines({ name, value }: { name: string; value: string }) {
  const t = useWords();
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className="row">
        <pre className="pre mono grow" tabIndex={0} aria-label={name}>
          {value.trimEnd().split('\n').map(visibleText).join('\n')}
        </pre>
        <CopyButton text={value} what={name} label={t('common.copy')} />
      </dd>
    </div>
  );
}

import { TextInput } from '@mantine/core';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { nameOfTag, useTag } from './tag-slice.ts';
import { stepOf } from './version-step.ts';

/** The name of a new tag, checked as git checks it while it is typed, and the names that are likely next. */
export function TagName() {
  const t = useWords();
  const name = useTag(nameOfTag);
  const prepared = useTag((tag) => tag.prepared);
  const isPrepared = useTag((tag) => tag.isPrepared);
  const { change, openAnew } = useTag.getState();
  const { names = [], fault, isInTheWay, existing } = prepared ?? {};
  // What is said is about the name that was looked at.
  const said = !isPrepared
    ? undefined
    : fault !== undefined
      ? t(`gitSign.fault.${fault}`)
      : isInTheWay === true
        ? t('gitSign.inTheWay')
        : existing === undefined
          ? undefined
          : t(`gitSign.exists.${existing.isSigned ? 'signed' : existing.isAnnotated ? 'unsigned' : 'light'}`);
  return (
    <div className="stack tight">
      <TextInput
        label={t('gitSign.name')}
        value={name}
        spellCheck={false}
        translate="no"
        error={said}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {existing !== undefined && isPrepared && (
        <div>
          <button type="button" className="plain-button small" onClick={() => openAnew(name)}>
            {t('gitSign.signThat')}
          </button>
        </div>
      )}
      <div className="row chips" role="group" aria-label={t('gitSign.next')}>
        {names.map((each) => {
          const step = stepOf(each);
          return (
            <button
              key={each}
              type="button"
              className="filter"
              aria-pressed={each === name}
              onClick={() => change({ name: each })}
            >
              <Name value={each} />{' '}
              {step !== undefined && <span className="small soft">{t(`gitSign.step.${step}`)}</span>}
            </button>
          );
        })}
      </div>
    </div>
  );
}

import { NativeSelect } from '@mantine/core';
import { isLogin } from '../../../shared/key-id.ts';
import { offeredBy, optionsOf, WITNESSES, witnessesOf } from '../../parts/witnesses.ts';
import { useWords } from '../../words.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

/** Which instance's services Sigstore's keys use, and which of them: what becomes public is said before it is chosen for good. */
export function WitnessForm() {
  const t = useWords();
  const keys = useSign((sign) => sign.options.keys);
  const choose = useSign((sign) => sign.chooseWitnesses);
  const { options, instance, instances, offline } = useWitnesses();
  const witnesses = witnessesOf(options);
  const tells = options.log === true ? (instance?.public === false ? 'private' : 'public') : undefined;
  const hint = tells ?? (options.timestamp === true ? 'timestamp' : offline ? 'off' : 'neither');
  return (
    <div className="witness-form">
      {instances.length > 1 && (
        <NativeSelect
          label={t('sign.witness.instance')}
          value={options.instance}
          onChange={(event) => choose(optionsOf(event.currentTarget.value, witnesses))}
          data={instances.map(({ name }) => name)}
        />
      )}
      {!keys.some(isLogin) && (
        <div className="stack tight">
          <NativeSelect
            label={t('sign.witness.label')}
            aria-describedby="witness-hint"
            value={witnesses}
            onChange={({ currentTarget: { value } }) =>
              choose(optionsOf(options.instance, WITNESSES.find((one) => one === value) ?? 'neither'))
            }
            data={offeredBy(instance, offline).map((value) => ({ value, label: t(`sign.witness.of.${value}`) }))}
          />
          <p id="witness-hint" className="small soft">
            {t(`sign.witness.hint.${hint}`)}
          </p>
        </div>
      )}
    </div>
  );
}

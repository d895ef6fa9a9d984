import { useMemo } from 'react';
import type { InstanceSummary } from '../../../shared/model/instance.ts';
import type { SigstoreOptions } from '../../../shared/model/sign.ts';
import { useKnown } from '../../parts/known.ts';
import { useShell } from '../../parts/shell.ts';
import { effective, signingInstances } from '../../parts/witnesses.ts';
import { useSign } from './sign-slice.ts';

/** What the next run asks of which instance, as things stand now. */
export function useWitnesses(): {
  options: SigstoreOptions;
  instance: InstanceSummary | undefined;
  instances: readonly InstanceSummary[];
  offline: boolean;
} {
  const { keys } = useSign((sign) => sign.options);
  const chosen = useSign((sign) => sign.witnesses);
  const all = useKnown((known) => known.instances);
  const offline = useShell((shell) => shell.settings?.offline === true);
  return useMemo(() => {
    const options = effective(chosen, keys, all, offline);
    const instances = signingInstances(all);
    return { options, instance: instances.find(({ name }) => name === options.instance), instances, offline };
  }, [chosen, keys, all, offline]);
}

import type { CallInput } from '../../../shared/ipc/contract.ts';
import type { InstanceSource } from '../../core/sigstore/instances/instance-service.ts';
import type { AppContext } from '../context.ts';
import { online } from '../online.ts';
import { readSmall } from '../read-small.ts';
import type { Handlers } from './gate.ts';

type Names = 'instances.list' | 'instances.add' | 'instances.remove' | 'instances.refresh';

/** The largest file that an instance is made of, in bytes: real ones have some tens of kilobytes. */
const LARGEST = 4 * 1024 * 1024;

/** The Sigstore instances that are known here. */
export function instanceHandlers(context: AppContext): Pick<Handlers, Names> {
  const { instances } = context.services;
  return {
    'instances.list': () => instances.list(),
    'instances.add': async ({ name, source }) => {
      const given = source === null ? undefined : await read(context, source);
      return online(context, (signal) => instances.add(name, given, signal));
    },
    'instances.remove': async ({ name }) => {
      await instances.remove(name);
      return null;
    },
    'instances.refresh': ({ name }) => online(context, (signal) => instances.refresh(name, signal)),
  };
}

async function read(
  context: AppContext,
  source: NonNullable<CallInput<'instances.add'>['source']>,
): Promise<InstanceSource> {
  const file = async (id: string): Promise<Uint8Array> => {
    const [path = ''] = context.files.paths([id]);
    return readSmall(path, LARGEST);
  };
  if (source.kind === 'tuf') return { kind: 'tuf', repository: source.repository, root: await file(source.root) };
  return {
    kind: 'files',
    trustedRoot: await file(source.trustedRoot),
    signingConfig: await file(source.signingConfig),
  };
}

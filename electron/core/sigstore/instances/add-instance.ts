import { AppError } from '../../../../shared/error.ts';
import type { JsonFile } from '../../util/json-file.ts';
import { PUBLIC_GOOD } from '../judged-by.ts';
import { isServiceAddress } from '../service-address.ts';
import { readSigningConfig } from '../signing-config.ts';
import { readTrustedRoot } from '../trusted-root.ts';
import type { Known } from './current-trust.ts';
import { requireInstanceName } from './instance-name.ts';
import type { InstanceSource } from './instance-service.ts';
import { askRepository, refreshInstance, type RefreshSetting, storedOf } from './refresh-instance.ts';
import { isBuiltIn, REPOSITORIES } from './shipped.ts';
import type { StoredInstance } from './stored-instance.ts';

/** What adding works with. */
export interface AddSetting extends RefreshSetting {
  file: () => JsonFile<StoredInstance | undefined>;
  known: () => Promise<Known>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** Adds an instance; throws as `InstanceService.add`. Nothing is kept of one that cannot be used. */
export async function addInstance(
  name: string,
  source: InstanceSource | undefined,
  setting: AddSetting,
  signal?: AbortSignal,
): Promise<void> {
  requireInstanceName(name);
  const file = setting.file();
  const { stored, damage, name: key } = await setting.known();
  if (damage !== undefined) throw damage;
  if (stored !== undefined || key === PUBLIC_GOOD) throw new AppError('instance-exists', name);
  const addedAt = setting.clock().toISOString();
  const made =
    source === undefined
      ? ofTheApp(key)
      : source.kind === 'files'
        ? ofFiles(source)
        : await ofRepository(source, setting, signal);
  await file.update((old) => {
    if (old !== undefined) throw new AppError('instance-exists', name);
    return { name, addedAt, ...made };
  });
  if (source !== undefined || setting.offline()) return;
  // Its own root came with the app: that it cannot be asked now is told, and keeps nobody from using it.
  await refreshInstance(await setting.known(), REPOSITORIES.staging, file, setting, signal).catch(() => undefined);
}

type Made = Omit<StoredInstance, 'name' | 'addedAt'>;

const repositoryOf = (key: string): string | undefined => (isBuiltIn(key) ? REPOSITORIES[key] : undefined);

function ofTheApp(key: string): Made {
  const repository = repositoryOf(key);
  if (repository === undefined) throw new AppError('instance-unknown', key);
  return { repository };
}

function ofFiles({ trustedRoot, signingConfig }: InstanceSource & { kind: 'files' }): Made {
  const read = trustedRoot.length > MOST_BYTES ? undefined : readTrustedRoot(trustedRoot);
  if (read?.kind !== 'root')
    throw new AppError('malformed', `the trusted root: ${read?.reason.detail ?? 'it is too large'}`);
  readSigningConfig(signingConfig);
  return { trustedRoot: base64(trustedRoot), signingConfig: base64(signingConfig) };
}

async function ofRepository(
  { repository, root }: InstanceSource & { kind: 'tuf' },
  setting: RefreshSetting,
  signal: AbortSignal | undefined,
): Promise<Made> {
  if (!isServiceAddress(repository))
    throw new AppError(
      'usage',
      'a repository has an https address, or plain http on this computer, and no login in it',
    );
  if (root.length > MOST_BYTES) throw new AppError('malformed', 'the repository’s root: it is too large');
  const got = await askRepository(repository, { root }, setting, signal);
  const at = setting.clock().toISOString();
  return { repository, ...storedOf(got), refreshedAt: at, triedAt: at };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

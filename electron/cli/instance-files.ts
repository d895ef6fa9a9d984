import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../shared/error.ts';
import type { SigningInstance } from '../core/sigstore/instance.ts';
import { requirePaths } from './require-paths.ts';
import { UsageError } from './usage-error.ts';

const OF_FILES = 'files:';
const MOST_BYTES = 4 * 1024 * 1024;

/** The instance that two files stand for in this one call; undefined where none is named. What is not added by name counts as public. */
export async function instanceOfFiles(flags: {
  'signing-config': string | undefined;
  'trusted-root': string | undefined;
  instance: string | undefined;
}): Promise<SigningInstance | undefined> {
  const { 'signing-config': config, 'trusted-root': root, instance } = flags;
  if (config === undefined && root === undefined) return undefined;
  if (config === undefined || root === undefined)
    throw new UsageError(
      `--${config === undefined ? 'signing-config' : 'trusted-root'} is missing`,
      'services and what checks their answers go together: --signing-config FILE --trusted-root FILE',
    );
  if (instance !== undefined)
    throw new UsageError(
      '--instance and --signing-config exclude each other',
      'the files are the instance for this call',
    );
  await requirePaths([config, root]);
  const [{ readSigningConfig }, { readTrustedRoot }] = await Promise.all([
    import('../core/sigstore/signing-config.ts'),
    import('../core/sigstore/trusted-root.ts'),
  ]);
  const [rootBytes, configBytes] = [await readSmall(root), await readSmall(config)];
  const trusted = readTrustedRoot(rootBytes);
  if (trusted.kind === 'refused') throw new AppError('malformed', `${root}: ${trusted.reason.detail}`);
  const name = nameOf(rootBytes, configBytes);
  return { name, config: readSigningConfig(configBytes), trust: trusted.material, isPublic: true };
}

/**
 * What consents and kept logins are remembered under: what was agreed to for these files, and a token for their services, is not for others'.
 * With its colon it is no name that an instance can be added by.
 */
function nameOf(...files: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const bytes of files) hash.update(createHash('sha256').update(bytes).digest());
  return `${OF_FILES}${hash.digest('hex').slice(0, 32)}`;
}

/** An instance's name as it is told: that of two files means nothing to people. */
export function instanceWords(name: string): string {
  return name.startsWith(OF_FILES) ? 'the services of two files' : name;
}

async function readSmall(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new AppError('malformed', `${path} is too large for that`);
    return await readFile(path);
  } catch (error) {
    throw toAppError(error);
  }
}

import { AppError } from '../../../shared/error.ts';
import type { SigningInstance } from './instance.ts';
import type { InstanceService } from './instances/instance-service.ts';

/**
 * The instance with this name, to sign with: its services and its trusted root. Throws `instance-unknown`, `instance-damaged`, `service-absent`.
 */
export async function signingInstance(
  instances: Pick<InstanceService, 'list' | 'signingConfig' | 'trustedRoot'>,
  name: string,
): Promise<SigningInstance> {
  const [{ readTrustedRoot }, { isPublic }] = await Promise.all([
    import('./trusted-root.ts'),
    import('./signing-config.ts'),
  ]);
  const config = await instances.signingConfig(name);
  const root = readTrustedRoot((await instances.trustedRoot(name)).bytes);
  if (root.kind === 'refused') throw new AppError('instance-damaged', `${name}: ${root.reason.detail}`);
  const builtIn = (await instances.list()).some((one) => one.name === name && one.builtIn);
  return { name, config, trust: root.material, isPublic: builtIn || isPublic(config) };
}

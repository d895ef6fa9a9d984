import { instanceOfLogin, loginAt } from '../../../../shared/key-id.ts';
import { loginAsKey } from '../../../../shared/login-as-key.ts';
import type { KeySummary } from '../../../../shared/model/key.ts';
import type { Services } from '../../services.ts';

/** A login as the key that git's settings name; its instance has to be there. Throws as `signingInstance`. */
export async function loginKey(
  id: string,
  { clock, instances }: Pick<Services, 'clock' | 'instances'>,
): Promise<KeySummary> {
  const instance = instanceOfLogin(id);
  await instances.signingInstance(instance);
  return { ...loginAsKey(clock().toISOString()), id: loginAt(instance) };
}

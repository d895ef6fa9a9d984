import type { LoginProvider } from '../../shared/model/login.ts';
import { oneOf } from './one-of.ts';
import { UsageError } from './usage-error.ts';

/** The provider that `--provider` names. Throws `UsageError`. */
export function providerFlag(provider: string | undefined, device: boolean): LoginProvider | undefined {
  if (provider === undefined) return undefined;
  if (device) throw new UsageError('--provider and --device exclude each other', 'the page asks for the provider');
  return oneOf('--provider', provider, ['github', 'google', 'microsoft'] satisfies LoginProvider[]);
}

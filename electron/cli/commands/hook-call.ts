import { resolve } from 'node:path';
import { PUSH_HOOKS, type PushHook } from '../../core/git/hooks/pushed-refs.ts';
import type { GitPolicy } from '../../core/git/policy/policy.ts';
import type { GitRequest } from '../../core/verify/git-service.ts';
import { oneOf } from '../one-of.ts';
import type { ParsedCall } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import type { COMMITS_FLAGS } from './commits.ts';
import { gitRequest } from './git-call.ts';

/** A call of `commits verify` with a flag for hooks. */
export type HookCall = ParsedCall<typeof COMMITS_FLAGS>;

/** What every call for a hook says. */
export interface HookRequest {
  hook: PushHook;
  request: Omit<GitRequest, 'what'>;
  policy: GitPolicy;
  /** Where the policy lies, absolute. */
  path: string;
}

const NOT_FOR_HOOKS = [
  'all',
  'since',
  'ref',
  'report',
  'ask-log',
  'publisher',
  'certificate-identity',
  'certificate-identity-regexp',
  'certificate-oidc-issuer',
  'certificate-oidc-issuer-regexp',
] as const;

/** Everything that a push brings, by a policy, as of now, and nothing else. Throws `UsageError`. */
export async function hookRequest(flag: '--hook' | '--write-hook', name: string, call: HookCall): Promise<HookRequest> {
  const hook = oneOf(flag, name, PUSH_HOOKS);
  const odd = oddFlag(call);
  if (odd !== undefined)
    throw new UsageError(
      `${flag} and --${odd} exclude each other`,
      'a hook judges all that is pushed, as of now, by the policy',
    );
  const { policy, ...request } = await gitRequest(call);
  if (policy === undefined || call.flags.policy === undefined)
    throw new UsageError(`${flag} needs a policy`, 'add --policy FILE');
  return { hook, request, policy, path: resolve(call.flags.policy) };
}

function oddFlag({ flags, common }: HookCall): string | undefined {
  if (common.json) return 'json';
  if (common.at !== undefined) return 'at';
  return NOT_FOR_HOOKS.find((name) => {
    const value = flags[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  });
}

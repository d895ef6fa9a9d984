import { formatOfKey, isLogin } from '../../../shared/key-id.ts';
import type { PendingLog } from '../../../shared/model/pending-log.ts';
import type { Services, SignRequest } from '../../core/services.ts';
import { givenToken } from '../identity-token.ts';
import { instanceOfFiles } from '../instance-files.ts';
import { providerFlag } from '../login-flags.ts';
import type { CommonOptions } from '../options.ts';
import { printJson, printLine } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** The flags of `sign` that are about logins, consent and services. */
export interface LoginFlags {
  keyless: boolean;
  device: boolean;
  yes: boolean;
  provider: string | undefined;
  'identity-token': string | undefined;
  'signing-config': string | undefined;
  'trusted-root': string | undefined;
  instance: string | undefined;
}

/** What the flags say of logins, consent and services. Throws `UsageError`, and what reading a token or files throws. */
export async function wishOf(flags: LoginFlags): Promise<NonNullable<SignRequest['wish']>> {
  const { keyless, device, yes } = flags;
  const provider = providerFlag(flags.provider, device);
  const flag = flags['identity-token'];
  const way =
    provider !== undefined ? 'provider' : device ? 'device' : flag !== undefined ? 'identity-token' : undefined;
  if (way !== undefined && !keyless) throw new UsageError(`--${way} is for a login`, 'add --keyless');
  if (flag !== undefined && (provider !== undefined || device))
    throw new UsageError('a token takes the place of a login', `leave --${way ?? 'provider'} out`);
  const token = await givenToken(flag, new Date());
  const useToken = keyless && provider === undefined && !device ? token : undefined;
  return { instance: await instanceOfFiles(flags), login: { provider, device }, token: useToken, agreed: yes };
}

/** Logs first what waits for a log among what is to be signed; gives what is left to sign, or that this was all. */
export async function finishPending(
  services: Services,
  request: SignRequest,
  common: CommonOptions,
): Promise<SignRequest | 'all'> {
  const { keys, sigstore } = request.options;
  if (sigstore?.log === false || !keys.some((id) => formatOfKey(id) === 'sigstore')) return request;
  const plan = await services.sign.plan(request);
  const bundles = plan.outputs.flatMap(({ path, kind }) => (kind === 'bundle' ? [path] : []));
  const waiting = (await services.sigstore.pending()).filter((one) => bundles.includes(one.bundle) && isBy(one, keys));
  if (waiting.length === 0) return request;
  const wanted = waiting.map(({ bundle }) => bundle);
  const done = (await services.sigstore.logPending({ bundles: wanted, given: request.wish?.instance })).filter(
    ({ error }) => error === undefined,
  );
  if (done.length === 0) return request;
  for (const { entry } of done) {
    if (common.json)
      printJson({
        artifact: { path: entry.artifact },
        outputs: [{ path: entry.bundle, format: 'sigstore' }],
        verified: true,
      });
    else if (!common.quiet) printLine(`wrote ${entry.bundle} (signed earlier, logged now)`);
  }
  const artifacts = new Map(done.map(({ entry }) => [entry.artifact, entry.sha256 ?? entry.digest.hex]));
  const already = plan.files.flatMap(({ path, relative }) => {
    const sha256 = artifacts.get(path);
    return sha256 === undefined ? [] : [{ relative, sha256 }];
  });
  const isAll = bundles.every((path) => done.some(({ entry }) => entry.bundle === path));
  return isAll && keys.every((id) => formatOfKey(id) === 'sigstore') ? 'all' : { ...request, already };
}

/** Whether one of these signed what waits. Of a login it is known only after it who it is. */
function isBy({ who }: PendingLog, keys: readonly string[]): boolean {
  return 'fingerprint' in who ? keys.some((id) => id === `cosign:${who.fingerprint}`) : keys.some(isLogin);
}

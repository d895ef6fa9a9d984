import type { InstanceSummary } from '../../shared/model/instance.ts';
import type { LoginProvider, LoginWay } from '../../shared/model/login.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** The accounts that a broker takes. */
const PROVIDERS = ['github', 'google', 'microsoft'] as const satisfies readonly LoginProvider[];

/** The way that is offered: the one chosen here, else the one chosen last. */
export function offeredWay(chosen: LoginWay | null, settings: Pick<Settings, 'loginWay'> | null): LoginWay {
  return chosen ?? settings?.loginWay ?? 'browser';
}

/** The ways of logging in at an instance. */
export function loginWays(instance: InstanceSummary | undefined): readonly LoginWay[] {
  return instance !== undefined && isBroker(instance) ? ['browser', ...PROVIDERS, 'device'] : ['browser', 'device'];
}

/** What a way means for the run; one that the instance does not have is the browser's. */
export function wayOf(
  wanted: LoginWay,
  instance: InstanceSummary | undefined,
): { provider?: LoginProvider; device: boolean } {
  const way = loginWays(instance).includes(wanted) ? wanted : 'browser';
  return way === 'browser' || way === 'device' ? { device: way === 'device' } : { device: false, provider: way };
}

/** Whether one logs in at an instance with an account of GitHub, Google or Microsoft: those that come with the app are such brokers. */
function isBroker({ builtIn }: InstanceSummary): boolean {
  return builtIn;
}

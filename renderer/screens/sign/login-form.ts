import type { InstanceSummary } from '../../../shared/model/instance.ts';
import type { LoginProvider } from '../../../shared/model/login.ts';

/** The accounts that a broker takes. */
export const PROVIDERS = ['github', 'google', 'microsoft'] as const satisfies readonly LoginProvider[];

/** How the user wants to log in. `provider` null: it is chosen in the browser. */
export interface LoginForm {
  provider: LoginProvider | null;
  device: boolean;
}

/** How one logs in unless something else is chosen. */
export const USUAL_LOGIN: LoginForm = { provider: null, device: false };

/** Whether one logs in at an instance with an account of GitHub, Google or Microsoft: those that come with the app are such brokers. */
export function isBroker({ builtIn }: InstanceSummary): boolean {
  return builtIn;
}

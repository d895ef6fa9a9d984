import type { LoginProvider } from '../../../shared/model/login.ts';

/** What the broker of public-good calls the accounts that one can log in with, and what certificates name as the issuer. */
const CONNECTORS: Readonly<Record<LoginProvider, string>> = {
  github: 'https://github.com/login/oauth',
  google: 'https://accounts.google.com',
  microsoft: 'https://login.microsoftonline.com',
};

/** The broker's name for a provider. */
export function connectorOf(provider: LoginProvider): string {
  return CONNECTORS[provider];
}

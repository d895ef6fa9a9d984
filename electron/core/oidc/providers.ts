/** The accounts that one can log in with on public-good. */
export const LOGIN_PROVIDERS = ['github', 'google', 'microsoft'] as const;
export type LoginProvider = (typeof LOGIN_PROVIDERS)[number];

/** What the broker of public-good calls them, and what certificates name as the issuer. */
const CONNECTORS: Readonly<Record<LoginProvider, string>> = {
  github: 'https://github.com/login/oauth',
  google: 'https://accounts.google.com',
  microsoft: 'https://login.microsoftonline.com',
};

/** The broker's name for a provider. */
export function connectorOf(provider: LoginProvider): string {
  return CONNECTORS[provider];
}

/** The provider behind an issuer; undefined for one of another kind. */
export function providerOf(issuer: string): LoginProvider | undefined {
  return LOGIN_PROVIDERS.find((provider) => CONNECTORS[provider] === issuer);
}

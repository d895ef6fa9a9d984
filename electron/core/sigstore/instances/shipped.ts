import { PUBLIC_GOOD } from '../judged-by.ts';

/** The instances that the app knows by name. */
export const BUILT_IN = [PUBLIC_GOOD, 'staging'] as const;
export type BuiltIn = (typeof BUILT_IN)[number];

/** What came with the app of an instance, so that it works before and without any refresh. */
export interface Shipped {
  /** The day the package was published that carries it, or its TUF root was signed. RFC 3339. */
  asOf: string;
  /** TUF's own root: what a refresh starts from. */
  tufRoot: Uint8Array;
  trustedRoot: Uint8Array;
  /** Who judges does not wait for it. */
  signingConfig: () => Promise<Uint8Array>;
}

/** Where each is refreshed from. */
export const REPOSITORIES: Readonly<Record<BuiltIn, string>> = {
  [PUBLIC_GOOD]: 'https://tuf-repo-cdn.sigstore.dev',
  staging: 'https://tuf-repo-cdn.sigstage.dev',
};

export const isBuiltIn = (name: string): name is BuiltIn => (BUILT_IN as readonly string[]).includes(name);

/**
 * What came with the app, read without the network. Public-good's roots are those that the package @sigstore/tuf carries for this; the
 * package has neither its signing config nor anything of staging, so these lie beside this file, as the sigstore package for Python
 * 4.5.1 carries them (public-good's trusted root is the same there, byte by byte).
 */
export async function shipped(name: BuiltIn): Promise<Shipped> {
  if (name === PUBLIC_GOOD) {
    const [{ shippedTrustedRoot }, { default: seeds }] = await Promise.all([
      import('../shipped-root.ts'),
      import('@sigstore/tuf/seeds.json'),
    ]);
    const { [REPOSITORIES[name]]: seed } = seeds as Readonly<Record<string, { 'root.json': string }>>;
    return {
      asOf: '2026-11-05T00:00:00Z',
      tufRoot: Buffer.from(seed?.['root.json'] ?? '', 'base64'),
      trustedRoot: shippedTrustedRoot(),
      signingConfig: async () => bytesOf((await import('./shipped/public-good-signing-config.json')).default),
    };
  }
  const [{ default: tufRoot }, { default: trustedRoot }] = await Promise.all([
    import('./shipped/staging-root.json'),
    import('./shipped/staging-trusted-root.json'),
  ]);
  return {
    asOf: '2026-04-17T00:00:00Z',
    tufRoot: bytesOf(tufRoot),
    trustedRoot: bytesOf(trustedRoot),
    signingConfig: async () => bytesOf((await import('./shipped/staging-signing-config.json')).default),
  };
}

const bytesOf = (content: unknown): Uint8Array => Buffer.from(JSON.stringify(content), 'utf8');

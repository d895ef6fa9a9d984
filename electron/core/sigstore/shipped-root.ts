import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };

const PUBLIC_GOOD_REPOSITORY = 'https://tuf-repo-cdn.sigstore.dev';
const TRUSTED_ROOT = 'trusted_root.json';

interface Seed {
  /** TUF's own root, base64. */
  'root.json': string;
  targets: Readonly<Record<string, string>>;
}

/**
 * The trusted root of the public-good instance that came with this version, read offline. The package carries it as the seed of a TUF
 * client; its TUF root has its own date, which says when to refresh and nothing about the signatures that this root vouches for.
 */
export function shippedTrustedRoot(): Uint8Array {
  const { [PUBLIC_GOOD_REPOSITORY]: seed } = seeds as Readonly<Record<string, Seed>>;
  const target = seed?.targets[TRUSTED_ROOT];
  if (target === undefined) throw new Error('the package holds no trusted root');
  return Buffer.from(target, 'base64');
}

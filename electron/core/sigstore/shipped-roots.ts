import { PUBLIC_GOOD, type Root } from './judged-by.ts';
import { shippedTrustedRoot } from './shipped-root.ts';
import { readTrustedRoot } from './trusted-root.ts';

/** The trusted roots that came with this version, ready to judge by. */
export function shippedRoots(): Root[] {
  const read = readTrustedRoot(shippedTrustedRoot());
  return read.kind === 'root' ? [{ instance: PUBLIC_GOOD, material: read.material }] : [];
}

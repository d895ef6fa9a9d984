import type { PlannedFile } from '../../../shared/model/sign.ts';
import type { Signing } from './signing.ts';

/** Where each of these files stands among them, by relative name; a single one is in no row. */
export function placesOf(files: readonly PlannedFile[]): Signing['places'] {
  const count = files.length;
  if (count < 2) return new Map();
  return new Map(files.map(({ relative }, index) => [relative, { number: index + 1, count }]));
}

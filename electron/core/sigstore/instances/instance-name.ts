import { AppError } from '../../../../shared/error.ts';

const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
/** Names that Windows keeps for devices, whatever follows a dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What two spellings of one instance's name have in common; its file is called so. */
export const instanceKey = (name: string): string => name.toLowerCase();

/** Whether a name is plain: it is no path, cannot pass for another, and can be typed. */
export function isInstanceName(name: string): boolean {
  return PLAIN.test(name) && !name.includes('..') && !DEVICE.test(name);
}

/** Throws `usage` for a name that is not plain. */
export function requireInstanceName(name: string): void {
  if (isInstanceName(name)) return;
  throw new AppError('usage', 'the name of an instance has letters, digits, dots, dashes and underscores, at most 64');
}

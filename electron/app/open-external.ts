import { shell } from 'electron';
import { AppError } from '../../shared/error.ts';
import { allowedLink } from './links.ts';

/** Opens a page in the browser. The only place that does. Throws `not-granted` for an address that is not on the list. */
export async function openExternal(url: string): Promise<void> {
  const link = allowedLink(url);
  if (link === undefined) throw new AppError('not-granted', 'this address is not one that the app points to');
  await shell.openExternal(link);
}

import { shell } from 'electron';
import { AppError } from '../../shared/error.ts';
import { isAllowedAddress } from '../core/util/bounded-http.ts';
import { allowedLink } from './links.ts';

/** Opens a provider's login page in the browser: https, or http on this machine. Throws `network-tls` for any other address. */
export async function openLoginPage(address: URL): Promise<void> {
  if (!isAllowedAddress(address)) throw new AppError('network-tls', address.host);
  await shell.openExternal(address.href);
}

/** Opens a page that the app points to in the browser. With `openLoginPage` the only place that opens any. Throws `not-granted` for an address that is not on the list. */
export async function openExternal(url: string): Promise<void> {
  const link = allowedLink(url);
  if (link === undefined) throw new AppError('not-granted', 'this address is not one that the app points to');
  await shell.openExternal(link);
}

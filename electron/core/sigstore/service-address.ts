import { isAllowedAddress } from '../util/bounded-http.ts';

/**
 * Whether a service may be reached there: https, or plain http to loopback. Identities and tokens go there, and the address is kept: a
 * name and a password have no place in it, nor has anything after the path.
 */
export function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return isAllowedAddress(url) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

import { parseUrl } from './serve.ts';

/** Hosts whose pages the app itself points to; compared whole. */
const HOSTS: ReadonlySet<string> = new Set(['keys.openpgp.org', 'gnupg.org', 'www.gnupg.org', 'www.rfc-editor.org']);

/** The address to hand to the browser, or undefined where it is not https, not one of our hosts, or dressed up as one. */
export function allowedLink(url: string): string | undefined {
  const parsed = parseUrl(url);
  if (parsed?.protocol !== 'https:' || !HOSTS.has(parsed.host)) return undefined;
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  return parsed.href;
}

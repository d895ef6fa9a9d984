import { LINKS } from '../../shared/links.ts';
import { parseUrl } from './serve.ts';

/** The address to hand to the browser, or undefined where it is not one of ours. */
export function allowedLink(url: string): string | undefined {
  const href = parseUrl(url)?.href;
  return href !== undefined && LINKS.has(href) ? href : undefined;
}

import { extname, join, sep } from 'node:path';

/** The window's own scheme and address; nothing else is ever loaded. */
export const SCHEME = 'countersign';
export const HOST = 'app';
export const START_URL = `${SCHEME}://${HOST}/index.html`;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** `url` taken apart, or undefined where it is none. (`URL.parse` is younger than the Node inside older Electrons.) */
export function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** Whether `url` is a page or a part of this app. */
export function isOwnUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === HOST && parsed.username === '' && parsed.password === '';
}

/** The file under `folder` that `url` names, with its content type; undefined for anything that is not plainly one of ours. */
export function resolveOwnFile(folder: string, url: string): { path: string; type: string } | undefined {
  const parsed = isOwnUrl(url) ? parseUrl(url) : undefined;
  if (parsed === undefined) return undefined;
  const name = decode(parsed.pathname === '/' ? '/index.html' : parsed.pathname);
  // Our own files have plain names; so no backslash, percent sign, colon, NUL or dot segment needs to be understood.
  if (name === undefined || !/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(name)) return undefined;
  const type = TYPES[extname(name)];
  const path = join(folder, name);
  if (type === undefined || !path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
  return { path, type };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

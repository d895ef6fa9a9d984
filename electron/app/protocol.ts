import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { answerHeaders, NONCE_PLACEHOLDER } from './content-policy.ts';
import { resolveOwnFile, SCHEME } from './serve.ts';
import { tellLanguage } from './tell-language.ts';
import { pageLanguage } from './words.ts';

/** Makes our scheme a standard and secure one. Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Serves the files of `folder` under our scheme, and nothing of the disk under `file:`. The start page gets a fresh nonce and the
 * language at each load; it waits until the app is `open`.
 */
export function serveWindow(session: Session, folder: string, open: Promise<void>): void {
  session.protocol.handle('file', () => new Response(null, { status: 403 }));
  session.protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? resolveOwnFile(folder, request.url) : undefined;
    const bytes = file === undefined ? undefined : await readFile(file.path).catch(() => undefined);
    const nonce = randomBytes(16).toString('base64url');
    if (file === undefined || bytes === undefined)
      return new Response('not found', { status: 404, headers: answerHeaders('text/plain; charset=utf-8', nonce) });
    const isPage = file.path.endsWith('.html');
    if (isPage) await open;
    const body = isPage
      ? tellLanguage(bytes.toString('utf8'), pageLanguage()).replaceAll(NONCE_PLACEHOLDER, nonce)
      : new Uint8Array(bytes);
    return new Response(body, { headers: answerHeaders(file.type, nonce) });
  });
}

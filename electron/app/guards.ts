import { app, session, type Session } from 'electron';
import { isOwnUrl } from './serve.ts';

/** Closes every way out of the page: navigation, new windows, embedded pages. For all web contents there will ever be. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Denies a session every permission, device, download and every request that is not for our own files. */
export function guardSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  target.setSpellCheckerEnabled(false);
  target.on('will-download', (event) => event.preventDefault());
  target.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isAllowedRequest(request.url) }));
}

/** Guards the default session too, which nothing of ours uses. */
export function guardDefaultSession(): void {
  guardSession(session.defaultSession);
}

// Pictures inside the style sheets are data: URLs; the developer tools (never in a package) have a scheme of their own.
const isAllowedRequest = (url: string): boolean =>
  isOwnUrl(url) || url.startsWith('data:') || (!app.isPackaged && url.startsWith('devtools:'));

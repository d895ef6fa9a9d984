import { join } from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { guardDefaultSession, guardSession } from './guards.ts';
import { serveWindow } from './protocol.ts';
import { openWindow } from './window.ts';

/**
 * Makes windows, the first one before the services are open: its process starts meanwhile, which takes longer than they do. It asks for
 * its page at once, but is given none until `serve` is called; until then it can ask nothing else, and is not shown.
 */
export class WindowMaker {
  readonly #session = session.fromPartition('countersign');
  #serve: () => void = () => undefined;
  #early: BrowserWindow | undefined;

  /** The app must be ready. */
  constructor() {
    guardDefaultSession();
    guardSession(this.#session);
    const served = new Promise<void>((resolve) => (this.#serve = resolve));
    serveWindow(this.#session, join(app.getAppPath(), 'out', 'renderer'), served);
    this.#early = this.#make();
    this.#early.once('closed', () => (this.#early = undefined));
  }

  /** The window that was made early, or a new one. */
  open(): BrowserWindow {
    const window = this.#early ?? this.#make();
    this.#early = undefined;
    return window;
  }

  /** Gives the window its page: the language and the theme are known, and calls are answered. */
  serve(): void {
    this.#serve();
  }

  #make(): BrowserWindow {
    return openWindow({
      session: this.#session,
      preload: join(app.getAppPath(), 'out', 'main', 'preload.cjs'),
      statePath: join(app.getPath('userData'), 'window.json'),
      devTools: !app.isPackaged,
    });
  }
}

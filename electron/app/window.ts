import { BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import { isOwnUrl, START_URL } from './serve.ts';
import { words } from './words.ts';
import { LEAST_HEIGHT, LEAST_WIDTH, readWindowState, saveWindowState } from './window-state.ts';

/** What a window is made with. */
export interface WindowOptions {
  session: Session;
  preload: string;
  /** Where size and place are kept. */
  statePath: string;
  devTools: boolean;
}

/** Paper and ink, shown until the page has drawn itself. */
const BACKGROUND = { light: '#faf9f6', dark: '#1b1b1a' };

/** The colour of an empty window in the theme of now. */
export function paperOf(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** Makes the one window: no Node, isolated, sandboxed, showing only our own page. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, ...bounds } = readWindowState(options.statePath, areas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    show: false,
    title: words().window.frame.name,
    backgroundColor: paperOf(),
    webPreferences: {
      preload: options.preload,
      session: options.session,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    saveWindowState(options.statePath, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  // about:blank alone passes the guards of navigation; our page then comes back.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isOwnUrl(url)) void window.loadURL(START_URL);
  });
  void window.loadURL(START_URL);
  return window;
}

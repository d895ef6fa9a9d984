import type { ElectronApplication, Page } from '@playwright/test';

/** Where something is dropped; the middle of the window by default. In CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** A real drop of files and folders, as the system makes it. Paths are absolute. */
export async function dropFiles(page: Page, paths: string[], point?: Point): Promise<void> {
  await drag(page, ['dragEnter', 'dragOver', 'drop'], paths, point);
}

/** Drags files over the window and stays there; end it with `dropFiles` or `dragAway`. */
export async function dragOver(page: Page, paths: string[], point?: Point): Promise<void> {
  await drag(page, ['dragEnter', 'dragOver'], paths, point);
}

/** The pointer leaves the window with what it drags. The protocol's own `dragCancel` sends the page nothing, so its event is made here. */
export async function dragAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    const under = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
    under?.dispatchEvent(new DragEvent('dragleave', { bubbles: true, relatedTarget: null }));
  });
}

type DragType = 'dragEnter' | 'dragOver' | 'drop';

async function drag(page: Page, types: DragType[], files: string[], point?: Point): Promise<void> {
  const size = await page.evaluate(() => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 }));
  const session = await page.context().newCDPSession(page);
  try {
    for (const type of types)
      await session.send('Input.dispatchDragEvent', {
        type,
        ...(point ?? size),
        data: { items: [], files, dragOperationsMask: 1 },
      });
  } finally {
    await session.detach();
  }
}

/** The next open dialogs answer with these paths; null closes them. Only Electron's own dialog call is replaced. */
export async function answerOpenDialog(app: ElectronApplication, paths: string[] | null): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths === null, filePaths: filePaths ?? [] });
  }, paths);
}

/** The next save dialogs answer with this path; null closes them. */
export async function answerSaveDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Presses an item of the application menu by its id (`verify`, `settings`, `about`, ...). */
export async function pressMenu(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu, BrowserWindow }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item);
    if (found == null) throw new Error(`no menu item ${item}`);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-call
    found.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, id);
}

/** What is on the system's clipboard. Newer Electrons promise it, and the protocol alone does not keep a promise alive until it is kept. */
export function copiedText(app: ElectronApplication): Promise<string> {
  return app.evaluate(({ clipboard }) => {
    const kept = globalThis as { reading?: string | Promise<string> };
    return (kept.reading = clipboard.readText());
  });
}

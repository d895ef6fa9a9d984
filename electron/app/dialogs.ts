import { dialog, type BrowserWindow, type FileFilter } from 'electron';

/** Lets the user pick files or folders; an empty list where the dialog was closed. */
export async function pickPaths(window: BrowserWindow, kind: 'files' | 'folder', title: string): Promise<string[]> {
  const properties =
    kind === 'files'
      ? (['openFile', 'multiSelections', 'showHiddenFiles'] as const)
      : (['openDirectory', 'multiSelections'] as const);
  const picked = await dialog.showOpenDialog(window, { title, properties: [...properties] });
  return picked.canceled ? [] : picked.filePaths;
}

/** Lets the user name a file to write; undefined where the dialog was closed. The dialog itself asks before an existing file is replaced. */
export async function pickSavePath(
  window: BrowserWindow,
  options: { title: string; name: string; filters: FileFilter[] },
): Promise<string | undefined> {
  const picked = await dialog.showSaveDialog(window, {
    title: options.title,
    defaultPath: options.name,
    filters: options.filters,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return picked.canceled || picked.filePath === '' ? undefined : picked.filePath;
}

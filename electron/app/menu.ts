import { Menu, type MenuItemConstructorOptions } from 'electron';
import { SHELL } from '../../shared/catalogue/en/shell.ts';
import type { EventData } from '../../shared/ipc/contract.ts';

export type MenuCommand = EventData<'menu.command'>['command'];

/** What the menu needs of the app. */
export interface MenuActions {
  command: (command: MenuCommand) => void;
  about: () => void;
  /** Developer tools and reload; never in a package. */
  development: boolean;
}

/** The screens, in the order of the rail, with their number keys. */
const SCREENS: readonly MenuCommand[] = ['verify', 'sign', 'keys', 'publishers', 'activity'];

/** The menu's template for a platform; pure, so that a test can read it. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => actions.command(command),
    ...(accelerator !== undefined && { accelerator }),
  });
  const about: MenuItemConstructorOptions = { id: 'about', label: SHELL.about, click: actions.about };
  const settings = item(SHELL.settings, 'settings', 'CmdOrCtrl+,');
  const line: MenuItemConstructorOptions = { type: 'separator' };

  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const fileMenu: MenuItemConstructorOptions = {
    label: SHELL.file,
    submenu: [
      item(SHELL.open, 'open', 'CmdOrCtrl+O'),
      line,
      item(SHELL.lock, 'lock', 'CmdOrCtrl+Shift+L'),
      line,
      ...(mac ? [{ role: 'close' } as const] : [settings, line, { role: 'quit' } as const]),
    ],
  };
  const viewMenu: MenuItemConstructorOptions = {
    label: SHELL.view,
    submenu: [
      ...SCREENS.map((screen, at) => item(SHELL[screen as 'verify'], screen, `CmdOrCtrl+${at + 1}`)),
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(actions.development ? [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  return [
    ...(mac ? [appMenu] : []),
    fileMenu,
    { role: 'editMenu', label: SHELL.edit },
    viewMenu,
    { role: 'windowMenu', label: SHELL.window },
    { role: 'help', label: SHELL.help, submenu: mac ? [] : [about] },
  ];
}

/** Makes it the app's menu. */
export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions)));
}

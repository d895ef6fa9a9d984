import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventData } from '../../shared/ipc/contract.ts';
import type { AppWords } from '../../shared/catalogue/languages.ts';
import { words } from './words.ts';

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

/** The menu's template for a platform in a language; pure, so that a test can read it. */
export function menuTemplate(
  platform: NodeJS.Platform,
  actions: MenuActions,
  { shell, window }: AppWords,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => actions.command(command),
    ...(accelerator !== undefined && { accelerator }),
  });
  const about: MenuItemConstructorOptions = { id: 'about', label: shell.about, click: actions.about };
  const settings = item(shell.settings, 'settings', 'CmdOrCtrl+,');
  const line: MenuItemConstructorOptions = { type: 'separator' };
  // Electron's own labels are English everywhere.
  const does = (role: keyof AppWords['shell']['roles']): MenuItemConstructorOptions => ({
    role,
    label: shell.roles[role],
  });

  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      line,
      settings,
      line,
      does('services'),
      line,
      does('hide'),
      does('hideOthers'),
      does('unhide'),
      line,
      does('quit'),
    ],
  };
  const fileMenu: MenuItemConstructorOptions = {
    label: shell.file,
    submenu: [
      item(shell.open, 'open', 'CmdOrCtrl+O'),
      line,
      item(shell.lock, 'lock', 'CmdOrCtrl+Shift+L'),
      line,
      ...(mac ? [does('close')] : [settings, line, does('quit')]),
    ],
  };
  const viewMenu: MenuItemConstructorOptions = {
    label: shell.view,
    submenu: [
      ...SCREENS.map((screen, at) => item(window.screens[screen as 'verify'], screen, `CmdOrCtrl+${at + 1}`)),
      line,
      does('resetZoom'),
      does('zoomIn'),
      does('zoomOut'),
      does('togglefullscreen'),
      // For the makers of the app alone, in Electron's own words.
      ...(actions.development ? [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  const editMenu: MenuItemConstructorOptions = {
    role: 'editMenu',
    label: shell.edit,
    submenu: [
      does('undo'),
      does('redo'),
      line,
      does('cut'),
      does('copy'),
      does('paste'),
      does('delete'),
      line,
      does('selectAll'),
    ],
  };
  const windowMenu: MenuItemConstructorOptions = {
    role: 'windowMenu',
    label: shell.window,
    submenu: [does('minimize'), does('zoom'), ...(mac ? [line, does('front')] : [does('close')])],
  };
  return [
    ...(mac ? [appMenu] : []),
    fileMenu,
    editMenu,
    viewMenu,
    windowMenu,
    { role: 'help', label: shell.help, submenu: mac ? [] : [about] },
  ];
}

/** Makes it the app's menu. */
export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions, words())));
}

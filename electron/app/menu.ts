import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { FRAME } from '../../shared/catalogue/en/frame.ts';
import type { SHELL } from '../../shared/catalogue/en/shell.ts';
import type { Words } from '../../shared/catalogue/words.ts';
import { keysOn, SHORTCUTS, shortcutOf, SOMETIMES, type Command, type Sometimes } from '../../shared/shortcuts.ts';
import { withMnemonics } from './mnemonics.ts';
import { words } from './words.ts';

/** The menu's words in one language; the commands are called as in the window's own list of shortcuts. */
export interface MenuWords {
  shell: Words<typeof SHELL>;
  window: { commands: Words<typeof FRAME.commands>; frame: Words<typeof FRAME.frame> };
}

/** What the menu needs of the app. */
export interface MenuActions {
  command: (command: Command) => void;
  about: () => void;
  /** Developer tools and reload; never in a package. */
  development: boolean;
}

const LINE: MenuItemConstructorOptions = { type: 'separator' };

/** The menu's template for a platform; pure, so that a test can read it. */
export function menuTemplate(
  platform: NodeJS.Platform,
  actions: MenuActions,
  { shell, window: { commands, frame } }: MenuWords,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = (command: Command): MenuItemConstructorOptions => {
    const shortcut = shortcutOf(command);
    return {
      id: command,
      label: commands[command],
      accelerator: keysOn(shortcut, mac)[0],
      // Not known on macOS, where the combination is one that no field uses.
      ...(shortcut.inWindow === true && { registerAccelerator: false }),
      enabled: !isSometimes(command),
      click: () => actions.command(command),
    };
  };
  // Electron's own labels are English everywhere.
  const role = (name: Role): MenuItemConstructorOptions => ({
    role: name,
    label: shell.roles[name],
    ...(hasKeys(name) && { accelerator: keysOn(shortcutOf(name), mac)[0] }),
  });
  const about: MenuItemConstructorOptions = { id: 'about', label: shell.about, click: actions.about };
  const settings: MenuItemConstructorOptions = {
    ...item('settings'),
    id: 'preferences',
    label: shell.settings,
    accelerator: shortcutOf('settings').also,
  };
  const quit = role('quit');

  const appMenu: MenuItemConstructorOptions = {
    label: frame.name,
    submenu: [
      ...[about, LINE, settings, LINE],
      ...[role('services'), LINE],
      ...[role('hide'), role('hideOthers'), role('unhide'), LINE],
      quit,
    ],
  };
  const fileMenu: MenuItemConstructorOptions = {
    label: shell.file,
    submenu: [
      ...[item('new'), item('open'), item('openFolder'), LINE],
      ...[item('signFiles'), item('signTag'), LINE],
      ...[item('again'), item('cancel'), item('saveResult'), LINE],
      ...[item('lock'), LINE],
      ...(mac ? [role('close')] : [settings, LINE, quit]),
    ],
  };
  const editMenu: MenuItemConstructorOptions = {
    label: shell.edit,
    submenu: [
      ...[role('undo'), role('redo'), LINE],
      ...[role('cut'), role('copy'), role('paste'), role('delete')],
      ...[role('selectAll'), LINE],
      item('copyResult'),
    ],
  };
  const viewMenu: MenuItemConstructorOptions = {
    label: shell.view,
    submenu: [
      ...SHORTCUTS.screens.map(({ does }) => item(does as Command)),
      LINE,
      ...[role('resetZoom'), role('zoomIn'), role('zoomOut'), role('togglefullscreen')],
      ...(mac ? [] : [LINE, role('close')]),
      ...(actions.development ? [LINE, ...DEVELOPMENT] : []),
    ],
  };
  const windowMenu: MenuItemConstructorOptions = {
    role: 'window',
    label: shell.window,
    submenu: [role('minimize'), role('zoom'), LINE, role('front')],
  };
  const helpMenu: MenuItemConstructorOptions = {
    role: 'help',
    label: shell.help,
    submenu: [item('help'), item('shortcuts'), ...(mac ? [] : [LINE, about])],
  };
  return mac
    ? [appMenu, fileMenu, editMenu, viewMenu, windowMenu, helpMenu]
    : withMnemonics([fileMenu, editMenu, viewMenu, helpMenu]);
}

/** Makes it the app's menu; what makes sense only sometimes is as it was. */
export function setMenu(actions: MenuActions): void {
  const before = SOMETIMES.filter((command) => Menu.getApplicationMenu()?.getMenuItemById(command)?.enabled === true);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, actions, words())));
  offer(before);
}

/** Says which of the commands that make sense only sometimes do so now. */
export function offer(commands: readonly Sometimes[]): void {
  const menu = Menu.getApplicationMenu();
  for (const command of SOMETIMES) {
    const item = menu?.getMenuItemById(command);
    if (item != null) item.enabled = commands.includes(command);
  }
}

type Role = keyof typeof SHELL.roles;

const isSometimes = (command: Command): boolean => (SOMETIMES as readonly Command[]).includes(command);

const hasKeys = (name: Role): name is Role & (typeof SHORTCUTS.window)[number]['does'] =>
  Object.values(SHORTCUTS).some((group) => group.some(({ does }) => does === name));

/** For the makers of the app alone, in Electron's own words. Reload has another key than usual, which is *Check again*. */
const DEVELOPMENT: readonly MenuItemConstructorOptions[] = [
  { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
  { role: 'toggleDevTools' },
];

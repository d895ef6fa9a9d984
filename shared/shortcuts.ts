/** What the application menu can ask of the window. */
export const COMMANDS = [
  'new',
  'open',
  'openFolder',
  'signFiles',
  'signTag',
  'copyResult',
  'saveResult',
  'again',
  'cancel',
  'lock',
  'verify',
  'sign',
  'keys',
  'publishers',
  'repositories',
  'activity',
  'settings',
  'shortcuts',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Commands that make sense only sometimes: the window says when, and the menu greys them out until then. */
export const SOMETIMES = ['new', 'copyResult', 'saveResult', 'again', 'signTag', 'cancel', 'lock'] as const;
export type Sometimes = (typeof SOMETIMES)[number];

/** What the system does for every app, with the keys that everybody knows. */
export type SystemCommand = 'paste' | 'zoomIn' | 'zoomOut' | 'resetZoom' | 'togglefullscreen' | 'close' | 'quit';

/** One key combination, in Electron's words (`CmdOrCtrl+N`). */
export interface Shortcut {
  does: Command | SystemCommand;
  keys: string;
  /** Where macOS has another custom. */
  mac?: string;
  /** A second combination for the same. */
  also?: string;
  /** The window itself listens to it: the menu shows the key and leaves it to the sheets and fields that use it too. */
  inWindow?: true;
}

/** Every key combination, by what it is for. The menu and the window's own list of them are made of this, and of nothing else. */
export const SHORTCUTS: Readonly<Record<'work' | 'screens' | 'window', readonly Shortcut[]>> = {
  work: [
    { does: 'new', keys: 'CmdOrCtrl+N' },
    { does: 'open', keys: 'CmdOrCtrl+O' },
    { does: 'openFolder', keys: 'CmdOrCtrl+Shift+O' },
    { does: 'paste', keys: 'CmdOrCtrl+V' },
    { does: 'signFiles', keys: 'CmdOrCtrl+Shift+S' },
    { does: 'signTag', keys: 'CmdOrCtrl+T' },
    { does: 'again', keys: 'CmdOrCtrl+R' },
    { does: 'copyResult', keys: 'CmdOrCtrl+Shift+C' },
    { does: 'saveResult', keys: 'CmdOrCtrl+S' },
    { does: 'cancel', keys: 'Esc', mac: 'Cmd+.', inWindow: true },
    { does: 'lock', keys: 'CmdOrCtrl+Shift+L' },
  ],
  screens: [
    { does: 'verify', keys: 'CmdOrCtrl+1' },
    { does: 'sign', keys: 'CmdOrCtrl+2' },
    { does: 'keys', keys: 'CmdOrCtrl+3' },
    { does: 'publishers', keys: 'CmdOrCtrl+4' },
    { does: 'repositories', keys: 'CmdOrCtrl+5' },
    { does: 'activity', keys: 'CmdOrCtrl+6' },
    { does: 'settings', keys: 'CmdOrCtrl+7', also: 'CmdOrCtrl+,' },
  ],
  window: [
    { does: 'help', keys: 'F1', mac: 'Cmd+Shift+/' },
    { does: 'shortcuts', keys: 'CmdOrCtrl+/' },
    { does: 'zoomIn', keys: 'CmdOrCtrl+Plus' },
    { does: 'zoomOut', keys: 'CmdOrCtrl+-' },
    { does: 'resetZoom', keys: 'CmdOrCtrl+0' },
    { does: 'togglefullscreen', keys: 'F11', mac: 'Ctrl+Cmd+F' },
    { does: 'close', keys: 'CmdOrCtrl+W' },
    { does: 'quit', keys: 'CmdOrCtrl+Q' },
  ],
};

const ALL: readonly Shortcut[] = Object.values(SHORTCUTS).flat();

/** The entry of the table for one deed; every one has one. */
export function shortcutOf(does: Shortcut['does']): Shortcut {
  const found = ALL.find((each) => each.does === does);
  if (found === undefined) throw new Error(`no keys for ${does}`);
  return found;
}

/** The combinations of an entry on a platform, the first one being the menu's. */
export function keysOn(shortcut: Shortcut, mac: boolean): string[] {
  const first = mac ? (shortcut.mac ?? shortcut.keys) : shortcut.keys;
  return shortcut.also === undefined ? [first] : [first, shortcut.also];
}

/** What stands on the keys of that keyboard: `['Ctrl', 'Shift', 'O']`, on a Mac `['⇧', '⌘', 'O']`. */
export function keyCaps(keys: string, mac: boolean): string[] {
  const parts = keys.split('+').map((part) => (part === 'Plus' ? '+' : part));
  const name = parts.pop() ?? '';
  const caps = parts.map((part) => (mac ? (ON_MAC[part] ?? part) : part === 'CmdOrCtrl' ? 'Ctrl' : part));
  return [...(mac ? caps.sort((a, b) => MAC_ORDER.indexOf(a) - MAC_ORDER.indexOf(b)) : caps), name];
}

const ON_MAC: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Cmd: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥' };
const MAC_ORDER = '⌃⌥⇧⌘';

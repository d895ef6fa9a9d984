import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { menuTemplate, type MenuActions } from '../../electron/app/menu.ts';
import { FRAME } from '../../shared/catalogue/en/frame.ts';
import { SHELL } from '../../shared/catalogue/en/shell.ts';
import { EN } from '../../shared/catalogue/en/words.ts';
import { pseudo } from '../../shared/catalogue/pseudo.ts';
import { COMMANDS, keysOn, SHORTCUTS, shortcutOf, SOMETIMES } from '../../shared/shortcuts.ts';

vi.mock('electron', () => ({ app: {}, Menu: {} }));

const words = { shell: SHELL, window: FRAME };
const actions = (): MenuActions => ({ command: vi.fn(), about: vi.fn(), development: false });
const templateOf = (platform: NodeJS.Platform, over: Partial<MenuActions> = {}) =>
  menuTemplate(platform, { ...actions(), ...over }, words);

const below = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? below(item.submenu) : [])]);
const plain = (label = '') => label.replaceAll('&', '');

describe.each(['darwin', 'win32', 'linux'] as const)('the menu on %s', (platform) => {
  const mac = platform === 'darwin';

  it('has the menus that the platform has', () => {
    const titles = templateOf(platform).map(({ label }) => plain(label));
    const wanted = ['File', 'Edit', 'View', 'Help'];
    expect(titles).toEqual(mac ? ['Countersign', ...wanted.toSpliced(3, 0, 'Window')] : wanted);
  });

  it('names every command once by its id, with its word and the keys of the one table', () => {
    const items = below(templateOf(platform));
    for (const command of COMMANDS) {
      const found = items.filter(({ id }) => id === command);
      expect(found.length, command).toBe(1);
      expect(plain(found[0]?.label)).toBe(FRAME.commands[command]);
      expect(found[0]?.accelerator).toBe(keysOn(shortcutOf(command), mac)[0]);
    }
  });

  it('shows every entry of the table, so that none goes stale', () => {
    const items = below(templateOf(platform));
    const named = items.map(({ id, role }) => id ?? role);
    for (const { does } of Object.values(SHORTCUTS).flat()) expect(named).toContain(does);
  });

  it('gives no combination to two items', () => {
    const keys = below(templateOf(platform, { development: true })).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });

  it('asks the window for what is clicked', () => {
    const command = vi.fn();
    const items = below(templateOf(platform, { command }));
    for (const each of COMMANDS) {
      // The template's own functions take what Electron hands over, and use none of it.
      (items.find(({ id }) => id === each)?.click as () => void)();
      expect(command).toHaveBeenLastCalledWith(each);
    }
  });

  it('greys out what makes no sense yet, and nothing else', () => {
    const grey = below(templateOf(platform)).filter(({ enabled }) => enabled === false);
    expect(grey.map(({ id }) => id).sort()).toEqual([...SOMETIMES].sort());
  });

  it('has developer tools in development only', () => {
    const roles = (development: boolean) => below(templateOf(platform, { development })).map(({ role }) => role);
    expect(roles(true)).toContain('toggleDevTools');
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(false)).not.toContain('reload');
  });

  it('words every item itself, as the system would in English only', () => {
    const unworded = below(templateOf(platform)).filter(
      ({ label, type }) => label === undefined && type !== 'separator',
    );
    expect(unworded).toEqual([]);
  });
});

it.each(['linux', 'darwin'] as const)('names every item in the language of the app on %s', (platform) => {
  const labels = below(menuTemplate(platform, actions(), pseudo(EN))).flatMap(({ label }) => label ?? []);
  expect(labels.filter((label) => !label.startsWith('[') && label !== 'Countersign')).toEqual([]);
  expect(labels.length).toBeGreaterThan(20);
});

it('leaves Escape to the sheets and fields of the window', () => {
  const cancel = below(templateOf('linux')).find(({ id }) => id === 'cancel');
  expect([cancel?.accelerator, cancel?.registerAccelerator]).toEqual(['Esc', false]);
});

describe('mnemonics', () => {
  const letters = (items: readonly MenuItemConstructorOptions[]) =>
    items.flatMap(({ label }) => /(?<!&)&([^&])/.exec(label ?? '')?.[1]?.toLowerCase() ?? []);

  it('are one letter an item, and no two the same in a menu', () => {
    const menus = [templateOf('linux'), ...templateOf('linux').map(({ submenu }) => submenu)];
    for (const menu of menus) {
      const items = (menu as MenuItemConstructorOptions[]).filter(({ label }) => label !== undefined);
      expect(letters(items).length).toBe(items.length);
      expect(new Set(letters(items)).size).toBe(items.length);
    }
  });

  it('are not known to macOS', () => {
    expect(below(templateOf('darwin')).filter(({ label }) => label?.includes('&'))).toEqual([]);
  });
});

import type { MenuItemConstructorOptions } from 'electron';
import { expect, it, vi } from 'vitest';
import { EN } from '../../shared/catalogue/en/words.ts';
import { pseudo } from '../../shared/catalogue/pseudo.ts';

vi.mock('electron', () => ({ app: {}, Menu: {} }));
const { menuTemplate } = await import('../../electron/app/menu.ts');

const actions = { command: () => undefined, about: () => undefined, development: false };

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

// Electron's own words for a role are English everywhere; a menu that stands for the app itself has its name.
it.each(['linux', 'darwin', 'win32'] as const)('names every item in the language of the app on %s', (platform) => {
  const all = items(menuTemplate(platform, actions, pseudo(EN)));
  const unnamed = all.filter(({ label, type, role }) => type !== 'separator' && role !== 'appMenu' && !label);
  expect(unnamed).toEqual([]);
  expect(all.map(({ label }) => label).filter((label) => label !== undefined && !label.startsWith('['))).toEqual([]);
  expect(all.length).toBeGreaterThan(20);
});

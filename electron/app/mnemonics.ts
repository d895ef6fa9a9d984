import type { MenuItemConstructorOptions } from 'electron';

/**
 * Gives each label of a menu, and of the menus below it, a letter that opens it with Alt (`&File`): the first letter of a word that
 * no neighbour has, else any. So every language has them without anybody choosing.
 */
export function withMnemonics(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const submenu = Array.isArray(item.submenu) ? { submenu: withMnemonics(item.submenu) } : {};
    if (item.label === undefined) return { ...item, ...submenu };
    return { ...item, ...submenu, label: marked(item.label, taken) };
  });
}

function marked(label: string, taken: Set<string>): string {
  const letters = [...label.matchAll(/\p{L}/gu)];
  const firsts = [...label.matchAll(/(?<!\p{L})\p{L}/gu)];
  const found = [...firsts, ...letters].find(([letter]) => !taken.has(letter.toLowerCase()));
  // In a label, the ampersand itself is written twice.
  const plain = (text: string): string => text.replaceAll('&', '&&');
  if (found === undefined) return plain(label);
  taken.add(found[0].toLowerCase());
  return `${plain(label.slice(0, found.index))}&${plain(label.slice(found.index))}`;
}

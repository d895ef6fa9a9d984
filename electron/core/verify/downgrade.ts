/** The dotted version in a release's file name, as numbers; null where there is none. */
export function versionOf(name: string): number[] | null {
  const found = /[-_ v](\d{1,9}(?:\.\d{1,9})*)/i.exec(name);
  return found?.[1] === undefined ? null : found[1].split('.').map(Number);
}

/** Whether `name` carries an older version than `last`. Names without versions are never a downgrade. */
export function isDowngrade(name: string, last: string): boolean {
  const version = versionOf(name);
  const before = versionOf(last);
  if (version === null || before === null) return false;
  for (let at = 0; at < Math.max(version.length, before.length); at++) {
    const difference = (version[at] ?? 0) - (before[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

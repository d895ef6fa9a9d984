/**
 * A manifest's name as a path below the manifest's folder: `.` parts and doubled slashes left out. Undefined for a name that leads elsewhere
 * on any system, whichever this is: absolute, with a `..` part, with a drive (`C:`) or of a share (`\\server`), or that names nothing.
 */
export function safeName(name: string): string | undefined {
  if (/^[/\\]/.test(name) || /^[A-Za-z]:/.test(name) || name.includes('\0')) return undefined;
  if (name.split(/[/\\]/).includes('..')) return undefined;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 ? undefined : parts.join('/');
}

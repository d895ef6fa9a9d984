import { parse } from 'node:path';

/** What a key is called that comes from this file and has no name of its own: the file's name without its ending; nothing for a pipe. */
export function nameOfFile(path: string): string {
  return path.startsWith('/dev/') || path.startsWith('/proc/') ? '' : parse(path).name;
}

import { readdirSync, readFileSync } from 'node:fs';

/** All processes below `top`, by what /proc says now. */
export function descendants(top: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent === top || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** A process's argument list, parted by spaces; empty once it has ended. */
export const commandLine = (pid: number): string => readProc(pid, 'cmdline');

/** A process's environment as it was started, parted by spaces; empty once it has ended. */
export const environment = (pid: number): string => readProc(pid, 'environ');

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

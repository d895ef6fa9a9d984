import { shellWord } from './shell-word.ts';

/** The command that moves a ref to where it was, if nothing moved it since. `ref`: its whole name, or `HEAD` where it names no branch. */
export function refBack(ref: string, { to, from }: { to: string; from: string }): string {
  return `git update-ref ${ref === 'HEAD' ? '--no-deref HEAD' : shellWord(ref)} ${to} ${from}`;
}

import { readSshCall, type SshCall } from './ssh-call.ts';

/** What git asks of a program in place of gpg, gpgsm or ssh-keygen. */
export type GitProgramCall =
  | { kind: 'sign'; key: string; status: StatusStream }
  | { kind: 'verify'; signature: string; status: StatusStream }
  | SshCall
  | { kind: 'version' };

/** The file descriptor for the lines that git reads: standard output or standard error. */
export type StatusStream = 1 | 2;

/**
 * Takes a call apart as git makes it: `--status-fd=2 -bsau KEY`, and `--keyid-format=long --status-fd=1 --verify FILE -`. Undefined for
 * every other. Keys and files come from the settings of whoever made the repository: they are never read as options.
 */
export function readCall(words: readonly string[]): GitProgramCall | undefined {
  if (words.length === 1 && words[0] === '--version') return { kind: 'version' };
  if (words[0] === '-Y') return readSshCall(words);
  const rest = [...words];
  let status: StatusStream | undefined;
  while (rest[0]?.startsWith('--') === true) {
    const [word] = rest;
    const [, given] = /^--status-fd=([12])$/.exec(word) ?? [];
    if (given !== undefined) status = given === '1' ? 1 : 2;
    else if (word === '--verify') break;
    else if (!/^--keyid-format=[a-z0-9]+$/.test(word)) return undefined;
    rest.shift();
  }
  const [verb, named, end] = rest;
  if (status === undefined || named === undefined) return undefined;
  if (verb === '-bsau' && rest.length === 2) return { kind: 'sign', key: named, status };
  if (verb === '--verify' && end === '-' && rest.length === 3) return { kind: 'verify', signature: named, status };
  return undefined;
}

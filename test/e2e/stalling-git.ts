import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './electron.ts';

/** A git that can be made to wait. */
export interface StallingGit {
  /** For the app's environment. */
  PATH: string;
  /** Whoever asks it for objects from now on gets so many, and waits for the others. */
  stall: (objects: number) => void;
  goOn: () => void;
  remove: () => void;
}

/** Puts a program before git that hands everything on to it, questions for objects only as long as it is let. */
export function stallingGit(): StallingGit {
  const folder = temporaryFolder();
  const stalls = join(folder, 'stalls');
  const bin = join(folder, 'bin');
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh
for word; do
  if [ "$word" = cat-file ] && [ -e '${stalls}' ]; then
    {
      left=$(cat '${stalls}')
      while [ "$left" -gt 0 ] && read -r id; do echo "$id"; left=$((left - 1)); done
      while [ -e '${stalls}' ]; do sleep 0.2; done
    } | '${git}' "$@"
    exit
  fi
done
exec '${git}' "$@"
`,
    { mode: 0o755 },
  );
  return {
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    stall: (objects) => writeFileSync(stalls, String(objects)),
    goOn: () => rmSync(stalls, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

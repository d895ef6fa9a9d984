import { spawn } from 'node:child_process';
import { parse } from 'node:path';
import { childEnvironment } from './child-environment.ts';

/**
 * Has the trusted roots of a home refreshed by a process of its own, which goes on when this one has ended: whoever verifies waits for no
 * repository. Never throws: the next call tries again.
 */
export function refreshAside(home: string): void {
  const [program] = process.argv.slice(1);
  if (program === undefined) return;
  // It must not keep the folder in use that this call was made in.
  const cwd = parse(process.cwd()).root;
  const words = [program, 'instance', 'refresh', '--due', '--quiet', '--home', home];
  const env = childEnvironment();
  const child = spawn(process.execPath, words, { detached: true, stdio: 'ignore', windowsHide: true, cwd, env });
  child.once('error', () => undefined);
  child.unref();
}

import { spawn } from 'node:child_process';
import { AppError } from '../../shared/error.ts';
import { isAllowedAddress } from '../core/util/bounded-http.ts';
import { childEnvironment } from './child-environment.ts';

/** The system's own program that opens an address; never through a shell, which would read the address as commands. */
function opener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}

/** Opens an address (https, or http on this machine) in the system's browser. Where there is none, nothing happens: the address is shown too. */
export function openBrowser(address: URL, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (!isAllowedAddress(address)) return Promise.reject(new AppError('network-tls', address.host));
  const [program, ...words] = opener(process.platform);
  const own = childEnvironment(env);
  return new Promise((resolve) => {
    const child = spawn(program, [...words, address.href], { detached: true, stdio: 'ignore', env: own });
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

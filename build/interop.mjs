// `npm run test:interop`: signs and verifies together with the programs of others. They are built the first time; see peers.mjs.
import { join } from 'node:path';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, run, say } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

await finish(async () => {
  await setUp({ electron: false });
  const { peersFolder, whyNoPeers } = await import('./peers.mjs');
  const why = whyNoPeers(say);
  if (why !== null) {
    say(`interop is skipped: ${why}.`);
    return 0;
  }
  say(`the programs of others are kept in ${peersFolder()}.`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--config', 'test/interop/vitest.config.ts', ...process.argv.slice(2)];
  return run(process.execPath, [vitest, ...args], { cwd: root, env: toolEnvironment() }).status ?? 1;
});

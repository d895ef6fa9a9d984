// `npm run demo`: drives the real app on an invisible display, and saves a picture of every screen under out/demo.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, say } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

/** Runs the demo in a session of its own (display, D-Bus, keychain). Resolves to the status to end with. */
export async function demo() {
  const { ensureBuild } = await import('./build.mjs');
  const { runInPrivateSession } = await import('./display.mjs');
  const { electronEnvironment } = await import('./electron.mjs');
  await ensureBuild();
  rmSync(join(root, 'out', 'demo'), { recursive: true, force: true });
  say('the demo: a key, a signed release, a stranger who checks it, and one changed byte.');
  const { status } = await runInPrivateSession(process.execPath, [join(root, 'build', 'demo-steps.mjs')], {
    env: toolEnvironment(electronEnvironment()),
  });
  if (status === 0) say('pictures of every screen are in out/demo.');
  return status;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await finish(async () => {
    await setUp();
    return demo();
  });
}

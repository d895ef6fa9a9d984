// `npm start`: sets everything up, builds where sources are newer, and opens the app.
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, run, say } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

await finish(async () => {
  await setUp();
  const { ensureBuild } = await import('./build.mjs');
  const { hasDisplay } = await import('./display.mjs');
  await ensureBuild();
  if (!hasDisplay()) {
    say('there is no display here: running the demo on an invisible one instead.');
    const { demo } = await import('./demo.mjs');
    return demo();
  }
  const { electronEnvironment, electronPath, electronSwitches } = await import('./electron.mjs');
  const switches = electronSwitches();
  if (switches.length > 0)
    say(`you are root: Chromium's sandbox does not work for root, so it is off (${switches.join(' ')}).`);
  const app = run(electronPath(), [...switches, root, ...process.argv.slice(2)], {
    env: toolEnvironment(electronEnvironment()),
  });
  return app.status ?? 1;
});

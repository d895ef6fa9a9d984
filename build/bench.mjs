// `npm run bench`: sets up and builds, then measures (test/bench).
import { finish } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

await finish(async () => {
  await setUp({ tests: true });
  const { ensureBuild } = await import('./build.mjs');
  await ensureBuild();
  await import('../test/bench/bench.mjs');
  return process.exitCode;
});

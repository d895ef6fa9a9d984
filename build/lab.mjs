// `npm run lab`: a Sigstore on loopback, to try signing and verifying with. See test/lab.
import { finish } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

await finish(async () => {
  await setUp({ electron: false });
  const { runLab } = await import('../test/lab/run.ts');
  return runLab(process.argv.slice(2));
});

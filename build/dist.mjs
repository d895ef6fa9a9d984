// `npm run dist`: the packages that this system can make. `npm run dist -- --dir`: the unpacked folder alone, to try it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, run, say, Stop } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

await finish(async () => {
  await setUp();
  const { ensureBuild } = await import('./build.mjs');
  const { installedElectron } = await import('./electron.mjs');
  const words = process.argv.slice(2);
  const folderOnly = words.includes('--dir');
  const electron = installedElectron();
  if (electron.standIn && !folderOnly)
    throw new Stop(
      'this machine has only the stand-in Electron, and a release is never built from it. ' +
        'Build where github.com is within reach, or try `npm run dist -- --dir`.',
    );
  await ensureBuild();
  const version = readFileSync(join(electron.folder, 'version'), 'utf8').replace(/^v/, '').trim();
  const output = electron.standIn ? 'dist/trial' : 'dist';
  if (electron.standIn)
    say(`a trial from the stand-in Electron ${version}, for this machine and tests: not a release.`);
  say(`packaging into ${output} ...`);
  const packed = run(
    process.execPath,
    [
      join(root, 'node_modules', 'electron-builder', 'cli.js'),
      '--publish=never',
      `--config.directories.output=${output}`,
      `--config.electronVersion=${version}`,
      ...(electron.standIn ? [`--config.electronDist=${electron.folder}`] : []),
      ...words,
    ],
    { cwd: root, env: toolEnvironment() },
  );
  return packed.status ?? 1;
});

// `npm run gallery`: a picture of every state of the window, made from the real app, and a page that shows them all (out/gallery).
// Words after `--` are parts of the names of the states wanted; `--docs` refreshes the documents' pictures (docs/pictures) as well.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED } from './gallery-docs.mjs';
import { galleryPage } from './gallery-page.mjs';
import { root, toolEnvironment } from './set-up/modules.mjs';
import { finish, say } from './set-up/say.mjs';
import { setUp } from './set-up/set-up.mjs';

const out = join(root, 'out', 'gallery');
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));

/** All that was written down of the states, in their order. */
function written() {
  return readdirSync(out)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(out, name), 'utf8')))
    .sort((a, b) => a.order - b.order);
}

function refreshDocuments() {
  const folder = join(root, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, picture] of Object.entries(DOCUMENTED)) copyFileSync(join(out, picture), join(folder, name));
  say(`${Object.keys(DOCUMENTED).length} pictures are in docs/pictures.`);
}

await finish(async () => {
  await setUp({ tests: true });
  const { desktopFonts } = await import('./set-up/fonts.mjs');
  const { ensureBuild } = await import('./build.mjs');
  const { runInPrivateSession } = await import('./display.mjs');
  const { electronEnvironment } = await import('./electron.mjs');
  await ensureBuild();
  if (wanted.length === 0) rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const program = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const { status } = await runInPrivateSession(process.execPath, [program, 'test', 'gallery.spec', '--reporter=list'], {
    env: toolEnvironment({ ...electronEnvironment(), COUNTERSIGN_GALLERY: out, COUNTERSIGN_STATES: wanted.join(' ') }),
    size: '1600x1000',
    config: desktopFonts(),
  });
  const states = written();
  writeFileSync(join(out, 'index.html'), galleryPage(states));
  say(`${states.length} states are in ${join(out, 'index.html')}.`);
  // Where a state failed, its pictures are of an earlier run.
  if (words.includes('--docs') && status === 0) refreshDocuments();
  return status;
});

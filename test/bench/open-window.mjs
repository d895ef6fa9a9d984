// A real window of the app, driven from outside.
/* global window -- what runs in the page */
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronPath, electronSwitches } from '../../build/electron.mjs';
import { cleanUpLater } from './clean-up.mjs';

/** The checkout, which Electron starts as an app. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 120_000;

/** Whether there is a build to start. */
export const missing = () =>
  existsSync(join(root, 'out/main/main.cjs')) ? undefined : 'out/main/main.cjs (npm run build)';

/** On a busy machine a start is sometimes lost between the debuggers; the next one works. */
async function launch(args, env) {
  const { _electron } = await import('@playwright/test');
  const start = () => _electron.launch({ executablePath: electronPath(), args, env, timeout: 30_000 });
  return start().catch(start);
}

/** Starts an app for the time of `work(page, app)`. */
export async function withApp(words, env, work) {
  const app = await launch([...electronSwitches(), ...words], env);
  const program = app.process();
  const close = cleanUpLater(() => program.exitCode === null && program.kill());
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(PATIENCE);
    await page.locator('h1, h2').first().waitFor();
    return await work(page, app);
  } finally {
    await app.close();
    close();
  }
}

/** Starts Countersign with a home of its own, which knows no key and no keyring. */
export function withWindow({ files, electron }, work) {
  const notGnupg = mkdtempSync(join(files.folder, 'g-'));
  const home = mkdtempSync(join(files.folder, 'home-'));
  return withApp([root, '--home', home], { ...electron.env, GNUPGHOME: notGnupg }, work);
}

async function drag(session, types, files, point) {
  for (const type of types)
    await session.send('Input.dispatchDragEvent', {
      type,
      ...point,
      data: { items: [], files, dragOperationsMask: 1 },
    });
}

/** Drops real files on the half that verifies: the left one, or the right one where the window reads from the right. */
export async function dropToVerify(page, files) {
  const session = await page.context().newCDPSession(page);
  const middle = await page.evaluate(() => ({ x: window.innerWidth / 2, y: window.innerHeight / 2 }));
  await drag(session, ['dragEnter', 'dragOver'], files, middle);
  const box = await page.locator('.drop-half').first().boundingBox();
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await drag(session, ['dragEnter', 'dragOver', 'drop'], files, point);
  await session.detach();
}
